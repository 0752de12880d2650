import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { changedFiles, type ChangedFile } from '../../git/changedFiles';
import type { GitHubContext } from '../context';
import { GitHubError, notFound } from '../errors';
import { pageOf, repositoryOf, rest } from '../http';
import { renderCommit, renderRepository } from '../render';
import type { Repository } from '../Repository';
import { renderFile } from './compare';

const listQuery = z.object({
  sha: z.string().min(1).optional(),
  path: z.string().min(1).optional(),
});

/** Commits, branches, and the archive of a commit. */
export function commitRoutes(context: GitHubContext): Router {
  const { hub, accounts, links } = context;
  const router = PromiseRouter();

  const requireCommit = async (repository: Repository, ref: string) => {
    const sha = await repository.git.resolve(ref.replace(/^heads\//, ''));
    const commit = sha && (await repository.git.commit(sha));
    if (!commit) throw new GitHubError(422, `No commit found for SHA: ${ref}`);
    return commit;
  };

  router.get('/repos/:owner/:repo/commits', async (req, res) => {
    const repository = repositoryOf(hub, req);
    const query = listQuery.parse(req.query);
    if (!(await repository.head())) {
      throw new GitHubError(409, 'Git Repository is empty.');
    }
    const start = await repository.git.resolve(
      query.sha ?? repository.state.defaultBranch,
    );
    if (!start) throw notFound();
    const { limit, skip } = pageOf(req);
    const commits = await repository.git.log(start, {
      path: query.path,
      limit,
      skip,
    });
    res.json(
      commits.map(commit => renderCommit(hub, accounts, repository, commit)),
    );
  });

  // The catalog asks this for the sha of a branch and for the addresses of tree and archive.
  router.get('/repos/:owner/:repo/commits/*/status', async (req, res) => {
    const repository = repositoryOf(hub, req);
    const { sha } = await requireCommit(repository, rest(req));
    const api = links.repoApi(repository);
    res.json({
      state: 'success',
      statuses: [],
      sha,
      total_count: 0,
      repository: renderRepository(hub, accounts, repository),
      commit_url: `${api}/commits/${sha}`,
      url: `${api}/commits/${sha}/status`,
    });
  });

  router.get('/repos/:owner/:repo/commits/*', async (req, res) => {
    const repository = repositoryOf(hub, req);
    const commit = await requireCommit(repository, rest(req));
    if (/application\/vnd\.github\.(v3\.)?sha/.test(req.get('accept') ?? '')) {
      res.type('text/plain').send(commit.sha);
      return;
    }
    const files = await changedFiles(
      repository.git,
      commit.parents[0],
      commit.sha,
    );
    const sum = (count: (file: ChangedFile) => number) =>
      files.reduce((total, file) => total + count(file), 0);
    const additions = sum(file => file.additions);
    const deletions = sum(file => file.deletions);
    res.json({
      ...renderCommit(hub, accounts, repository, commit),
      stats: { additions, deletions, total: additions + deletions },
      files: files.map(file => renderFile(links, repository, commit.sha, file)),
    });
  });

  const branchOf = (repository: Repository, name: string, sha: string) => ({
    name,
    commit: { sha, url: `${links.repoApi(repository)}/commits/${sha}` },
    protected: name in repository.state.protection,
  });
  router.get('/repos/:owner/:repo/branches', async (req, res) => {
    const repository = repositoryOf(hub, req);
    const { limit, skip } = pageOf(req);
    const branches = [...(await repository.git.branches())];
    res.json(
      branches
        .slice(skip, skip + limit)
        .map(([name, sha]) => branchOf(repository, name, sha)),
    );
  });
  router.get('/repos/:owner/:repo/branches/*', async (req, res) => {
    const repository = repositoryOf(hub, req);
    const name = rest(req);
    const sha = (await repository.git.branches()).get(name);
    if (!sha) throw new GitHubError(404, 'Branch not found');
    res.json(branchOf(repository, name, sha));
  });

  for (const format of ['tarball', 'zipball'] as const) {
    router.get(`/repos/:owner/:repo/${format}/*`, async (req, res) => {
      const repository = repositoryOf(hub, req);
      const { sha } = await requireCommit(repository, rest(req));
      const folder = `${hub.organisation}-${repository.name}-${sha.slice(0, 7)}`;
      const kind = format === 'tarball' ? 'tar.gz' : 'zip';
      const archive = await repository.git.run([
        'archive',
        `--format=${kind}`,
        `--prefix=${folder}/`,
        sha,
      ]);
      res
        .set('Content-Disposition', `attachment; filename=${folder}.${kind}`)
        .type(format === 'tarball' ? 'application/x-gzip' : 'application/zip')
        .send(archive);
    });
  }

  return router;
}
