import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { GitHubContext } from './context';
import { html, page } from './html';
import { frame } from './frame';
import { param, repositoryOf, rest } from './http';
import type { Repository } from './Repository';

/** What a person sees who follows a link of the portal: plain pages, no sign-in. */
export function pages({ hub, accounts }: GitHubContext): Router {
  const router = PromiseRouter();
  const base = `/${hub.organisation}`;
  const { root, heading } = frame(hub);

  router.get(['/', base], (_req, res) => {
    const rows = hub.all().map(
      repository =>
        html`<tr>
          <td><a href="${root(repository)}">${repository.name}</a></td>
          <td>${repository.state.description ?? ''}</td>
        </tr>`,
    );
    res.send(
      page(
        accounts.organisation.name,
        html`<h1>${accounts.organisation.name}</h1>
          <table>
            ${rows}
          </table>`,
      ),
    );
  });

  const folder = async (repository: Repository, ref: string, path: string) => {
    const revision = await repository.git.resolve(ref);
    const tree =
      revision &&
      (await repository.git.tree(`${revision}:${path}`, { recursive: false }));
    if (!revision || !tree) return undefined;
    const commits = await repository.git.log(revision, {
      path: path || undefined,
      limit: 8,
    });
    const files = tree.entries.map(entry => {
      const target = [path, entry.path].filter(Boolean).join('/');
      const kind = entry.type === 'tree' ? 'tree' : 'blob';
      return html`<tr>
        <td>
          <a href="${root(repository)}/${kind}/${ref}/${target}"
            >${entry.path}${kind === 'tree' ? '/' : ''}</a
          >
        </td>
      </tr>`;
    });
    const log = commits.map(
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
    return html`<h2>${ref}: /${path}</h2>
      <table>
        ${files}
      </table>
      <h2>Latest commits</h2>
      <table>
        ${log}
      </table>`;
  };

  router.get(`${base}/:repo`, async (req, res, next) => {
    const repository = hub.find(req.params.repo);
    if (!repository) return next();
    const { defaultBranch, description } = repository.state;
    const files =
      (await folder(repository, defaultBranch, '')) ??
      html`<p>This repository is empty.</p>`;
    return res.send(
      page(
        repository.name,
        heading(
          repository,
          html`<p>${description ?? ''}</p>
            ${files}`,
        ),
      ),
    );
  });

  router.get(
    ['/:owner/:repo/tree/:ref', '/:owner/:repo/tree/:ref/*'],
    async (req, res, next) => {
      const repository = repositoryOf(hub, req);
      const path = rest(req);
      const files = await folder(repository, param(req, 'ref'), path);
      if (!files) return next();
      return res.send(
        page(`${repository.name}/${path}`, heading(repository, files)),
      );
    },
  );

  router.get(
    '/:owner/:repo/:kind(blob|edit|raw)/:ref/*',
    async (req, res, next) => {
      const repository = repositoryOf(hub, req);
      const path = rest(req);
      const revision = await repository.git.resolve(param(req, 'ref'));
      const blob = revision && (await repository.git.blob(revision, path));
      if (!blob) return next();
      if (req.params.kind === 'raw')
        return res.type('text/plain').send(blob.content);
      const note =
        req.params.kind === 'edit'
          ? html`<p class="note">
              Edit with git: clone ${hub.cloneUrl(repository.name)}
            </p>`
          : '';
      return res.send(
        page(
          path,
          heading(
            repository,
            html`<h2>${path}</h2>
              ${note}
              <pre>${blob.content.toString()}</pre>`,
          ),
        ),
      );
    },
  );

  router.get('/:owner/:repo/commit/:sha', async (req, res, next) => {
    const repository = repositoryOf(hub, req);
    const sha = await repository.git.resolve(req.params.sha);
    const commit = sha && (await repository.git.commit(sha));
    if (!commit) return next();
    const diff = await repository.git.run([
      'show',
      '--format=',
      '--no-color',
      commit.sha,
    ]);
    return res.send(
      page(
        commit.sha.slice(0, 7),
        heading(
          repository,
          html`<h2>${commit.message.split('\n')[0] ?? ''}</h2>
            <pre>${commit.message}</pre>
            <p>${commit.author.name} on ${commit.author.date}</p>
            <pre>${diff.toString()}</pre>`,
        ),
      ),
    );
  });

  return router;
}
