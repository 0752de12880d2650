import {
  changeOf,
  consentInput,
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
    action: async ({ input, credentials }) => ({
      output: await call(
        'refresh',
        await changeOf(call, input, credentials),
        credentials,
      ),
    }),
  });
}
