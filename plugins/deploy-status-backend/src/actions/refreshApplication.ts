import type { ActionOptions } from './common';
import { registerPlainAction } from './registerPlainAction';

/** Registers the action that makes Argo CD compare an Application with Git. */
export function registerRefreshApplicationAction(options: ActionOptions): void {
  registerPlainAction(options, {
    route: 'refresh',
    name: 'refresh-application',
    title: 'Refresh an application',
    description:
      'Makes Argo CD compare an Application of an entity with Git now. Changes nothing that runs, unless Argo CD syncs the Application by itself.',
    attributes: { readOnly: false, destructive: false, idempotent: true },
  });
}
