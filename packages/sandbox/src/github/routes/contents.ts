import type { Request, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { TreeEntry } from '../../git/GitRepository';
import type { GitHubContext } from '../context';
import { GitHubError, notFound } from '../errors';
import { parseBody, repositoryOf, rest } from '../http';
import { renderGitCommit } from '../render';
import type { Repository } from '../Repository';

const writeBody = z.object({
  message: z.string(),
  content: z.base64(),
  sha: z.string().optional(),
  branch: z.string().optional(),
});

const refQuery = z.object({ ref: z.string().min(1).optional() });

/** Files and folders by path: what reads `catalog-info.yaml` and templates. */
export function contentRoutes(context: GitHubContext): Router {
  const { hub, links } = context;
  const router = PromiseRouter();

  const fileLinks = (repository: Repository, ref: string, entry: TreeEntry) => {
    const api = links.repoApi(repository);
    const web = links.repoWeb(repository);
    const isFile = entry.type === 'blob';
    const shown = isFile ? 'blob' : 'tree';
    const path = entry.path.split('/').map(encodeURIComponent).join('/');
    return {
      name: entry.path.split('/').at(-1),
      path: entry.path,
      sha: entry.sha,
      size: entry.size ?? 0,
      type: isFile ? 'file' : 'dir',
      url: `${api}/contents/${path}?ref=${encodeURIComponent(ref)}`,
      html_url: `${web}/${shown}/${ref}/${path}`,
      git_url: `${api}/git/${isFile ? 'blobs' : 'trees'}/${entry.sha}`,
      download_url: isFile ? `${web}/raw/${ref}/${path}` : null,
    };
  };

  const read = async (req: Request, res: Response, path: string) => {
    const repository = repositoryOf(hub, req);
    const query = refQuery.safeParse(req.query);
    const ref = (query.data?.ref ?? '') || repository.state.defaultBranch;
    const revision = await repository.git.resolve(ref);
    if (!revision) {
      if (!(await repository.head()))
        throw new GitHubError(404, 'This repository is empty.');
      throw new GitHubError(404, `No commit found for the ref ${ref}`);
    }
    const wantsRaw = /application\/vnd\.github\.(v3\.)?raw/.test(
      req.get('accept') ?? '',
    );
    const blob =
      path === '' ? undefined : await repository.git.blob(revision, path);
    if (blob && wantsRaw) {
      // Express answers 304 by itself where If-None-Match has this tag.
      res
        .set('ETag', `"${blob.sha}"`)
        .set('Content-Type', 'application/vnd.github.v3.raw; charset=utf-8')
        .send(blob.content);
      return;
    }
    if (blob) {
      const entry = {
        path,
        mode: '100644',
        type: 'blob',
        sha: blob.sha,
        size: blob.content.length,
      };
      res.set('ETag', `"${blob.sha}"`).json({
        ...fileLinks(repository, ref, entry),
        encoding: 'base64',
        content: blob.content.toString('base64').replace(/.{60}/g, '$&\n'),
      });
      return;
    }
    const tree = await repository.git.tree(`${revision}:${path}`, {
      recursive: false,
    });
    if (!tree) throw notFound();
    res.json(
      tree.entries.map(entry =>
        fileLinks(repository, ref, {
          ...entry,
          path: path === '' ? entry.path : `${path}/${entry.path}`,
        }),
      ),
    );
  };

  router.get('/repos/:owner/:repo/contents', (req, res) => read(req, res, ''));
  router.get('/repos/:owner/:repo/contents/*', (req, res) =>
    read(req, res, rest(req)),
  );
  router.get('/repos/:owner/:repo/readme', (req, res) =>
    read(req, res, 'README.md'),
  );

  router.put('/repos/:owner/:repo/contents/*', async (req, res) => {
    const repository = repositoryOf(hub, req);
    const path = rest(req);
    const body = parseBody(writeBody, req);
    const branch = body.branch ?? repository.state.defaultBranch;
    const written = await repository.change(async () => {
      const before = await repository.git.resolve(`refs/heads/${branch}`);
      if (!before && (await repository.git.branches()).size > 0) {
        throw new GitHubError(404, `Branch ${branch} not found`);
      }
      const old = before && (await repository.git.blob(before, path));
      if (old && body.sha !== old.sha) {
        throw body.sha === undefined
          ? new GitHubError(422, 'Invalid request.\n\n"sha" wasn\'t supplied.')
          : new GitHubError(409, `${path} does not match ${body.sha}`);
      }
      const sha = await repository.git.writeBlob(
        Buffer.from(body.content, 'base64'),
      );
      const author = { ...context.accounts.tokenOwner, date: hub.clock() };
      const commit = await repository.git.writeCommit({
        tree: await repository.git.writeTree(before, [
          { path, mode: '100644', sha },
        ]),
        parents: before ? [before] : [],
        message: body.message,
        author,
        committer: author,
      });
      await repository.git.moveBranch(branch, commit, before);
      return { sha, commit, isNew: !old };
    });
    const commit = await repository.git.commit(written.commit);
    const size = Buffer.byteLength(body.content, 'base64');
    res.status(written.isNew ? 201 : 200).json({
      content: fileLinks(repository, branch, {
        path,
        mode: '100644',
        type: 'blob',
        sha: written.sha,
        size,
      }),
      commit: commit && {
        ...renderGitCommit(links.repoApi(repository), commit),
        html_url: `${links.repoWeb(repository)}/commit/${commit.sha}`,
      },
    });
  });

  return router;
}
