import { entityOf, type ActionOptions } from './common';

/** Registers the action that tells by which commits environments differ. */
export function registerGetDifferencesAction({
  actionsRegistry,
  call,
}: ActionOptions): void {
  actionsRegistry.register({
    name: 'get-environment-differences',
    title: 'Get differences between environments',
    description:
      'Tells for one entity by which commits each environment is behind the one before it on the way to production.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          entityRef: z
            .string()
            .describe('The entity, for example component:default/blog-api'),
        }),
      output: z =>
        z.object({
          differences: z.array(
            z.object({
              behind: z.string(),
              ahead: z.string(),
              state: z.string(),
              commits: z.number().optional(),
              newest: z.array(
                z.object({
                  id: z.string(),
                  author: z.string().optional(),
                  message: z.string().optional(),
                }),
              ),
              url: z.string().optional(),
              problem: z.string().optional(),
            }),
          ),
        }),
    },
    action: async ({ input, credentials }) => {
      const { params } = entityOf(input.entityRef);
      return { output: await call('getDifferences', { params }, credentials) };
    },
  });
}
