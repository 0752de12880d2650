import type { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { completedAt, iso, jobProgress, runProgress } from '../runs';
import type { GitHubContext } from '../context';
import { GitHubError, notFound } from '../errors';
import { pageOf, param, parseBody, repositoryOf } from '../http';
import { nodeId, renderRepository, renderUser } from '../render';
import type { Repository } from '../Repository';
import type { RunState } from '../state';
import { workflowFiles } from '../workflowFiles';

const listQuery = z.object({
  branch: z.string().optional(),
  event: z.string().optional(),
  status: z.string().optional(),
  head_sha: z.string().optional(),
});
const dispatchBody = z.object({
  ref: z.string().min(1),
  inputs: z.record(z.string(), z.unknown()).optional(),
  return_run_details: z.boolean().default(false),
});

/** Workflow runs and their jobs. */
export function actionRoutes(context: GitHubContext): Router {
  const { hub, actions } = context;
  const router = PromiseRouter();
  const base = '/repos/:owner/:repo/actions';
  const runOf = (req: Request) => {
    const repository = repositoryOf(hub, req);
    const run = repository.state.runs.find(
      each => String(each.id) === param(req, 'id'),
    );
    if (!run) throw notFound();
    return { repository, run };
  };

  router.get(`${base}/runs`, async (req, res) => {
    const repository = repositoryOf(hub, req);
    const query = listQuery.parse(req.query);
    const found = [...repository.state.runs].reverse().filter(run => {
      const { status, conclusion } = runProgress(run, hub.clock());
      return (
        (query.branch ?? run.branch) === run.branch &&
        (query.event ?? run.event) === run.event &&
        (query.head_sha ?? run.sha) === run.sha &&
        [undefined, status, conclusion].some(each => each === query.status)
      );
    });
    const { limit, skip } = pageOf(req);
    const page = found.slice(skip, skip + limit);
    res.json({
      total_count: found.length,
      workflow_runs: await Promise.all(
        page.map(run => renderRun(context, repository, run)),
      ),
    });
  });

  router.get(`${base}/runs/:id`, async (req, res) => {
    const { repository, run } = runOf(req);
    res.json(await renderRun(context, repository, run));
  });

  router.get(`${base}/runs/:id/jobs`, (req, res) => {
    const { repository, run } = runOf(req);
    const jobs = run.jobs.map((_job, index) =>
      renderJob(context, repository, run, index),
    );
    res.json({ total_count: jobs.length, jobs });
  });

  router.get(`${base}/workflows`, async (req, res) => {
    const repository = repositoryOf(hub, req);
    const head = await repository.head();
    const files = head ? await workflowFiles(repository, head) : [];
    const api = context.links.repoApi(repository);
    const workflows = files.map(({ id, name, path }) => ({
      id,
      node_id: nodeId('Workflow', id),
      name,
      path,
      state: 'active',
      created_at: repository.state.createdAt,
      updated_at: repository.state.updatedAt,
      url: `${api}/actions/workflows/${id}`,
      html_url: `${context.links.repoWeb(repository)}/blob/${repository.state.defaultBranch}/${path}`,
      badge_url: '',
    }));
    res.json({ total_count: workflows.length, workflows });
  });

  router.post(`${base}/workflows/:workflow/dispatches`, async (req, res) => {
    const repository = repositoryOf(hub, req);
    const body = parseBody(dispatchBody, req);
    const sha = await repository.git.resolve(
      body.ref.replace(/^refs\/(heads|tags)\//, ''),
    );
    if (!sha) throw new GitHubError(422, `No ref found for: ${body.ref}`);
    const wanted = param(req, 'workflow');
    const files = await workflowFiles(repository, sha);
    const file = files.find(
      each => String(each.id) === wanted || each.path.endsWith(`/${wanted}`),
    );
    if (!file) throw notFound();
    if (!('workflow_dispatch' in file.workflow.on)) {
      throw new GitHubError(
        422,
        "Workflow does not have 'workflow_dispatch' trigger",
      );
    }
    const run = await actions.start(repository, file, {
      event: 'workflow_dispatch',
      branch: body.ref,
      sha,
    });
    if (!body.return_run_details) {
      res.status(204).end();
      return;
    }
    const { links } = context;
    res.json({
      workflow_run_id: run.id,
      run_url: `${links.repoApi(repository)}/actions/runs/${run.id}`,
      html_url: `${links.repoWeb(repository)}/actions/runs/${run.id}`,
    });
  });

  return router;
}

async function renderRun(
  { hub, accounts, links }: GitHubContext,
  repository: Repository,
  run: RunState,
) {
  const { status, conclusion, startedAt } = runProgress(run, hub.clock());
  const api = `${links.repoApi(repository)}/actions/runs/${run.id}`;
  const commit = await repository.git.commit(run.sha);
  const person = accounts.byEmail(run.actor) ?? accounts.tokenOwner;
  const actor = renderUser(links, person);
  return {
    id: run.id,
    name: run.workflow.name,
    node_id: nodeId('WorkflowRun', run.id),
    check_suite_id: run.id,
    check_suite_node_id: nodeId('CheckSuite', run.id),
    head_branch: run.branch,
    head_sha: run.sha,
    path: run.workflow.path,
    run_number: run.number,
    run_attempt: 1,
    event: run.event,
    display_title: run.title,
    status,
    conclusion,
    workflow_id: run.workflow.id,
    url: api,
    html_url: `${links.repoWeb(repository)}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: iso(new Date(run.createdAt)),
    updated_at: iso(status === 'completed' ? completedAt(run) : hub.clock()),
    run_started_at: iso(startedAt ?? new Date(run.createdAt)),
    actor,
    triggering_actor: actor,
    jobs_url: `${api}/jobs`,
    logs_url: `${api}/logs`,
    check_suite_url: `${links.repoApi(repository)}/check-suites/${run.id}`,
    artifacts_url: `${api}/artifacts`,
    cancel_url: `${api}/cancel`,
    rerun_url: `${api}/rerun`,
    workflow_url: `${links.repoApi(repository)}/actions/workflows/${run.workflow.id}`,
    head_commit: commit
      ? {
          id: commit.sha,
          tree_id: commit.tree,
          message: commit.message,
          timestamp: commit.committer.date,
          author: { name: commit.author.name, email: commit.author.email },
          committer: {
            name: commit.committer.name,
            email: commit.committer.email,
          },
        }
      : null,
    repository: renderRepository(hub, accounts, repository),
    head_repository: renderRepository(hub, accounts, repository),
  };
}

function renderJob(
  { hub, links }: GitHubContext,
  repository: Repository,
  run: RunState,
  index: number,
) {
  const {
    status,
    conclusion,
    startedAt,
    completedAt: end,
  } = jobProgress(run, index, hub.clock());
  const job = run.jobs[index];
  const id = run.id * 10 + index;
  return {
    id,
    run_id: run.id,
    run_url: `${links.repoApi(repository)}/actions/runs/${run.id}`,
    run_attempt: 1,
    node_id: nodeId('Job', id),
    head_sha: run.sha,
    head_branch: run.branch,
    url: `${links.repoApi(repository)}/actions/jobs/${id}`,
    html_url: `${links.repoWeb(repository)}/actions/runs/${run.id}`,
    status,
    conclusion,
    created_at: iso(new Date(run.createdAt)),
    started_at: iso(startedAt ?? new Date(run.createdAt)),
    completed_at: iso(end),
    name: job?.name ?? '',
    workflow_name: run.workflow.name,
    steps: (job?.steps ?? []).map((name, step) => ({
      name,
      number: step + 1,
      status,
      conclusion,
      started_at: iso(startedAt),
      completed_at: iso(end),
    })),
    check_run_url: `${links.repoApi(repository)}/check-runs/${id}`,
    labels: ['ubuntu-24.04'],
    runner_id: status === 'queued' ? null : 1,
    runner_name: status === 'queued' ? null : 'GitHub Actions 1',
    runner_group_id: status === 'queued' ? null : 1,
    runner_group_name: status === 'queued' ? null : 'GitHub Actions',
  };
}
