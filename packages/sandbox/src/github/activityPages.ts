import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { GitHubContext } from './context';
import { frame } from './frame';
import { html, page } from './html';
import { repositoryOf } from './http';
import { mergePull } from './mergePull';
import { atHead } from './renderPull';
import { jobProgress, runProgress } from './runs';

/** Pages of pull requests and workflow runs. */
export function activityPages(context: GitHubContext): Router {
  const { hub } = context;
  const router = PromiseRouter();
  const { root, heading } = frame(hub);

  router.get('/:owner/:repo/pulls', (req, res) => {
    const repository = repositoryOf(hub, req);
    const rows = [...repository.state.pulls].reverse().map(
      pull =>
        html`<tr>
          <td>
            <a href="${root(repository)}/pull/${pull.number}"
              >#${pull.number}</a
            >
          </td>
          <td>${pull.title}</td>
          <td>${pull.state}</td>
        </tr>`,
    );
    res.send(
      page(
        'Pull requests',
        heading(
          repository,
          html`<h2>Pull requests</h2>
            <table>
              ${rows}
            </table>`,
        ),
      ),
    );
  });
  router.get('/:owner/:repo/pull/:number', async (req, res, next) => {
    const repository = repositoryOf(hub, req);
    const pull = repository.state.pulls.find(
      each => String(each.number) === req.params.number,
    );
    if (!pull) return next();
    const state = pull.mergedAt ? 'merged' : pull.state;
    const diff = await repository.git.run([
      'diff',
      '--no-color',
      `${pull.base.sha}...${pull.head.sha}`,
    ]);
    return res.send(
      page(
        pull.title,
        heading(
          repository,
          html`<h2>${pull.title} #${pull.number}</h2>
            <p>
              ${state}: ${pull.head.ref} into ${pull.base.ref}, by
              ${pull.author}
            </p>
            <pre>${pull.body ?? ''}</pre>
            ${
              pull.state === 'open'
                ? html`<form
                    method="post"
                    action="${root(repository)}/pull/${pull.number}/merge"
                  >
                    <button>Merge pull request</button>
                  </form>`
                : ''
            }
            <pre>${diff.toString()}</pre>`,
        ),
      ),
    );
  });
  // The green button. Only a page of this host may press it.
  router.post('/:owner/:repo/pull/:number/merge', async (req, res, next) => {
    const repository = repositoryOf(hub, req);
    const pull = repository.state.pulls.find(
      each => String(each.number) === req.params.number,
    );
    if (!pull || req.get('sec-fetch-site') !== 'same-origin') return next();
    await mergePull(context, repository, await atHead(repository, pull), {});
    return res.redirect(303, `${root(repository)}/pull/${pull.number}`);
  });

  router.get('/:owner/:repo/actions', (req, res) => {
    const repository = repositoryOf(hub, req);
    const rows = [...repository.state.runs].reverse().map(run => {
      const { status, conclusion } = runProgress(run, hub.clock());
      return html`<tr>
        <td>
          <a href="${root(repository)}/actions/runs/${run.id}"
            >${run.workflow.name} #${run.number}</a
          >
        </td>
        <td>${run.title}</td>
        <td>${conclusion ?? status}</td>
        <td>${run.createdAt}</td>
      </tr>`;
    });
    res.send(
      page(
        'Actions',
        heading(
          repository,
          html`<h2>Runs</h2>
            <table>
              ${rows}
            </table>`,
        ),
      ),
    );
  });
  router.get('/:owner/:repo/actions/runs/:id', (req, res, next) => {
    const repository = repositoryOf(hub, req);
    const run = repository.state.runs.find(
      each => String(each.id) === req.params.id,
    );
    if (!run) return next();
    const { status, conclusion } = runProgress(run, hub.clock());
    const jobs = run.jobs.map((job, index) => {
      const progress = jobProgress(run, index, hub.clock());
      return html`<tr>
        <td>${job.name}</td>
        <td>${progress.conclusion ?? progress.status}</td>
      </tr>`;
    });
    return res.send(
      page(
        `${run.workflow.name} #${run.number}`,
        heading(
          repository,
          html`<h2>
              ${run.workflow.name} #${run.number}: ${conclusion ?? status}
            </h2>
            <p>
              <a href="${root(repository)}/commit/${run.sha}"
                >${run.sha.slice(0, 7)}</a
              >
              ${run.title}
            </p>
            <table>
              ${jobs}
            </table>`,
        ),
      ),
    );
  });

  return router;
}
