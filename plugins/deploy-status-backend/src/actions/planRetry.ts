import type { ActionOptions } from './common';
import { registerOperationPlanAction } from './registerOperationAction';

/** Registers the action that says what a retry would repeat. */
export function registerPlanRetryAction(options: ActionOptions): void {
  registerOperationPlanAction(options, {
    route: 'planRetry',
    name: 'plan-retry',
    title: 'Plan a retry',
    description:
      'Says what retry-deployment would repeat: the operation that failed, what became of each resource and why, the commits and images that it deploys, and what stands in the way. Changes nothing and makes no dry run.',
  });
}
