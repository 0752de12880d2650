import { setTimeout as delay } from 'node:timers/promises';
import { InputError, ResponseError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { examples } from './registerService.examples';

/** What the action needs from its surroundings. */
export interface RegisterServiceOptions {
  integrations: ScmIntegrationRegistry;
  catalog: Pick<CatalogService, 'addLocation' | 'getEntityByRef'>;
  /** How long to wait for the entity, and how often to look, in milliseconds. */
  waiting?: { timeoutMs: number; intervalMs: number };
}

/**
 * `michi:service:register`: registers the repository in the catalog and waits
 * until the service's page exists, so that the link at the end of the run
 * leads somewhere. Registering twice within a retried task is not an error.
 */
export function createRegisterServiceAction(deps: RegisterServiceOptions) {
  const { integrations, catalog } = deps;
  const waiting = deps.waiting ?? { timeoutMs: 60_000, intervalMs: 500 };
  return createTemplateAction({
    id: 'michi:service:register',
    description:
      "Registers a repository's catalog-info.yaml and waits until the catalog shows the service.",
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoContentsUrl: z =>
          z.string({ description: 'Root of the files on the default branch' }),
        entityRef: z =>
          z.string({ description: 'The entity that has to appear' }),
      },
      output: {
        entityRef: z => z.string({ description: 'Entity ref of the service' }),
        catalogInfoUrl: z =>
          z.string({ description: 'The registered catalog-info.yaml' }),
      },
    },
    async handler(ctx) {
      const { repoContentsUrl, entityRef } = ctx.input;
      const integration = integrations.byUrl(repoContentsUrl);
      if (!integration) {
        throw new InputError(
          `No integration is configured for ${repoContentsUrl}. A platform engineer has to add it under integrations.`,
        );
      }
      const target = integration.resolveUrl({
        base: repoContentsUrl,
        url: '/catalog-info.yaml',
      });
      ctx.output('entityRef', entityRef);
      ctx.output('catalogInfoUrl', target);
      if (ctx.isDryRun) {
        ctx.logger.info(`A real run registers ${target} here.`);
        return;
      }

      const credentials = await ctx.getInitiatorCredentials();
      try {
        await catalog.addLocation({ type: 'url', target }, { credentials });
        ctx.logger.info(`Registered ${target}.`);
      } catch (error) {
        if (!isConflict(error)) {
          throw error;
        }
        ctx.logger.info(`${target} was already registered.`);
      }

      const deadline = Date.now() + waiting.timeoutMs;
      while (!(await catalog.getEntityByRef(entityRef, { credentials }))) {
        if (Date.now() > deadline) {
          ctx.logger.warn(
            `${entityRef} is registered, but the catalog has not read it yet. Its page appears as soon as the catalog has.`,
          );
          return;
        }
        await delay(waiting.intervalMs, undefined, { signal: ctx.signal });
      }
      ctx.logger.info(`${entityRef} is in the catalog.`);
    },
  });
}

function isConflict(error: unknown): boolean {
  return (
    (error instanceof ResponseError && error.statusCode === 409) ||
    (error instanceof Error && error.name === 'ConflictError')
  );
}
