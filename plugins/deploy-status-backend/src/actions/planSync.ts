import {
  findTarget,
  planOutput,
  targetInput,
  pruneInput,
  resourcesInput,
  type ActionOptions,
} from './common';

/** Registers the action that says what a sync would change. */
export function registerPlanSyncAction({
  actionsRegistry,
  call,
}: ActionOptions): void {
  actionsRegistry.register({
    name: 'plan-sync',
    title: 'Plan a sync',
    description:
      'Says what sync-application would change, with a dry run of Argo CD, and what stands in the way: a sync window and its end, another operation, what the cluster would refuse. Changes nothing that runs; the dry run occupies the Application for about a second.',
    attributes: { readOnly: false, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          ...targetInput(z),
          resources: resourcesInput(z),
          prune: pruneInput(z),
        }),
      output: planOutput,
    },
    action: async ({ input, credentials }) => {
      const { params, target } = await findTarget(call, input, credentials);
      const output = await call(
        'planSync',
        {
          params,
          body: { target, resources: input.resources, prune: input.prune },
        },
        credentials,
      );
      return { output };
    },
  });
}
