import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { GitHubContext } from '../context';
import { GitHubError, notFound, validationFailed } from '../errors';
import { parseBody, repositoryOf, rest } from '../http';
import { nodeId } from '../render';
import type { Repository } from '../Repository';

const sha = z.string().regex(/^[0-9a-f]{40}$/);
const createRefBody = z.object({ ref: z.string(), sha });
const updateRefBody = z.object({ sha, force: z.boolean().default(false) });

/** Branches as Git refs: read, make, move, delete. */
export function refRoutes({ hub, links }: GitHubContext): Router {
  const router = PromiseRouter();
  const base = '/repos/:owner/:repo/git';

  const renderRef = (
    repository: Repository,
    branch: string,
    target: string,
  ) => {
    const ref = `refs/heads/${branch}`;
    const api = links.repoApi(repository);
    return {
      ref,
      node_id: nodeId('Ref', `${repository.name}:${ref}`),
      url: `${api}/git/${ref}`,
      object: {
        sha: target,
        type: 'commit',
        url: `${api}/git/commits/${target}`,
      },
    };
  };
  const branchOf = (ref: string) => {
    const found = /^(?:refs\/)?heads\/(.+)$/.exec(ref);
    if (!found?.[1]) {
      throw validationFailed(
        { resource: 'Reference', code: 'invalid', field: 'ref' },
        'Reference name must start with refs/heads/',
      );
    }
    return found[1];
  };
  const requireCommit = async (repository: Repository, wanted: string) => {
    if ((await repository.git.object(wanted))?.type !== 'commit') {
      throw new GitHubError(422, 'Object does not exist');
    }
  };

  for (const form of ['ref', 'refs']) {
    router.get(`${base}/${form}/*`, async (req, res) => {
      const repository = repositoryOf(hub, req);
      const branches = await repository.git.branches();
      if (branches.size === 0)
        throw new GitHubError(409, 'Git Repository is empty.');
      const branch = branchOf(rest(req));
      const target = branches.get(branch);
      if (!target) throw notFound();
      res.json(renderRef(repository, branch, target));
    });
  }
  router.post(`${base}/refs`, async (req, res) => {
    const repository = repositoryOf(hub, req);
    const body = parseBody(createRefBody, req);
    const branch = branchOf(body.ref);
    if (!(await repository.git.isBranchName(branch))) {
      throw new GitHubError(422, 'Reference name is malformed');
    }
    await requireCommit(repository, body.sha);
    await repository.change(async () => {
      if ((await repository.git.branches()).has(branch)) {
        throw new GitHubError(422, 'Reference already exists');
      }
      await repository.git.moveBranch(branch, body.sha, undefined);
    });
    res.status(201).json(renderRef(repository, branch, body.sha));
  });
  router.patch(`${base}/refs/*`, async (req, res) => {
    const repository = repositoryOf(hub, req);
    const branch = branchOf(rest(req));
    const body = parseBody(updateRefBody, req);
    await requireCommit(repository, body.sha);
    await repository.change(async () => {
      const before = (await repository.git.branches()).get(branch);
      if (!before) throw new GitHubError(422, 'Reference does not exist');
      const lost = await repository.git.log(`${body.sha}..${before}`, {
        limit: 1,
      });
      if (lost.length > 0 && !body.force) {
        throw new GitHubError(422, 'Update is not a fast forward');
      }
      await repository.git.moveBranch(branch, body.sha, before);
    });
    res.json(renderRef(repository, branch, body.sha));
  });
  router.delete(`${base}/refs/*`, async (req, res) => {
    const repository = repositoryOf(hub, req);
    const branch = branchOf(rest(req));
    await repository.change(async () => {
      if (!(await repository.git.branches()).has(branch)) {
        throw new GitHubError(422, 'Reference does not exist');
      }
      await repository.git.run(['update-ref', '-d', `refs/heads/${branch}`]);
    });
    res.status(204).end();
  });

  return router;
}
