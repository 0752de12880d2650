import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { GitHubContext } from '../context';
import { GitHubError, notFound } from '../errors';
import { param, parseBody, repositoryOf, rest } from '../http';
import { nodeId, renderGitCommit } from '../render';
import type { Repository } from '../Repository';

const sha = z.string().regex(/^[0-9a-f]{40}$/);
const blobBody = z.object({
  content: z.string(),
  encoding: z.enum(['utf-8', 'base64']).default('utf-8'),
});
const treeBody = z.object({
  base_tree: z.string().optional(),
  tree: z
    .array(
      z.object({
        path: z.string().min(1),
        mode: z.enum(['100644', '100755', '040000', '160000', '120000']),
        sha: sha.nullable().optional(),
        content: z.string().optional(),
      }),
    )
    .min(1),
});
const signature = z.object({
  name: z.string(),
  email: z.string(),
  date: z.iso.datetime({ offset: true }).optional(),
});
const commitBody = z.object({
  message: z.string(),
  tree: sha,
  parents: z.array(sha).default([]),
  author: signature.optional(),
  committer: signature.optional(),
});
/** Blobs, trees and commits: how a pull request's content is written without git. */
export function gitDataRoutes(context: GitHubContext): Router {
  const { hub, links, accounts } = context;
  const router = PromiseRouter();
  const base = '/repos/:owner/:repo/git';

  router.post(`${base}/blobs`, async (req, res) => {
    const repository = repositoryOf(hub, req);
    const { content, encoding } = parseBody(blobBody, req);
    const written = await repository.git.writeBlob(
      Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8'),
    );
    const url = `${links.repoApi(repository)}/git/blobs/${written}`;
    res.status(201).location(url).json({ sha: written, url });
  });

  router.get(`${base}/blobs/:sha`, async (req, res) => {
    const repository = repositoryOf(hub, req);
    const wanted = param(req, 'sha');
    const blob = await repository.git.object(wanted);
    if (blob?.type !== 'blob') throw notFound();
    res.set('ETag', `"${wanted}"`).json({
      sha: wanted,
      node_id: nodeId('Blob', wanted),
      size: blob.content.length,
      url: `${links.repoApi(repository)}/git/blobs/${wanted}`,
      content: blob.content.toString('base64'),
      encoding: 'base64',
    });
  });

  const renderTree = async (
    repository: Repository,
    treeish: string,
    recursive: boolean,
  ) => {
    const tree = await repository.git.tree(treeish, { recursive });
    if (!tree) throw notFound();
    const api = links.repoApi(repository);
    return {
      sha: tree.sha,
      url: `${api}/git/trees/${tree.sha}`,
      tree: tree.entries.map(entry => ({
        ...entry,
        url: `${api}/git/${entry.type}s/${entry.sha}`,
      })),
      truncated: false,
    };
  };
  router.get(`${base}/trees/*`, async (req, res) => {
    const repository = repositoryOf(hub, req);
    const ref = rest(req);
    const treeish = sha.safeParse(ref).success
      ? ref
      : await repository.git.resolve(ref);
    if (!treeish) throw notFound();
    // Any value turns it on, as on GitHub.
    res.json(
      await renderTree(repository, treeish, req.query.recursive !== undefined),
    );
  });
  router.post(`${base}/trees`, async (req, res) => {
    const repository = repositoryOf(hub, req);
    const body = parseBody(treeBody, req);
    const changes = await Promise.all(
      body.tree.map(async entry => {
        if (entry.content !== undefined) {
          const written = await repository.git.writeBlob(
            Buffer.from(entry.content),
          );
          return { path: entry.path, mode: entry.mode, sha: written };
        }
        if (entry.sha === undefined) {
          throw new GitHubError(
            422,
            'Must supply either tree.sha or tree.content.',
          );
        }
        if (entry.sha !== null && !(await repository.git.object(entry.sha))) {
          throw new GitHubError(
            422,
            `tree.sha ${entry.sha} is not a valid object`,
          );
        }
        return { path: entry.path, mode: entry.mode, sha: entry.sha };
      }),
    );
    const written = await repository.git.writeTree(body.base_tree, changes);
    res.status(201).json(await renderTree(repository, written, false));
  });

  router.get(`${base}/commits/:sha`, async (req, res) => {
    const repository = repositoryOf(hub, req);
    const commit = await repository.git.commit(param(req, 'sha'));
    if (!commit) throw notFound();
    res.json(renderGitCommit(links.repoApi(repository), commit));
  });
  router.post(`${base}/commits`, async (req, res) => {
    const repository = repositoryOf(hub, req);
    const body = parseBody(commitBody, req);
    for (const [name, wanted] of [
      ['tree', body.tree],
      ...body.parents.map(parent => ['commit', parent] as const),
    ] as const) {
      const object = await repository.git.object(wanted);
      if (object?.type !== name) {
        throw new GitHubError(
          422,
          `${name === 'tree' ? 'Tree SHA' : 'Parent SHA'} does not exist or is not a ${name} object`,
        );
      }
    }
    const owner = accounts.tokenOwner;
    const signed = (given: z.output<typeof signature> | undefined) => ({
      name: given?.name ?? owner.name,
      email: given?.email ?? owner.email,
      date: given?.date ? new Date(given.date) : hub.clock(),
    });
    const written = await repository.git.writeCommit({
      tree: body.tree,
      parents: body.parents,
      message: body.message,
      author: signed(body.author),
      committer: signed(body.committer ?? body.author),
    });
    const commit = await repository.git.commit(written);
    if (!commit) throw notFound();
    res.status(201).json(renderGitCommit(links.repoApi(repository), commit));
  });

  return router;
}
