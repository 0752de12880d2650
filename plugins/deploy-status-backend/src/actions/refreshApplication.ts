import { randomUUID } from 'node:crypto';
import {
  consentInput,
  findTarget,
  receiptOutput,
  targetInput,
  type ActionOptions,
} from './common';

/** Registers the action that makes Argo CD compare an Application with Git. */
export function registerRefreshApplicationAction({
  actionsRegistry,
  call,
}: ActionOptions): void {
  actionsRegistry.register({
    name: 'refresh-application',
    title: 'Refresh an application',
    description:
      'Makes Argo CD compare an Application of an entity with Git now. Changes nothing that runs, unless Argo CD syncs the Application by itself.',
    attributes: { readOnly: false, destructive: false, idempotent: true },
    schema: {
      input: z => z.object({ ...targetInput(z), ...consentInput(z) }),
      output: receiptOutput,
    },
    action: async ({ input, credentials }) => {
      const { params, target } = await findTarget(call, input, credentials);
      const { reason, confirm, idempotencyKey = randomUUID() } = input;
      const output = await call(
        'refresh',
        { params, body: { target, reason, confirm, idempotencyKey } },
        credentials,
      );
      return { output };
    },
  });
}
