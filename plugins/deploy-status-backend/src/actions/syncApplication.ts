import {
  changeOf,
  consentInput,
  receiptOutput,
  targetInput,
  pruneInput,
  resourcesInput,
  type ActionOptions,
} from './common';

/** Registers the action that syncs an Application with Git. */
export function registerSyncApplicationAction({
  actionsRegistry,
  call,
}: ActionOptions): void {
  actionsRegistry.register({
    name: 'sync-application',
    title: 'Sync an application',
    description:
      'Makes what runs equal to what Git says, for one Argo CD Application of an entity: whole, or only some resources. Call plan-sync first and show the person what it answers. Never forces. Sync windows, running operations and what Argo CD refuses come back as outcome refused, with the reason.',
    attributes: { readOnly: false, destructive: true, idempotent: true },
    schema: {
      input: z =>
        z.object({
          ...targetInput(z),
          resources: resourcesInput(z),
          prune: pruneInput(z),
          revision: z
            .string()
            .optional()
            .describe(
              'The id of the revision that plan-sync said would be deployed, so that nothing newer is deployed instead. Any other is refused',
            ),
          ...consentInput(z),
        }),
      output: receiptOutput,
    },
    action: async ({ input, credentials }) => {
      const { params, body } = await changeOf(call, input, credentials);
      const output = await call(
        'sync',
        {
          params,
          body: {
            ...body,
            resources: input.resources,
            prune: input.prune,
            revision: input.revision,
          },
        },
        credentials,
      );
      return { output };
    },
  });
}
