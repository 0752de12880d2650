import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ModuleOptions } from '../config';
import { containsExpression } from '../domain/escape';
import { mayCreateFor } from '../domain/membership';
import { serviceNameProblem } from '../domain/serviceName';
import { GithubRepositories } from '../upstream/GithubRepositories';
import { examples } from './checkService.examples';
import { requireGoldenPath } from './requireGoldenPath';

/** What the action needs from its surroundings. */
export interface CheckServiceOptions {
  options: ModuleOptions;
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  repositories: GithubRepositories;
}

/**
 * `michi:service:check`: everything that can be known before anything is
 * created. Its outputs carry the names that follow from the input and the
 * portal's configuration, so that templates hard-code neither organisation
 * nor registry.
 *
 * Repeating it in a retried task is safe: once a task has seen that its name
 * is free, what it creates under that name does not count against it.
 */
export function createCheckServiceAction(deps: CheckServiceOptions) {
  const { catalog, repositories } = deps;
  return createTemplateAction({
    id: 'michi:service:check',
    description:
      'Checks that a service can be created: its name, its owner and who asks for it. Creates nothing.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        name: z =>
          z.string({ description: 'Name of the service, a DNS label' }),
        description: z =>
          z
            .string({ description: 'What the service is for, in one line' })
            .optional(),
        owner: z =>
          z.string({
            description: 'Entity ref of the group that will own the service',
          }),
        system: z =>
          z
            .string({ description: 'Entity ref of the system it belongs to' })
            .optional(),
      },
      output: {
        repoUrl: z =>
          z.string({ description: 'For publishing: host?owner=…&repo=…' }),
        projectSlug: z => z.string({ description: 'organisation/repository' }),
        image: z =>
          z.string({ description: 'Image name with registry, without tag' }),
        registryHost: z =>
          z.string({ description: 'Host of the image registry' }),
        goModule: z => z.string({ description: 'Go module path' }),
        entityRef: z =>
          z.string({ description: 'Entity ref of the service to be' }),
        owner: z => z.string({ description: 'Entity ref of the owner' }),
        ownerName: z =>
          z.string({ description: 'Name of the owning group alone' }),
        codeOwner: z =>
          z.string({ description: 'The owning team for CODEOWNERS' }),
        system: z =>
          z.string({ description: 'Entity ref of the system, or empty' }),
      },
    },
    async handler(ctx) {
      const goldenPath = requireGoldenPath(deps.options);
      const { name, description = '' } = ctx.input;
      checkText(name, description);

      const credentials = await ctx.getInitiatorCredentials();
      const lookUp = (kind: string, ref: string) =>
        findEntity({ catalog, credentials, kind, ref });
      const owner = await lookUp('group', ctx.input.owner);
      const system = ctx.input.system
        ? await lookUp('system', ctx.input.system)
        : undefined;
      await checkPerson(deps, { ref: ctx.user?.ref, credentials, owner });

      const repository = {
        host: goldenPath.githubHost,
        owner: goldenPath.githubOrganisation,
        name,
      };
      const projectSlug = `${repository.owner}/${repository.name}`;
      const entityRef = `component:default/${name}`;
      await ctx.checkpoint({
        key: `name-is-free.${projectSlug}`,
        fn: async () => {
          await checkNameIsFree({ catalog, credentials, entityRef, name });
          const taken = await repositories.find(repository);
          if (taken) {
            throw new InputError(
              `GitHub already has a repository ${taken.fullName} (${taken.htmlUrl}). Choose another name, or register the existing repository in the catalog.`,
            );
          }
          return { name };
        },
      });
      ctx.logger.info(
        `The name ${name} is free, and ${ctx.user?.ref} may create services for ${stringifyEntityRef(owner)}.`,
      );

      ctx.output('repoUrl', toRepoUrl(repository));
      ctx.output('projectSlug', projectSlug);
      ctx.output('image', `${goldenPath.imageRegistry}/${name}`);
      ctx.output('registryHost', goldenPath.imageRegistry.split('/')[0] ?? '');
      ctx.output('goModule', `${goldenPath.goModulePrefix}/${name}`);
      ctx.output('entityRef', entityRef);
      ctx.output('owner', stringifyEntityRef(owner));
      ctx.output('ownerName', owner.metadata.name);
      ctx.output('codeOwner', `@${repository.owner}/${owner.metadata.name}`);
      ctx.output('system', system ? stringifyEntityRef(system) : '');
    },
  });
}

function toRepoUrl(repository: { host: string; owner: string; name: string }) {
  const query = new URLSearchParams({
    owner: repository.owner,
    repo: repository.name,
  });
  return `${repository.host}?${query}`;
}

function checkText(name: string, description: string): void {
  const problem = serviceNameProblem(name);
  if (problem) {
    throw new InputError(
      `"${name.slice(0, 60)}" cannot be the name of a service. ${problem}`,
    );
  }
  if (containsExpression(description)) {
    throw new InputError(
      'The description contains "${{", which GitHub Actions would evaluate. Describe the service without it.',
    );
  }
}

async function findEntity(options: {
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  credentials: BackstageCredentials;
  kind: string;
  ref: string;
}): Promise<Entity> {
  const { kind, ref } = options;
  const compound = parseEntityRef(ref, {
    defaultKind: kind,
    defaultNamespace: 'default',
  });
  if (compound.kind.toLocaleLowerCase('en-US') !== kind) {
    throw new InputError(
      `"${ref}" is not a ${kind}. Pick a ${kind} from the catalog.`,
    );
  }
  const entity = await options.catalog.getEntityByRef(compound, {
    credentials: options.credentials,
  });
  if (!entity) {
    throw new InputError(
      `The catalog has no ${kind} "${compound.name}". Pick one from the list, or ask a platform engineer to add it.`,
    );
  }
  return entity;
}

async function checkNameIsFree(options: {
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  credentials: BackstageCredentials;
  entityRef: string;
  name: string;
}): Promise<void> {
  const { catalog, credentials, entityRef, name } = options;
  const existing = await catalog.getEntityByRef(entityRef, { credentials });
  if (existing) {
    throw new InputError(
      `The catalog already has a component "${name}", owned by ${
        existing.spec?.owner ?? 'nobody'
      }. Choose another name.`,
    );
  }
}

async function checkPerson(
  deps: CheckServiceOptions,
  asked: {
    ref: string | undefined;
    credentials: BackstageCredentials;
    owner: Entity;
  },
): Promise<void> {
  const { ref, credentials, owner } = asked;
  if (!ref) {
    throw new NotAllowedError(
      'A service is created by a person, so that its team is known. Sign in and try again.',
    );
  }
  const user = await deps.catalog.getEntityByRef(ref, { credentials });
  if (!user) {
    throw new NotAllowedError(
      `The catalog does not know ${ref}, so your teams are unknown. Ask a platform engineer to add you to the organisation's catalog.`,
    );
  }
  const { platformEngineers } = deps.options;
  if (!mayCreateFor({ user, owner, platformEngineers })) {
    throw new NotAllowedError(
      `You are not a member of ${owner.metadata.name}. Pick one of your own teams, or ask somebody in ${owner.metadata.name} to create the service.`,
    );
  }
}
