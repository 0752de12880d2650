import { imageText } from '@michi/plugin-deploy-status-common';
import { entityOf, type ActionOptions } from './common';

/** Registers the action that tells what was deployed. */
export function registerGetDeploymentsAction({
  actionsRegistry,
  call,
}: ActionOptions): void {
  actionsRegistry.register({
    name: 'get-deployments',
    title: 'Get deployments',
    description:
      'Tells what was deployed of some entities since a time, newest first: successful and failed, automatic and by hand, rollbacks and retries, with who asked for it and why it failed. The id is what rollback-application wants.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          entityRefs: z
            .array(z.string())
            .min(1)
            .max(500)
            .describe('For example component:default/blog-api'),
          since: z
            .string()
            .datetime({ offset: true })
            .describe('ISO 8601, for example 2026-11-01T00:00:00Z'),
          before: z
            .string()
            .datetime({ offset: true })
            .optional()
            .describe(
              'Only those that started before it; for the next page, startedAt of the last one',
            ),
          environments: z.array(z.string()).optional(),
          only: z
            .enum(['failed', 'rollback'])
            .optional()
            .describe(
              'failed: also those that were applied and never became healthy',
            ),
          limit: z.number().int().positive().max(1000).optional(),
        }),
      output: z =>
        z.object({
          total: z.number(),
          failed: z.number(),
          denied: z.number(),
          deployments: z.array(
            z.object({
              id: z.string(),
              entityRef: z.string(),
              environment: z.string(),
              instance: z.string(),
              application: z.string(),
              phase: z.string(),
              startedAt: z.string(),
              finishedAt: z.string().optional(),
              healthyAt: z.string().optional(),
              degradedAt: z
                .string()
                .optional()
                .describe(
                  'When it became Degraded after it succeeded; without healthyAt it has failed, too',
                ),
              degradedMessage: z.string().optional(),
              automated: z.boolean(),
              startedBy: z.string().optional(),
              requestedBy: z.string().optional(),
              reason: z.string().optional(),
              rollback: z.boolean(),
              retries: z.number(),
              revisions: z.array(
                z.object({
                  id: z.string(),
                  author: z.string().optional(),
                  message: z.string().optional(),
                }),
              ),
              imagesBefore: z
                .array(z.string())
                .describe('What ran when it began; empty where not known'),
              images: z.array(z.string()),
              attempts: z
                .array(
                  z.object({
                    number: z.number(),
                    phase: z.string(),
                    finishedAt: z.string().optional(),
                    message: z.string().optional(),
                  }),
                )
                .describe('The last one is the outcome'),
              hooks: z.array(
                z.object({
                  kind: z.string(),
                  name: z.string(),
                  type: z.string(),
                  phase: z.string(),
                  message: z.string().optional(),
                }),
              ),
              message: z.string().optional(),
              url: z.string(),
            }),
          ),
        }),
    },
    action: async ({ input, credentials }) => {
      const { entityRefs, ...filter } = input;
      const { deployments, ...counts } = await call(
        'getDeployments',
        {
          body: {
            ...filter,
            entityRefs: entityRefs.map(ref => entityOf(ref).entityRef),
          },
        },
        credentials,
      );
      return {
        output: {
          ...counts,
          deployments: deployments.map(one => ({
            ...one,
            imagesBefore: one.imagesBefore.map(imageText),
            images: one.images.map(imageText),
          })),
        },
      };
    },
  });
}
