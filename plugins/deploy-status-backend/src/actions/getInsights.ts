import { distribution, type ActionOptions } from './common';

/** Registers the action that tells how often, how fast and how well is deployed. */
export function registerGetInsightsAction({
  actionsRegistry,
  call,
}: ActionOptions): void {
  actionsRegistry.register({
    name: 'get-deployment-insights',
    title: 'Get deployment insights',
    description:
      'Computes DORA figures of a service, a team, a system or the platform from the ledger of deployments: deployment frequency, lead time from commit to healthy in production, time to synced and to healthy, failure rate and recovery time, each with its n and what was excluded.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          scope: z.enum(['platform', 'service', 'team', 'system']),
          ref: z
            .string()
            .optional()
            .describe(
              'The entity of the scope; not for the platform. For example group:default/blog',
            ),
          since: z.string().datetime({ offset: true }),
          until: z.string().datetime({ offset: true }).optional(),
        }),
      output: z =>
        z.object({
          since: z.string(),
          until: z.string(),
          readAt: z.string().describe('What happened since then is not in it'),
          production: z.array(z.string()),
          services: z.number(),
          denied: z.number(),
          recordsSince: z.string().optional(),
          figures: z.object({
            deploymentFrequency: z.object({
              n: z.number(),
              days: z.number(),
              perDay: z.number().optional(),
            }),
            leadTime: distribution(z),
            timeToSynced: distribution(z),
            timeToHealthy: distribution(z),
            failureRate: z.object({
              n: z.number(),
              failed: z.number(),
              rate: z.number().optional(),
            }),
            recoveryTime: distribution(z),
          }),
        }),
    },
    action: async ({ input, credentials }) => {
      const { scope, ref = '', since, until } = input;
      const output = await call(
        'getInsights',
        {
          body: {
            scope:
              scope === 'platform' ? { kind: scope } : { kind: scope, ref },
            since,
            until,
          },
        },
        credentials,
      );
      return { output };
    },
  });
}
