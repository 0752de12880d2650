import { Faults } from '../../faults';
import type { FakeRepositories } from '../FakeRepositories';
import { startArgoCd } from '../start';
import { RecordingClient } from './client';
import {
  applicationOf,
  listOf,
  wireApplication,
  type Exchange,
  type Seen,
} from './exchange';
import { contractWorld, release } from './world';

const APPS = '/api/v1/applications';
const WATCH = '/api/v1/stream/applications';
const KEEP_ALIVE = 300;
const PACE = 0.1;

const INSTANCES = ['dev', 'production'].map(environment => ({
  name: environment,
  environment,
  port: 0,
  token: `michi-sandbox-argocd-${environment}`,
  autoSync: environment === 'dev',
}));

interface Stage {
  repositories: FakeRepositories;
  dev: RecordingClient;
  production: RecordingClient;
}

/** Starts the sandbox's Argo CD and does to it what was done to the real one for the recordings. */
export async function driveSandbox(stateDir: string): Promise<Exchange[]> {
  const repositories = contractWorld();
  const running = await startArgoCd({
    instances: INSTANCES,
    repositories,
    stateDir,
    faults: new Faults(INSTANCES.map(({ name }) => `argocd-${name}`)),
    pace: PACE,
    platformRepository: 'platform',
    people: false,
    keepAliveMs: KEEP_ALIVE,
  });
  const written: Exchange[] = [];
  const client = (name: string) =>
    new RecordingClient(
      running.urls[name] ?? '',
      `michi-sandbox-argocd-${name}`,
      KEEP_ALIVE / 1_000,
      written,
    );
  const stage: Stage = {
    repositories,
    dev: client('dev'),
    production: client('production'),
  };
  try {
    await platform(stage);
    await lists(stage);
    await refusals(stage);
    await deployment(stage);
    await kindsOfSync(stage);
    await rollback(stage);
    await termination(stage);
    await freeze(stage);
    await streams(stage);
    return written;
  } finally {
    await running.stop();
  }
}

const phaseOf = ({ application }: Seen) =>
  application.status.operationState?.phase;
async function platform({ production }: Stage) {
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

async function lists({ production }: Stage) {
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

async function refusals({ dev, production }: Stage) {
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

const isProgressing = ({ application }: Seen) =>
  application.status.health.status === 'Progressing';

async function deployment({ repositories, production }: Stage) {
  const healthy = ({ application: { status } }: Seen) =>
    status.sync.status === 'Synced' &&
    status.health.status === 'Healthy' &&
    (status.resources ?? []).length === 3;
  const first = await production.watch('watch-oam-sse', `${WATCH}?name=oam`);
  await production.post('post-sync-oam', `${APPS}/oam/sync`, {
    name: 'oam',
    revision: 'main',
  });
  await first.until(isProgressing);
  await first.until(healthy);
  first.close();
  const { status } = applicationOf(
    await production.get('get-oam', `${APPS}/oam`),
  );
  await production.get('resource-tree-oam', `${APPS}/oam/resource-tree`);
  await production.get(
    'revision-metadata',
    `${APPS}/oam/revisions/${status.sync.revision}/metadata`,
  );

  release(repositories, 'oam', '0.1.2', 'production');
  await production.get('get-oam-refresh', `${APPS}/oam?refresh=normal`);
  const second = await production.watch(
    'watch-oam-second-sse',
    `${WATCH}?name=oam`,
  );
  await production.post('post-sync-oam', `${APPS}/oam/sync`, { name: 'oam' });
  await second.until(isProgressing);
  await second.until(healthy);
  second.close();
}

async function kindsOfSync({ repositories, production }: Stage) {
  const sync = async (name: string, stream: string, body: object) => {
    const lines = await production.watch(stream, `${WATCH}?name=plain`, null);
    await production.post(name, `${APPS}/plain/sync`, {
      name: 'plain',
      ...body,
    });
    await lines.until(({ application }) => application.operation !== undefined);
    await lines.until(seen => phaseOf(seen) === 'Succeeded');
    lines.close();
  };
  release(repositories, 'plain', '0.1.3', 'production');
  await production.get('get-plain-refresh', `${APPS}/plain?refresh=normal`);
  await sync('post-sync-plain', 'watch-plain-ndjson-during-sync', {
    revision: 'main',
    prune: false,
    dryRun: false,
    strategy: { hook: {} },
  });
  await sync('post-sync-plain-dryrun', 'watch-plain-ndjson-dryrun', {
    dryRun: true,
  });
  release(repositories, 'plain', '0.1.4', 'production');
  await sync('post-sync-plain-partial', 'watch-plain-ndjson-partial', {
    resources: [
      {
        group: 'core.oam.dev',
        kind: 'Application',
        name: 'plain',
        namespace: 'plain',
      },
    ],
  });
  await production.get('get-plain-after-partial', `${APPS}/plain`);
}

async function rollback({ production }: Stage) {
  const { status } = applicationOf(
    await production.get('get-plain', `${APPS}/plain`),
  );
  const fields = await production.watch(
    'watch-plain-sse-fields',
    `${WATCH}?name=plain&fields=result.type,result.application.metadata.name,result.application.status.sync.status,result.application.status.operationState.phase,result.application.operation`,
  );
  const stream = await production.watch(
    'watch-rollback-sse',
    `${WATCH}?name=plain`,
  );
  await production.post('post-rollback', `${APPS}/plain/rollback`, {
    name: 'plain',
    id: status.history?.[0]?.id,
    prune: true,
    dryRun: false,
  });
  await stream.until(({ application }) => application.operation !== undefined);
  await stream.until(
    ({ application }) =>
      application.status.sync.status === 'OutOfSync' &&
      application.status.operationState?.phase === 'Succeeded' &&
      application.status.history?.at(-1)?.id !== status.history?.at(-1)?.id,
  );
  stream.close();
  fields.close();
}

async function termination({ production }: Stage) {
  const stream = await production.watch(
    'watch-terminate-sse',
    `${WATCH}?name=slow`,
  );
  await production.post('post-sync-slow', `${APPS}/slow/sync`, {
    name: 'slow',
  });
  await stream.until(({ application }) =>
    (application.status.operationState?.message ?? '').startsWith(
      'waiting for completion of hook',
    ),
  );
  await production.get('get-slow-running', `${APPS}/slow`);
  await production.post('error-sync-while-running', `${APPS}/slow/sync`, {
    name: 'slow',
  });
  await production.call('error-delete-without-content-type', {
    method: 'DELETE',
    path: `${APPS}/slow/operation`,
  });
  await production.delete(
    'delete-operation-terminate',
    `${APPS}/slow/operation`,
  );
  await stream.until(seen => phaseOf(seen) === 'Failed');
  stream.close();
  await production.get('get-slow-terminated', `${APPS}/slow`);
  await production.delete(
    'error-terminate-nothing-running',
    `${APPS}/slow/operation`,
  );
}

async function freeze({ production }: Stage) {
  await production.get('syncwindows-frozen', `${APPS}/frozen/syncwindows`);
  await production.post('error-sync-blocked-by-window', `${APPS}/frozen/sync`, {
    name: 'frozen',
  });
  const stream = await production.watch(
    'watch-rollback-in-window-sse',
    `${WATCH}?name=frozen`,
  );
  await production.post('post-rollback-in-window', `${APPS}/frozen/rollback`, {
    name: 'frozen',
    id: 0,
  });
  await stream.until(({ application }) =>
    (application.status.operationState?.message ?? '').includes('blocked'),
  );
  stream.close();
  await production.get('get-frozen-rollback-in-window', `${APPS}/frozen`);
}

async function streams({ repositories, dev }: Stage) {
  const all = await dev.watch('watch-all-sse-during-sync', WATCH);
  const changes = await dev.watch(
    'watch-rv0-sse',
    `${WATCH}?resourceVersion=0`,
  );
  const alive = await dev.watch(
    'watch-keepalive-sse',
    `${WATCH}?name=profile&resourceVersion=0`,
  );
  const temporary = await dev.watch(
    'watch-create-delete-sse',
    `${WATCH}?selector=backstage.io%2Fkubernetes-id%3Dtemp`,
  );
  release(repositories, 'temp', '0.1.1', 'dev');
  const isSynced = ({ application: { metadata, status } }: Seen) =>
    metadata.name === 'temp' && status.sync.status === 'Synced';
  await Promise.all(
    [all, changes, temporary].map(stream => stream.until(isSynced)),
  );
  repositories.remove('temp');
  // Any push makes the ApplicationSets look at what repositories there are.
  release(repositories, 'blog-api', '0.1.99', 'dev');
  await temporary.until(({ type }) => type === 'DELETED');
  await alive.alive(3);
  for (const stream of [all, alive, temporary]) stream.close();
  changes.close();
}
