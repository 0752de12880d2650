import { readdir, rm } from 'node:fs/promises';
import {
  resolveSafeChildPath,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import {
  createGithubRepoPushAction,
  createPublishGithubAction,
} from '@backstage/plugin-scaffolder-backend-module-github';
import {
  createTemplateAction,
  parseRepoUrl,
} from '@backstage/plugin-scaffolder-node';
import { ModuleOptions } from '../config';
import { messageOf, progressOf } from '../domain/taskTrailer';
import {
  GithubRepositories,
  Repository,
  RepositoryRef,
} from '../upstream/GithubRepositories';
import { GithubError } from '../upstream/GithubError';
import { examples } from './publishRepository.examples';
import { requireGoldenPath } from './requireGoldenPath';

/** What the action needs from its surroundings. */
export interface PublishRepositoryOptions {
  options: ModuleOptions;
  integrations: ScmIntegrationRegistry;
  repositories: GithubRepositories;
  /** Backstage's own `publish:github`, which creates and pushes. */
  publish: ReturnType<typeof createPublishGithubAction>;
  /** Backstage's own `github:repo:push`, which pushes to a repository that exists. */
  push: ReturnType<typeof createGithubRepoPushAction>;
}

const DEFAULT_BRANCH = 'main';

/**
 * `michi:repository:publish`: Backstage's own `publish:github`, made safe to
 * repeat. A portal that is restarted between GitHub's answer and the note of
 * it would otherwise fail on its own repository ("name already exists") or on
 * its own commit ("not a fast-forward"), every time it is retried.
 *
 * A repository counts as this task's own if this task saw the name free
 * before, and it is either still empty or holds a commit that names the task.
 * Anything else is left untouched.
 */
export function createPublishRepositoryAction(deps: PublishRepositoryOptions) {
  const { integrations, repositories } = deps;
  return createTemplateAction({
    id: 'michi:repository:publish',
    description:
      'Creates a GitHub repository from the workspace and gives the owning team access. Safe to repeat within one task.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoUrl: z =>
          z.string({ description: 'Where to create it: host?owner=…&repo=…' }),
        description: z =>
          z.string({ description: 'Description on GitHub' }).optional(),
        team: z =>
          z
            .string({ description: 'GitHub team that gets access, its slug' })
            .optional(),
        commitMessage: z =>
          z.string({ description: 'Subject of the first commit' }).optional(),
      },
      output: {
        repositoryUrl: z => z.string({ description: 'Page of the repository' }),
        repoContentsUrl: z =>
          z.string({ description: 'Root of the files on the default branch' }),
        actionsUrl: z => z.string({ description: 'Page of its CI runs' }),
        commitHash: z => z.string({ description: 'SHA of the first commit' }),
      },
    },
    async handler(ctx) {
      const { repoUrl, description, team } = ctx.input;
      const { host, owner, repo } = parseRepoUrl(repoUrl, integrations);
      if (!owner) {
        throw new InputError(
          `${repoUrl} names no owner; use host?owner=…&repo=…`,
        );
      }
      const ref = { host, owner, name: repo };
      if (ctx.isDryRun) {
        ctx.logger.info(`A real run creates ${owner}/${repo} on ${host} here.`);
        outputLinks(ctx.output, `https://${host}/${owner}/${repo}`);
        ctx.output('commitHash', '0'.repeat(40));
        return;
      }

      const existing = await repositories.find(ref);
      await ctx.checkpoint({
        key: `saw-free-name.${owner}.${repo}`,
        fn: async () => {
          if (existing) {
            throw notOurs(existing);
          }
          return { name: repo };
        },
      });

      const delegate = async (
        action: PublishRepositoryOptions['publish' | 'push'],
      ): Promise<string | undefined> => {
        await prepareWorkspace(ctx.workspacePath);
        let commitHash: string | undefined;
        await explained(
          ref,
          action.handler({
            ...ctx,
            input: {
              repoUrl,
              defaultBranch: DEFAULT_BRANCH,
              // Branch rules belong to the organisation's rulesets, which let
              // Flux's image automation through.
              protectDefaultBranch: false,
              gitCommitMessage: messageOf(
                ctx.input.commitMessage ?? `Create ${repo}`,
                ctx.task.id,
              ),
              ...(action === deps.publish && {
                description: description ?? '',
                deleteBranchOnMerge: true,
              }),
            },
            output: (name: string, value: unknown) => {
              if (name === 'commitHash' && typeof value === 'string') {
                commitHash = value;
              }
            },
          }),
        );
        return commitHash;
      };

      const commits = existing
        ? await repositories.recentCommits(ref, DEFAULT_BRANCH)
        : undefined;
      const progress = progressOf(commits, ctx.task.id);
      let commitHash: string | undefined;
      switch (progress.reached) {
        case 'nothing':
          commitHash = await delegate(deps.publish);
          break;
        case 'empty-repository':
          ctx.logger.info(
            `${owner}/${repo} was created by this run and is still empty; pushing the files.`,
          );
          commitHash = await delegate(deps.push);
          break;
        case 'pushed':
          ctx.logger.info(
            `${owner}/${repo} was already published by this run; going on from there.`,
          );
          commitHash = progress.sha;
          break;
        default:
          throw existing ? notOurs(existing) : notShown(ref);
      }
      const published = existing ?? (await repositories.find(ref));
      if (!published || !commitHash) {
        throw notShown(ref);
      }
      if (team) {
        await grantAccess(deps, { ref, team, logger: ctx.logger });
      }
      outputLinks(ctx.output, published.htmlUrl);
      ctx.output('commitHash', commitHash);
    },
  });
}

/** Says in words what Backstage's own actions pass on as GitHub's status alone. */
async function explained(ref: RepositoryRef, attempt: Promise<void>) {
  try {
    await attempt;
  } catch (error) {
    throw GithubError.isAnswer(error)
      ? GithubError.from(
          error,
          `Could not publish ${ref.owner}/${ref.name} on ${ref.host}`,
        )
      : error;
  }
}

/**
 * @throws ConflictError if there is nothing to push: a portal that continues
 * tasks without a workspace provider finds an empty folder after a restart,
 * and would publish an empty repository.
 */
async function prepareWorkspace(workspacePath: string): Promise<void> {
  // Left over from a push that was interrupted; its history is of no use.
  await rm(resolveSafeChildPath(workspacePath, '.git'), {
    recursive: true,
    force: true,
  });
  if ((await readdir(workspacePath)).length === 0) {
    throw new ConflictError(
      'The files of this run were lost when the portal restarted, so nothing was pushed. Start over; a platform engineer should set scaffolder.taskRecovery.workspaceProvider so that this does not happen again.',
    );
  }
}

function outputLinks(
  output: (
    name: 'repositoryUrl' | 'repoContentsUrl' | 'actionsUrl',
    value: string,
  ) => void,
  repositoryUrl: string,
): void {
  output('repositoryUrl', repositoryUrl);
  output('repoContentsUrl', `${repositoryUrl}/blob/${DEFAULT_BRANCH}`);
  output('actionsUrl', `${repositoryUrl}/actions`);
}

/** Gives the owning team access; says what to do where GitHub has no such team. */
async function grantAccess(
  deps: PublishRepositoryOptions,
  to: { ref: RepositoryRef; team: string; logger: LoggerService },
): Promise<void> {
  const { ref, team, logger } = to;
  const { teamAccess } = requireGoldenPath(deps.options);
  if (teamAccess === 'none') {
    return;
  }
  const granted = await deps.repositories.grantTeam(ref, {
    team,
    permission: teamAccess,
  });
  if (granted) {
    logger.info(`The team ${team} has ${teamAccess} access.`);
  } else {
    logger.warn(
      `GitHub's organisation ${ref.owner} has no team "${team}", so nobody was given access. Create the team there and give it access to ${ref.owner}/${ref.name}.`,
    );
  }
}

function notShown(ref: RepositoryRef): ConflictError {
  return new ConflictError(
    `${ref.owner}/${ref.name} was created but GitHub does not show it. Retry this run in a minute.`,
  );
}

function notOurs(existing: Repository): ConflictError {
  return new ConflictError(
    `GitHub already has a repository ${existing.fullName} (${existing.htmlUrl}) that this run did not create, so it was left as it is. Start over with another name.`,
  );
}
