import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { compare } from './comparison';
import type { GitHubContext } from './context';
import { frame } from './frame';
import { html, page } from './html';
import { repositoryOf, rest } from './http';
import { runProgress } from './runs';

/** Pages of what lies between two commits, and of what ran for one. */
export function comparePages({ hub }: GitHubContext): Router {
  const router = PromiseRouter();
  const { root, heading } = frame(hub);

  router.get('/:owner/:repo/compare/*', async (req, res) => {
    const repository = repositoryOf(hub, req);
    const range = rest(req);
    const { base, mergeBase, head, ahead, behind, commits } = await compare(
      repository,
      range,
    );
    const rows = commits.map(
      commit =>
        html`<tr>
          <td>
            <a href="${root(repository)}/commit/${commit.sha}"
              >${commit.sha.slice(0, 7)}</a
            >
          </td>
          <td>${commit.message.split('\n')[0] ?? ''}</td>
          <td>${commit.author.name}</td>
          <td>${commit.committer.date}</td>
        </tr>`,
    );
    const diff = await repository.git.run([
      'diff',
      '--no-color',
      mergeBase.sha,
      head.sha,
    ]);
    res.send(
      page(
        `Comparing ${range}`,
        heading(
          repository,
          html`<h2>
              Comparing ${base.sha.slice(0, 7)}...${head.sha.slice(0, 7)}
            </h2>
            <p>${ahead} commits ahead, ${behind} behind</p>
            <table>
              ${rows}
            </table>
            <pre>${diff.toString()}</pre>`,
        ),
      ),
    );
  });

  router.get('/:owner/:repo/commit/:sha/checks', async (req, res, next) => {
    const repository = repositoryOf(hub, req);
    const sha = await repository.git.resolve(req.params.sha);
    if (!sha) return next();
    const rows = repository.state.runs
      .filter(run => run.sha === sha)
      .map(run => {
        const { status, conclusion } = runProgress(run, hub.clock());
        return html`<tr>
          <td>
            <a href="${root(repository)}/actions/runs/${run.id}"
              >${run.workflow.name} #${run.number}</a
            >
          </td>
          <td>${conclusion ?? status}</td>
          <td>${run.createdAt}</td>
        </tr>`;
      });
    return res.send(
      page(
        `Checks of ${sha.slice(0, 7)}`,
        heading(
          repository,
          html`<h2>
              Checks of
              <a href="${root(repository)}/commit/${sha}">${sha.slice(0, 7)}</a>
            </h2>
            ${
              rows.length > 0
                ? html`<table>
                    ${rows}
                  </table>`
                : html`<p>
                    No workflow ran for this commit, or its run is no longer
                    kept.
                  </p>`
            }`,
        ),
      ),
    );
  });

  return router;
}
