import type { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { GitHubContext } from '../context';
import { GitHubError, notFound, validationFailed } from '../errors';
import { pageOf, param, parseBody, repositoryOf } from '../http';
import { isMergeable, mergePull } from '../mergePull';
import { newPull } from '../newPull';
import { atHead, renderPull } from '../renderPull';
import type { Repository } from '../Repository';
import type { PullState } from '../state';

const createBody = z.object({
  title: z.string().min(1),
  head: z.string().min(1),
  base: z.string().min(1),
  body: z.string().nullable().default(null),
  draft: z.boolean().default(false),
});
const updateBody = z.object({
  title: z.string().min(1).optional(),
  body: z.string().nullable().optional(),
  state: z.enum(['open', 'closed']).optional(),
});
const mergeBody = z.object({
  commit_title: z.string().optional(),
  commit_message: z.string().optional(),
  sha: z.string().optional(),
});
const names = z.array(z.string());
const reviewersBody = z.object({
  reviewers: names.default([]),
  team_reviewers: names.default([]),
});
const listQuery = z.object({
  state: z.enum(['open', 'closed', 'all']).catch('open'),
  head: z.string().optional(),
  base: z.string().optional(),
});

/** Pull requests of branches within the repository. */
export function pullRoutes(context: GitHubContext): Router {
  const { hub, accounts } = context;
  const router = PromiseRouter();
  const base = '/repos/:owner/:repo/pulls';
  const numbered = `${base}/:number`;

  const pullOf = (req: Request) => {
    const repository = repositoryOf(hub, req);
    const number = Number(param(req, 'number'));
    const pull = repository.state.pulls.find(each => each.number === number);
    if (!pull) throw notFound();
    return { repository, pull };
  };
  const change = (
    repository: Repository,
    number: number,
    changed: Partial<PullState>,
  ) => {
    const pulls = repository.state.pulls.map(pull =>
      pull.number === number
        ? { ...pull, updatedAt: context.now(), ...changed }
        : pull,
    );
    repository.update({ pulls });
    return pulls.find(pull => pull.number === number);
  };
  const render = async (
    repository: Repository,
    pull: PullState | undefined,
  ) => {
    if (!pull) throw notFound();
    return renderPull(context, repository, await atHead(repository, pull));
  };

  router.get(base, async (req, res) => {
    const repository = repositoryOf(hub, req);
    const query = listQuery.parse(req.query);
    const branch = query.head?.split(':').at(-1);
    const { limit, skip } = pageOf(req);
    const found = repository.state.pulls
      .filter(pull => query.state === 'all' || pull.state === query.state)
      .filter(pull => branch === undefined || pull.head.ref === branch)
      .filter(pull => query.base === undefined || pull.base.ref === query.base)
      .reverse()
      .slice(skip, skip + limit);
    res.json(await Promise.all(found.map(pull => render(repository, pull))));
  });

  router.post(base, async (req, res) => {
    const repository = repositoryOf(hub, req);
    const body = parseBody(createBody, req);
    const head = body.head.split(':').at(-1) ?? '';
    const branches = await repository.git.branches();
    const headSha = branches.get(head);
    const baseSha = branches.get(body.base);
    for (const [field, sha] of Object.entries({
      head: headSha,
      base: baseSha,
    })) {
      if (!sha)
        throw validationFailed({
          resource: 'PullRequest',
          code: 'invalid',
          field,
        });
    }
    if (!headSha || !baseSha) throw notFound();
    const refuse = (message: string) =>
      validationFailed({ resource: 'PullRequest', code: 'custom', message });
    if (
      (await repository.git.log(`${baseSha}..${headSha}`, { limit: 1 }))
        .length === 0
    ) {
      throw refuse(`No commits between ${body.base} and ${head}`);
    }
    const { pulls } = repository.state;
    if (
      pulls.some(
        pull =>
          pull.state === 'open' &&
          pull.head.ref === head &&
          pull.base.ref === body.base,
      )
    ) {
      throw refuse(
        `A pull request already exists for ${hub.organisation}:${head}.`,
      );
    }
    const pull = newPull({
      number: Math.max(0, ...pulls.map(each => each.number)) + 1,
      title: body.title,
      body: body.body,
      draft: body.draft,
      author: accounts.tokenOwner.login,
      head: { ref: head, sha: headSha },
      base: { ref: body.base, sha: baseSha },
      now: context.now(),
    });
    repository.update({ pulls: [...pulls, pull] });
    await context.actions.startForPull(repository, pull.head);
    res.status(201).json(await render(repository, pull));
  });

  router.get(numbered, async (req, res) => {
    const { repository, pull } = pullOf(req);
    const rendered = await render(repository, pull);
    res.json({
      ...rendered,
      mergeable:
        pull.state === 'open'
          ? await isMergeable(repository, await atHead(repository, pull))
          : null,
    });
  });
  router.patch(numbered, async (req, res) => {
    const { repository, pull } = pullOf(req);
    const body = parseBody(updateBody, req);
    const closing = body.state === 'closed' && pull.state === 'open';
    const changed = {
      ...(body.title === undefined ? {} : { title: body.title }),
      ...(body.body === undefined ? {} : { body: body.body }),
      ...(body.state === undefined ? {} : { state: body.state }),
      ...(closing ? { closedAt: context.now() } : {}),
    };
    res.json(
      await render(repository, change(repository, pull.number, changed)),
    );
  });
  router.get(`${numbered}/merge`, (req, res) => {
    const { pull } = pullOf(req);
    if (!pull.mergedAt) throw notFound();
    res.status(204).end();
  });
  router.put(`${numbered}/merge`, async (req, res) => {
    const { repository, pull } = pullOf(req);
    const body = parseBody(mergeBody, req);
    const current = await atHead(repository, pull);
    if (body.sha !== undefined && body.sha !== current.head.sha) {
      throw new GitHubError(
        409,
        'Head branch was modified. Review and try the merge again.',
      );
    }
    const sha = await mergePull(context, repository, current, body);
    res.json({
      sha,
      merged: true,
      message: 'Pull Request successfully merged',
    });
  });

  router.post(`${numbered}/requested_reviewers`, async (req, res) => {
    const { repository, pull } = pullOf(req);
    const body = parseBody(reviewersBody, req);
    const changed = {
      reviewers: union(pull.reviewers, body.reviewers),
      teamReviewers: union(pull.teamReviewers, body.team_reviewers),
    };
    res
      .status(201)
      .json(await render(repository, change(repository, pull.number, changed)));
  });
  for (const kind of ['labels', 'assignees'] as const) {
    const schema = z.object({ [kind]: names });
    router.post(
      `/repos/:owner/:repo/issues/:number/${kind}`,
      async (req, res) => {
        const { repository, pull } = pullOf(req);
        const wanted = parseBody(schema, req)[kind] ?? [];
        const changed = change(repository, pull.number, {
          [kind]: union(pull[kind], wanted),
        });
        const rendered = await render(repository, changed);
        res
          .status(kind === 'labels' ? 200 : 201)
          .json(kind === 'labels' ? rendered.labels : rendered);
      },
    );
  }

  return router;
}

function union(a: string[], b: string[]): string[] {
  return [...new Set([...a, ...b])];
}
