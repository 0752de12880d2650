import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { GitHubContext } from '../context';
import { parseBody } from '../http';
import { nodeId } from '../render';

const queryBody = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).default({}),
});
const commitOnBranch = z.object({
  input: z.object({
    branch: z.object({
      repositoryNameWithOwner: z.string(),
      branchName: z.string(),
    }),
    message: z.object({ headline: z.string(), body: z.string().optional() }),
    expectedHeadOid: z.string(),
    fileChanges: z.object({
      additions: z
        .array(z.object({ path: z.string(), contents: z.base64() }))
        .default([]),
      deletions: z.array(z.object({ path: z.string() })).default([]),
    }),
  }),
});
const openPullsOfBranch = z.object({
  owner: z.string(),
  repo: z.string(),
  head: z.string(),
});

/**
 * The two pieces of GraphQL that Backstage's stock actions send: the open pull
 * request of a branch (`publish:github:pull-request`), and a commit on a branch
 * (`publish:github`, after a push was reset). Everything else is answered as
 * GitHub answers a query that it cannot run.
 */
export function graphqlRoutes(context: GitHubContext): Router {
  const { hub, links } = context;
  const router = PromiseRouter();
  router.post('/graphql', async (req, res) => {
    const { query, variables } = parseBody(queryBody, req);
    const commit = commitOnBranch.safeParse(variables);
    if (query.includes('createCommitOnBranch') && commit.success) {
      res.json(await createCommit(context, commit.data.input));
      return;
    }
    const asked = openPullsOfBranch.safeParse(variables);
    if (!query.includes('associatedPullRequests') || !asked.success) {
      res.json({
        errors: [
          {
            type: 'UNSUPPORTED',
            message:
              'The sandbox knows repository { ref { associatedPullRequests } } and createCommitOnBranch, with variables.',
          },
        ],
      });
      return;
    }
    const { owner, repo, head } = asked.data;
    const repository =
      owner.toLowerCase() === hub.organisation ? hub.find(repo) : undefined;
    if (!repository) {
      res.json({
        data: { repository: null },
        errors: [
          {
            type: 'NOT_FOUND',
            path: ['repository'],
            message: `Could not resolve to a Repository with the name '${owner}/${repo}'.`,
          },
        ],
      });
      return;
    }
    const branch = head.replace(/^refs\/heads\//, '');
    const exists = (await repository.git.branches()).has(branch);
    const edges = repository.state.pulls
      .filter(pull => pull.state === 'open' && pull.head.ref === branch)
      .slice(0, 1)
      .map(({ number }) => ({
        node: {
          id: nodeId('PullRequest', `${repository.state.id}/${number}`),
          number,
          url: `${links.repoWeb(repository)}/pull/${number}`,
        },
      }));
    res.json({
      data: {
        repository: {
          ref: exists ? { associatedPullRequests: { edges } } : null,
        },
      },
    });
  });
  return router;
}

async function createCommit(
  { hub, accounts }: GitHubContext,
  input: z.output<typeof commitOnBranch>['input'],
) {
  const { branch, message, fileChanges, expectedHeadOid } = input;
  const [owner = '', name = ''] = branch.repositoryNameWithOwner.split('/');
  const repository =
    owner.toLowerCase() === hub.organisation ? hub.find(name) : undefined;
  const refused = (type: string, text: string) => ({
    data: { createCommitOnBranch: null },
    errors: [{ type, path: ['createCommitOnBranch'], message: text }],
  });
  if (!repository) {
    return refused(
      'NOT_FOUND',
      `Could not resolve to a Repository with the name '${branch.repositoryNameWithOwner}'.`,
    );
  }
  const { git } = repository;
  return repository.change(async () => {
    const before = (await git.branches()).get(branch.branchName);
    if (before !== expectedHeadOid) {
      return refused(
        'STALE_DATA',
        `Expected branch to point to "${before ?? ''}" but it did not: expectedHeadOid is "${expectedHeadOid}". Pull and try again.`,
      );
    }
    const additions = fileChanges.additions.map(async ({ path, contents }) => ({
      path,
      mode: '100644',
      sha: await git.writeBlob(Buffer.from(contents, 'base64')),
    }));
    const deletions = fileChanges.deletions.map(({ path }) => ({
      path,
      mode: '100644',
      sha: null,
    }));
    const author = { ...accounts.tokenOwner, date: hub.clock() };
    const oid = await git.writeCommit({
      tree: await git.writeTree(before, [
        ...deletions,
        ...(await Promise.all(additions)),
      ]),
      parents: [before],
      message: [message.headline, message.body].filter(Boolean).join('\n\n'),
      author,
      committer: author,
    });
    await git.moveBranch(branch.branchName, oid, before);
    return { data: { createCommitOnBranch: { commit: { oid } } } };
  });
}
