import { Router } from 'express';
import type { Instance } from './Instance';
import type { AppRecord } from './record';

const escape = (text: string) =>
  text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);

const page = (title: string, body: string) => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="refresh" content="5">
<title>${escape(title)}</title>
<style>
  body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; color-scheme: light dark; }
  table { border-collapse: collapse; }
  th, td { text-align: left; padding: 0.2rem 1.5rem 0.2rem 0; }
</style>
</head>
<body>
<h1>${escape(title)}</h1>
<p>This stands in for the web interface of Argo CD in Michi's sandbox.</p>
${body}
</body>
</html>
`;

const table = (head: string[], rows: string[][]) => `<table>
<tr>${head.map(cell => `<th>${escape(cell)}</th>`).join('')}</tr>
${rows.map(row => `<tr>${row.map(cell => `<td>${cell}</td>`).join('')}</tr>`).join('\n')}
</table>`;

function overview(instance: Instance): string {
  const rows = instance.list().map(({ application }) => {
    const { metadata, status } = application;
    const name = escape(metadata.name);
    return [
      `<a href="/applications/argocd/${name}">${name}</a>`,
      status.sync.status,
      status.health.status ?? '',
      (status.summary.images ?? []).map(escape).join('<br>'),
    ];
  });
  return table(['Application', 'Sync', 'Health', 'Images'], rows);
}

function details({ application }: AppRecord): string {
  const { status } = application;
  const state = status.operationState;
  const resources = (status.resources ?? []).map(resource => [
    escape(`${resource.kind} ${resource.name}`),
    resource.status ?? '',
    escape(
      [resource.health?.status, resource.health?.message]
        .filter(part => part)
        .join(': '),
    ),
  ]);
  const history = [...(status.history ?? [])]
    .reverse()
    .map(entry => [
      String(entry.id),
      escape(entry.revision.slice(0, 10)),
      entry.deployedAt,
      escape(entry.initiatedBy.username ?? 'auto-sync'),
    ]);
  return [
    `<p>Sync: ${status.sync.status} · Health: ${status.health.status ?? ''}</p>`,
    state &&
      `<p>Last operation: ${state.phase} ${escape(state.message ?? '')}</p>`,
    ...(status.conditions ?? []).map(
      ({ type, message }) => `<p>${escape(`${type}: ${message}`)}</p>`,
    ),
    table(['Resource', 'Sync', 'Health'], resources),
    '<h2>History</h2>',
    table(['Id', 'Revision', 'Deployed at', 'By'], history),
    '<p><a href="/applications">All applications</a></p>',
  ]
    .filter(part => part)
    .join('\n');
}

/** Where a link to Argo CD's own interface leads: what there is to see, for people. */
export function pageRoutes(instance: Instance): Router {
  const router = Router();
  router.get(['/', '/applications'], (_req, res) => {
    res.send(page(`Argo CD ${instance.name}`, overview(instance)));
  });
  router.get(
    ['/applications/:namespace/:name', '/applications/:name'],
    (req, res, next) => {
      const record = instance.get(req.params.name ?? '');
      if (!record) next();
      else res.send(page(record.application.metadata.name, details(record)));
    },
  );
  return router;
}
