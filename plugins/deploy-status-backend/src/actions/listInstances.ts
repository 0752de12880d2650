import type { ActionOptions } from './common';

/** Registers the action that tells how each Argo CD instance keeps up. */
export function registerListInstancesAction({
  actionsRegistry,
  call,
}: ActionOptions): void {
  actionsRegistry.register({
    name: 'list-argocd-instances',
    title: 'List Argo CD instances',
    description:
      'Tells of each configured Argo CD instance whether the portal is connected to it, and if not, why and when it tries again; how many operations run and wait there; and how long syncs have taken (seconds) since a time, per destination cluster.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          since: z
            .string()
            .describe('ISO 8601; durations are of syncs since then'),
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
              destination: z
                .string()
                .optional()
                .describe('Absent in the row for the whole instance'),
              applications: z.number(),
              queued: z.number(),
              running: z.number(),
              durationP50Seconds: z.number().optional(),
              durationP90Seconds: z.number().optional(),
              n: z.number().describe('How many syncs the durations are of'),
            }),
          ),
        }),
    },
    action: async ({ input, credentials }) => {
      const { instances } = await call('getInstances', {}, credentials);
      const latencies = await call(
        'getSyncLatencies',
        { body: { since: input.since } },
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
          syncs: latencies.instances.map(one => ({
            instance: one.instance,
            destination: one.destination,
            applications: one.applications,
            queued: one.queued,
            running: one.running,
            durationP50Seconds: one.duration.p50Seconds,
            durationP90Seconds: one.duration.p90Seconds,
            n: one.duration.n,
          })),
        },
      };
    },
  });
}
