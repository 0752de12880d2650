import { distribution, type ActionOptions } from './common';

/** Registers the action that tells how each Argo CD instance keeps up. */
export function registerListInstancesAction({
  actionsRegistry,
  call,
}: ActionOptions): void {
  actionsRegistry.register({
    name: 'list-argocd-instances',
    title: 'List Argo CD instances',
    description:
      'Tells of each configured Argo CD instance whether the portal is connected to it, and if not, why and when it tries again; how many operations run and wait there, and how long the longest has run; and, per destination cluster and in a period, how long syncs took and how long it took from a commit to its automatic sync (seconds). Asked for two periods, it shows whether tuning worked.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          since: z
            .string()
            .describe('ISO 8601; durations are of syncs since then'),
          until: z.string().optional().describe('ISO 8601; now where absent'),
        }),
      output: z =>
        z.object({
          instances: z.array(
            z.object({
              name: z.string(),
              environment: z.string(),
              connection: z.string(),
              lastContactAt: z.string().optional(),
              problem: z.string().optional(),
              nextAttemptAt: z.string().optional(),
            }),
          ),
          syncs: z.array(
            z.object({
              instance: z.string(),
              environment: z.string(),
              destination: z
                .string()
                .optional()
                .describe('Absent in the row for the whole instance'),
              applications: z.number(),
              queued: z.number(),
              running: z.number(),
              longestRunningSeconds: z.number().optional(),
              duration: distribution(z),
              delay: distribution(z),
            }),
          ),
        }),
    },
    action: async ({ input, credentials }) => {
      const { instances } = await call('getInstances', {}, credentials);
      const latencies = await call(
        'getSyncLatencies',
        { body: { since: input.since, until: input.until } },
        credentials,
      );
      return {
        output: {
          instances: instances.map(one => ({
            name: one.name,
            environment: one.environment,
            connection: one.connection,
            lastContactAt: one.lastContactAt,
            problem: one.problem,
            nextAttemptAt: one.nextAttemptAt,
          })),
          syncs: latencies.instances.map(({ series, ...one }) => one),
        },
      };
    },
  });
}
