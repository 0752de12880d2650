import { listOf, wireApplication } from './exchange';
import { APPS, WATCH, type Stage } from './stage';

export async function platform({ production }: Stage) {
  await production.get('version', '/api/version');
  await production.get('settings', '/api/v1/settings');
  await production.get('projects', '/api/v1/projects');
  await production.get('clusters', '/api/v1/clusters');
  await production.get('userinfo', '/api/v1/session/userinfo');
  await production.get(
    'can-i-sync',
    '/api/v1/account/can-i/applications/sync/default%2Fplain',
  );
  const session = (name: string, password: string) =>
    production.post(name, '/api/v1/session', { username: 'admin', password });
  await session('session-create', 'michi-sandbox-argocd-production');
  await session('session-blank-password', '');
  for (let failure = 1; failure <= 5; failure += 1) {
    await session('session-wrong-password', 'wrong');
  }
  await session(
    'session-right-password-while-throttled',
    'michi-sandbox-argocd-production',
  );
}

export async function lists({ production }: Stage) {
  const list = (name: string, query: string) =>
    production.get(name, `${APPS}${query}`);
  await list('list-full', '');
  await list('list-by-name', '?name=plain');
  await list(
    'list-by-selector',
    '?selector=backstage.io%2Fkubernetes-id%3Dplain',
  );
  await list('list-by-project', '?projects=frozen');
  await list('list-none', '?selector=lab%3Dnone');
  await list(
    'list-none-fields',
    '?selector=lab%3Dnone&fields=items.metadata.name',
  );
  await list('list-bad-selector', '?selector=a%20in%20%28');
  await list('list-fields-unknown', '?fields=items.nope');
  await list(
    'list-fields-exclude',
    '?fields=-items.status.resources,items.spec',
  );
  await list(
    'list-fields-opsync',
    '?fields=items.metadata.name,items.status.operationState.operation.sync&name=plain',
  );
  await list(
    'list-fields-small',
    '?fields=items.metadata.name,items.metadata.namespace,items.spec,items.status.sync.status,items.status.health,items.status.operationState.phase,items.status.operationState.startedAt,items.status.operationState.finishedAt,items.status.history,items.metadata.uid',
  );
  await production.get(
    'get-fields',
    `${APPS}/plain?fields=metadata.name,status.history`,
  );
}

export async function refusals({ dev, production }: Stage) {
  const withToken = (name: string, authorization: string) =>
    production.call(name, { path: APPS, headers: { authorization } });
  await withToken('error-no-token', '');
  await withToken('error-garbage-token', 'Bearer garbage');
  await withToken(
    'error-tampered-token',
    'Bearer aGVhZGVy.cGF5bG9hZA.c2lnbmF0dXJl',
  );
  await production.call('error-watch-expired-token', {
    path: WATCH,
    headers: {
      accept: 'text/event-stream',
      authorization: 'Bearer aGVhZGVy.cGF5bG9hZA.c2lnbmF0dXJl',
    },
  });
  await production.get('error-get-missing-app', `${APPS}/nosuch`);
  await production.get(
    'error-get-missing-app-with-project',
    `${APPS}/nosuch?project=default`,
  );
  await production.get(
    'error-get-app-wrong-project',
    `${APPS}/plain?project=team-a`,
  );
  await production.get(
    'error-get-app-namespace-not-enabled',
    `${APPS}/plain?appNamespace=kube-system`,
  );
  await production.get('error-not-found-path', '/api/v1/nope');
  await production.post('error-sync-missing-app', `${APPS}/nosuch/sync`, {
    name: 'nosuch',
  });
  await production.post(
    'error-post-bad-json',
    `${APPS}/plain/sync`,
    'not an object',
  );
  await production.call('error-content-type', {
    method: 'POST',
    path: `${APPS}/plain/sync`,
    headers: { 'content-type': 'text/plain' },
    body: { name: 'plain' },
  });
  await production.post('error-rollback-unknown-id', `${APPS}/plain/rollback`, {
    name: 'plain',
    id: 4711,
  });
  await production.get(
    'error-revision-metadata-unknown',
    `${APPS}/plain/revisions/${'0'.repeat(40)}/metadata`,
  );
  await production.get('syncwindows-plain-none', `${APPS}/plain/syncwindows`);
  await dev.post('error-rollback-autosync', `${APPS}/blog-api/rollback`, {
    name: 'blog-api',
    id: 0,
  });
  await dev.post(
    'error-sync-autosync-other-revision',
    `${APPS}/blog-api/sync`,
    {
      name: 'blog-api',
      revision: 'deadbeef',
    },
  );
  const all = listOf(await dev.get('list-full', APPS)).items ?? [];
  const broken = all
    .map(item => wireApplication.parse(item))
    .find(({ status }) => status.sync.status === 'Unknown');
  await dev.get('get-broken-path', `${APPS}/${broken?.metadata.name}`);
}
