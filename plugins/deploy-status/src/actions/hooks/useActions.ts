import type {
  Application,
  OperationAction,
} from '@michi/plugin-deploy-status-common';
import { createContext, useContext } from 'react';
import type { Intent } from '../model/intent';
import type { Grant } from './useGrants';

/** What every action on the page shares. */
export interface Actions {
  entityRef: string;
  /** The entity's Applications as they are now; empty until they are known. */
  applications: Application[];
  /** The environment of an Application, with what tells it from others there. */
  placeOf(intent: Pick<Intent, 'target' | 'environment'>): string;
  /** Whether the person may do this in the environment of an instance. */
  grantOf(action: OperationAction, instance: string): Grant;
  /** Why not, and whom to ask. */
  denialOf(
    action: OperationAction,
    where: { instance: string; name: string; environment: string },
  ): string | undefined;
  /**
   * Opens the dialog of an action.
   *
   * @param returnTo - where the focus goes when the dialog is closed
   */
  open(intent: Intent, returnTo: HTMLElement | null): void;
}

/** Filled by `ActionsProvider`. */
export const ActionsContext = createContext<Actions | undefined>(undefined);

/** What the page's `ActionsProvider` has for its actions. */
export function useActions(): Actions {
  const actions = useContext(ActionsContext);
  if (!actions) {
    throw new Error('Put an ActionsProvider around the page that has actions');
  }
  return actions;
}
