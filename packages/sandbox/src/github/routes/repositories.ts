import { ConflictError } from '@backstage/errors';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { GitHubContext } from '../context';
import { GitHubError, notFound, validationFailed } from '../errors';
import { pageOf, param, parseBody, repositoryOf } from '../http';
import { renderRepository } from '../render';
import type { RepositoryState } from '../state';

const switches = z.object({
  has_issues: z.boolean().optional(),
  has_projects: z.boolean().optional(),
  has_wiki: z.boolean().optional(),
  allow_merge_commit: z.boolean().optional(),
  allow_squash_merge: z.boolean().optional(),
  allow_rebase_merge: z.boolean().optional(),
  allow_auto_merge: z.boolean().optional(),
  allow_update_branch: z.boolean().optional(),
  delete_branch_on_merge: z.boolean().optional(),
  squash_merge_commit_title: z.string().optional(),
  squash_merge_commit_message: z.string().optional(),
});

const described = z.object({
  description: z.string().nullable().optional(),
  homepage: z.string().nullable().optional(),
  private: z.boolean().optional(),
  visibility: z.enum(['public', 'private', 'internal']).optional(),
});

const createBody = described.extend({
  name: z.string(),
  auto_init: z.boolean().optional(),
});
const updateBody = described.extend({ default_branch: z.string().optional() });

/** Repositories of the organisation: list, create, read, change, delete. */
export function repositoryRoutes(context: GitHubContext): Router {
  const { hub, accounts } = context;
  const router = PromiseRouter();
  const render = (repository: Parameters<typeof renderRepository>[2]) =>
    renderRepository(hub, accounts, repository);

  router.get('/orgs/:org/repos', (req, res) => {
    if (param(req, 'org').toLowerCase() !== hub.organisation) throw notFound();
    const { limit, skip } = pageOf(req);
    res.json(
      hub
        .all()
        .slice(skip, skip + limit)
        .map(render),
    );
  });

  router.post('/orgs/:org/repos', async (req, res) => {
    if (param(req, 'org').toLowerCase() !== hub.organisation) throw notFound();
    const body = parseBody(createBody, req);
    const name = acceptableName(body.name);
    if (hub.find(name)) throw nameTaken();
    let created;
    try {
      created = await hub.create(name, {
        ...describedState(body),
        settings: settingsOf(req.body),
      });
    } catch (error) {
      // Another request took the name since the look above.
      if (error instanceof ConflictError) throw nameTaken();
      throw error;
    }
    if (body.auto_init) {
      await hub.write(created.name, {
        author: accounts.tokenOwner,
        message: 'Initial commit',
        files: { 'README.md': `# ${created.name}\n` },
      });
    }
    res
      .status(201)
      .location(`${context.links.repoApi(created)}`)
      .json(render(created));
  });

  router.post('/user/repos', () => {
    // The sandbox has one organisation and no personal repositories.
    throw new GitHubError(
      403,
      'Resource not accessible by personal access token',
    );
  });

  router.get('/repos/:owner/:repo', (req, res) => {
    res.json(render(repositoryOf(hub, req)));
  });

  router.patch('/repos/:owner/:repo', async (req, res) => {
    const repository = repositoryOf(hub, req);
    const body = parseBody(updateBody, req);
    const branch = body.default_branch;
    if (branch !== undefined) {
      if (!(await repository.git.branches()).has(branch)) {
        throw validationFailed({
          resource: 'Repository',
          code: 'invalid',
          field: 'default_branch',
          message: `The branch ${branch} was not found. Please push that ref first or create it via the Git Data API.`,
        });
      }
      await repository.git.run([
        'symbolic-ref',
        'HEAD',
        `refs/heads/${branch}`,
      ]);
      repository.update({ defaultBranch: branch });
    }
    repository.update({
      ...describedState(body),
      settings: { ...repository.state.settings, ...settingsOf(req.body) },
    });
    res.json(render(repository));
  });

  router.delete('/repos/:owner/:repo', (req, res) => {
    hub.remove(repositoryOf(hub, req).name);
    res.status(204).end();
  });

  return router;
}

/** GitHub turns what it does not allow in a name into hyphens, and refuses the rest. */
function acceptableName(wanted: string): string {
  const name = wanted
    .trim()
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/(\.git)+$/i, '');
  if (name === '' || name === '.' || name === '..') {
    throw nameRefused('name is too short (minimum is 1 character)');
  }
  if (name.length > 100) {
    throw nameRefused('name is too long (maximum is 100 characters)');
  }
  return name;
}

function nameTaken() {
  return nameRefused('name already exists on this account');
}

function nameRefused(message: string) {
  return validationFailed(
    { resource: 'Repository', code: 'custom', field: 'name', message },
    'Repository creation failed.',
  );
}

function describedState(
  body: z.output<typeof described>,
): Partial<RepositoryState> {
  const fromPrivate =
    body.private === undefined ? undefined : privateOrPublic(body.private);
  const visibility = body.visibility ?? fromPrivate;
  return {
    ...(body.description === undefined
      ? {}
      : { description: body.description }),
    ...(body.homepage === undefined ? {} : { homepage: body.homepage }),
    ...(visibility === undefined ? {} : { visibility }),
  };
}

function privateOrPublic(isPrivate: boolean) {
  return isPrivate ? 'private' : 'public';
}

function settingsOf(body: unknown): RepositoryState['settings'] {
  const parsed = switches.parse(body);
  return Object.fromEntries(
    Object.entries(parsed).filter(
      (entry): entry is [string, string | boolean] => entry[1] !== undefined,
    ),
  );
}
