import { randomUUID } from 'node:crypto';
import {
  consentInput,
  findTarget,
  receiptOutput,
  targetInput,
  type ActionOptions,
} from './common';

/** Registers the action that stops the running operation of an Application. */
export function registerTerminateOperationAction({
  actionsRegistry,
  call,
}: ActionOptions): void {
  actionsRegistry.register({
    name: 'terminate-operation',
    title: 'Stop a running operation',
    description:
      'Stops the sync operation that runs on an Argo CD Application of an entity. What it has applied so far stays.',
    attributes: { readOnly: false, destructive: true, idempotent: false },
    schema: {
      input: z => z.object({ ...targetInput(z), ...consentInput(z) }),
      output: receiptOutput,
    },
    action: async ({ input, credentials }) => {
      const { params, target } = await findTarget(call, input, credentials);
      const { reason, confirm, idempotencyKey = randomUUID() } = input;
      const output = await call(
        'terminate',
        { params, body: { target, reason, confirm, idempotencyKey } },
        credentials,
      );
      return { output };
    },
  });
}
