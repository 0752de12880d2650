import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { ChangedFile } from '../../git/changedFiles';
import { compare } from '../comparison';
import type { GitHubContext } from '../context';
import { pageOf, repositoryOf, rest } from '../http';
import { renderCommit, type Links } from '../render';
import type { Repository } from '../Repository';

/** One entry of `files`, as commits and comparisons carry it. */
export function renderFile(
  links: Links,
  repository: Repository,
  revision: string,
  file: ChangedFile,
) {
  const { filename, status, sha, additions, deletions, patch } = file;
  const path = filename.split('/').map(encodeURIComponent).join('/');
  const web = links.repoWeb(repository);
  return {
    sha,
    filename,
    status,
    additions,
    deletions,
    changes: additions + deletions,
    blob_url: `${web}/blob/${revision}/${path}`,
    raw_url: `${web}/raw/${revision}/${path}`,
    contents_url: `${links.repoApi(repository)}/contents/${path}?ref=${revision}`,
    ...(patch !== undefined && { patch }),
  };
}

/** What lies between two branches or commits. */
export function compareRoutes(context: GitHubContext): Router {
  const { hub, accounts, links } = context;
  const router = PromiseRouter();

  router.get('/repos/:owner/:repo/compare/*', async (req, res) => {
    const repository = repositoryOf(hub, req);
    const range = rest(req);
    const isPaged = 'page' in req.query || 'per_page' in req.query;
    const page = isPaged ? pageOf(req) : undefined;
    const found = await compare(repository, range, page);
    const web = `${links.repoWeb(repository)}/compare`;
    const labelled = [found.base, found.head]
      .map(({ sha }) => `${hub.organisation}:${sha.slice(0, 7)}`)
      .join('...');
    const commit = (each: typeof found.base) =>
      renderCommit(hub, accounts, repository, each);
    res.json({
      url: `${links.repoApi(repository)}/compare/${range}`,
      html_url: `${web}/${range}`,
      permalink_url: `${web}/${labelled}`,
      diff_url: `${web}/${range}.diff`,
      patch_url: `${web}/${range}.patch`,
      base_commit: commit(found.base),
      merge_base_commit: commit(found.mergeBase),
      status: found.status,
      ahead_by: found.ahead,
      behind_by: found.behind,
      total_commits: found.ahead,
      commits: found.commits.map(commit),
      files: found.files.map(file =>
        renderFile(links, repository, found.head.sha, file),
      ),
    });
  });

  return router;
}
