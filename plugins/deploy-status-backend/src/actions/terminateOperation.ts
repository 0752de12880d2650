import type { ActionOptions } from './common';
import { registerOperationAction } from './registerOperationAction';

/** Registers the action that stops the running operation of an Application. */
export function registerTerminateOperationAction(options: ActionOptions): void {
  registerOperationAction(options, {
    route: 'terminate',
    name: 'terminate-operation',
    title: 'Stop a running operation',
    description:
      'Stops the sync operation that runs on an Argo CD Application of an entity. What it has applied so far stays. Call plan-termination first: it says what runs and how far it has come.',
  });
}
