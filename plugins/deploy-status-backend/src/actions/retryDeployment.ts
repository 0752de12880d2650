import { randomUUID } from 'node:crypto';
import {
  consentInput,
  findTarget,
  receiptOutput,
  targetInput,
  type ActionOptions,
} from './common';

/** Registers the action that repeats a failed deployment. */
export function registerRetryDeploymentAction({
  actionsRegistry,
  call,
}: ActionOptions): void {
  actionsRegistry.register({
    name: 'retry-deployment',
    title: 'Retry a failed deployment',
    description:
      'Repeats the last operation of an Argo CD Application of an entity if it failed: the same revision, resources and pruning.',
    attributes: { readOnly: false, destructive: true, idempotent: false },
    schema: {
      input: z => z.object({ ...targetInput(z), ...consentInput(z) }),
      output: receiptOutput,
    },
    action: async ({ input, credentials }) => {
      const { params, target } = await findTarget(call, input, credentials);
      const { reason, confirm, idempotencyKey = randomUUID() } = input;
      const output = await call(
        'retry',
        { params, body: { target, reason, confirm, idempotencyKey } },
        credentials,
      );
      return { output };
    },
  });
}
