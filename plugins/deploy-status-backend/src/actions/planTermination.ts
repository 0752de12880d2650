import type { ActionOptions } from './common';
import { registerOperationPlanAction } from './registerOperationAction';

/** Registers the action that says what stopping an operation would stop. */
export function registerPlanTerminationAction(options: ActionOptions): void {
  registerOperationPlanAction(options, {
    route: 'planTerminate',
    name: 'plan-termination',
    title: 'Plan to stop an operation',
    description:
      'Says what terminate-operation would stop: what runs, since when, by whom, which resources and hooks are done and which are not. What is applied stays applied. Changes nothing.',
  });
}
