import { imageText, type Revision } from '@michi/plugin-deploy-status-common';
import { entityOf, type ActionOptions } from './common';

const commitOf = ({ id, author, message }: Revision) => ({
  id,
  author,
  message,
});

/** Registers the action that tells what runs where for one entity. */
export function registerGetDeployStatusAction({
  actionsRegistry,
  call,
}: ActionOptions): void {
  actionsRegistry.register({
    name: 'get-deploy-status',
    title: 'Get deploy status',
    description:
      'Tells for one catalog entity what is deployed in each environment: health, sync state, image tags, revision with author and message, since when, and whether the last sync operation went well. Values with live=false are the last known ones of an Argo CD instance that does not answer.',
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
          entityRef: z.string(),
          state: z
            .enum([
              'not-annotated',
              'not-configured',
              'missing',
              'waiting',
              'found',
            ])
            .describe('Whether anything is known, and if not, why'),
          environments: z.array(
            z.object({
              environment: z.string(),
              instance: z.string(),
              application: z.string(),
              health: z.string(),
              sync: z.string(),
              images: z.array(z.string()),
              revisions: z.array(
                z.object({
                  id: z.string(),
                  author: z.string().optional(),
                  message: z.string().optional(),
                }),
              ),
              waiting: z
                .array(
                  z.object({
                    id: z.string(),
                    author: z.string().optional(),
                    message: z.string().optional(),
                  }),
                )
                .optional()
                .describe(
                  'Where Git is, where it is out of sync and not at what is deployed',
                ),
              deployedAt: z.string().optional(),
              mixed: z
                .boolean()
                .optional()
                .describe(
                  'True where not all that runs is of these revisions: a later sync failed halfway, or was of some resources only',
                ),
              lastOperation: z
                .object({
                  phase: z.string(),
                  startedAt: z.string(),
                  finishedAt: z.string().optional(),
                  message: z.string().optional(),
                  hooks: z.array(
                    z.object({
                      type: z.string(),
                      name: z.string(),
                      phase: z.string(),
                      message: z.string().optional(),
                    }),
                  ),
                })
                .optional(),
              superseded: z
                .boolean()
                .optional()
                .describe(
                  'True where the last operation failed and is history: since then there runs what Git says at another revision',
                ),
              troubles: z
                .array(
                  z.object({
                    kind: z.string(),
                    name: z.string(),
                    health: z.string().optional(),
                    sync: z.string().optional(),
                    message: z.string().optional(),
                  }),
                )
                .describe('Resources that are out of sync or unhealthy'),
              conditions: z
                .array(z.object({ type: z.string(), message: z.string() }))
                .describe('What Argo CD reports on the Application itself'),
              observedAt: z.string(),
              live: z.boolean(),
              url: z.string(),
            }),
          ),
        }),
    },
    action: async ({ input, credentials }) => {
      const { params } = entityOf(input.entityRef);
      const found = await call('getEntityStatus', { params }, credentials);
      return {
        output: {
          entityRef: found.entityRef,
          state: found.state,
          environments: found.applications.map(one => ({
            environment: one.environment,
            instance: one.instance,
            application: one.name,
            health: one.health,
            sync: one.sync,
            images: one.images.map(imageText),
            revisions: one.revisions.map(commitOf),
            waiting: one.waiting?.map(commitOf),
            deployedAt: one.deployedAt,
            mixed: one.mixed,
            lastOperation: one.operation && {
              phase: one.operation.phase,
              startedAt: one.operation.startedAt,
              finishedAt: one.operation.finishedAt,
              message: one.operation.message,
              hooks: one.operation.hooks.map(
                ({ type, name, phase, message }) => ({
                  type,
                  name,
                  phase,
                  message,
                }),
              ),
            },
            superseded: one.superseded,
            troubles: one.troubles.map(
              ({ kind, name, health, sync, message }) => ({
                kind,
                name,
                health,
                sync,
                message,
              }),
            ),
            conditions: one.conditions,
            observedAt: one.observedAt,
            live: one.live,
            url: one.url,
          })),
        },
      };
    },
  });
}
