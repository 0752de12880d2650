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
const openPullsOfBranch = z.object({
  owner: z.string(),
  repo: z.string(),
  head: z.string(),
});

/**
 * The one GraphQL query that `publish:github:pull-request` cannot do without:
 * the open pull request of a branch. Everything else is answered as GitHub
 * answers a query that it cannot run.
 */
export function graphqlRoutes({ hub, links }: GitHubContext): Router {
  const router = PromiseRouter();
  router.post('/graphql', async (req, res) => {
    const { query, variables } = parseBody(queryBody, req);
    const asked = openPullsOfBranch.safeParse(variables);
    if (!query.includes('associatedPullRequests') || !asked.success) {
      res.json({
        errors: [
          {
            type: 'UNSUPPORTED',
            message:
              'The sandbox answers one GraphQL query: repository(owner, name) { ref(qualifiedName) { associatedPullRequests } }.',
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
