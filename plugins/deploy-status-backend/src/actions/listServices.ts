import type { ActionOptions } from './common';

/** Registers the action that lists services and which of them need a look. */
export function registerListServicesAction({
  actionsRegistry,
  call,
}: ActionOptions): void {
  actionsRegistry.register({
    name: 'list-services',
    title: 'List services and what needs attention',
    description:
      'Lists the services of teams, of systems or of the whole platform with what runs where, those that need attention first: failing, stuck, missing, drifting, paused, unknown, waiting for a person, never deployed to production, or not connected to Argo CD. Services that the caller may not read are counted as denied.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          owners: z
            .array(z.string())
            .optional()
            .describe('Only of these groups or users: group:default/blog'),
          systems: z
            .array(z.string())
            .optional()
            .describe('Only of these systems: system:default/blogging'),
          attention: z
            .boolean()
            .optional()
            .describe('True for only those that need attention'),
          limit: z.number().int().positive().max(500).optional(),
        }),
      output: z =>
        z.object({
          total: z.number(),
          denied: z.number(),
          services: z.array(
            z.object({
              entityRef: z.string(),
              owner: z.string().optional(),
              system: z.string().optional(),
              state: z.string(),
              attention: z.array(
                z.object({
                  kind: z.string(),
                  environment: z.string().optional(),
                  since: z.string().optional(),
                }),
              ),
              environments: z.array(
                z.object({
                  environment: z.string(),
                  instance: z.string(),
                  application: z.string(),
                  condition: z.string(),
                  version: z.string().optional(),
                  deployedAt: z.string().optional(),
                  message: z.string().optional(),
                  live: z.boolean(),
                  url: z.string(),
                }),
              ),
            }),
          ),
        }),
    },
    action: async ({ input, credentials }) => {
      const { owners, systems, limit = 100 } = input;
      const found = await call(
        'getServices',
        { body: { owners, systems } },
        credentials,
      );
      const services = found.services.filter(
        one => !input.attention || one.attention.length > 0,
      );
      return {
        output: {
          total: services.length,
          denied: found.denied,
          services: services.slice(0, limit).map(one => ({
            entityRef: one.entityRef,
            owner: one.owner,
            system: one.system,
            state: one.state,
            attention: one.attention,
            environments: one.places,
          })),
        },
      };
    },
  });
}
