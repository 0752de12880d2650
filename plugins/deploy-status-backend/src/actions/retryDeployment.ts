import type { ActionOptions } from './common';
import { registerOperationAction } from './registerOperationAction';

/** Registers the action that repeats a failed deployment. */
export function registerRetryDeploymentAction(options: ActionOptions): void {
  registerOperationAction(options, {
    route: 'retry',
    name: 'retry-deployment',
    title: 'Retry a failed deployment',
    description:
      'Repeats the last operation of an Argo CD Application of an entity if it failed: the same revision, resources and pruning. Call plan-retry first: it says what failed, why, and what would be deployed.',
  });
}
