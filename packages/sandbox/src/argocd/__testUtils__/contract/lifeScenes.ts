import { applicationOf, type Seen } from './exchange';
import { APPS, WATCH, type Stage } from './stage';
import { release } from './world';

const phaseOf = ({ application }: Seen) =>
  application.status.operationState?.phase;
const isProgressing = ({ application }: Seen) =>
  application.status.health.status === 'Progressing';

export async function deployment({ repositories, production }: Stage) {
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

export async function kindsOfSync({ repositories, production }: Stage) {
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

/** Nothing is left of it in Git, and nobody said that it may be pruned. */
export async function pruning({ repositories, production }: Stage) {
  repositories.push('oam', {
    author: { name: 'Miho Tanaka', email: 'miho.tanaka@hanabi.example' },
    message: 'Take it away',
    files: {
      // The file stays: its ApplicationSet looks for it.
      'deploy/production/application.yaml': '# Nothing is left.\n',
    },
  });
  await production.get('get-oam-refresh', `${APPS}/oam?refresh=normal`);
  const stream = await production.watch(
    'watch-oam-pruning-sse',
    `${WATCH}?name=oam`,
  );
  await production.post('post-sync-oam', `${APPS}/oam/sync`, { name: 'oam' });
  await stream.until(({ application }) => application.operation !== undefined);
  await stream.until(
    ({ application }) =>
      application.status.operationState?.syncResult?.resources?.[0]?.status ===
      'PruneSkipped',
  );
  stream.close();
  await production.get('get-oam-requires-pruning', `${APPS}/oam`);
}

export async function hooks({ repositories, production }: Stage) {
  const sync = async (name: string) => {
    const stream = await production.watch(name, `${WATCH}?name=hooks`);
    await production.post('post-sync-hooks', `${APPS}/hooks/sync`, {
      name: 'hooks',
    });
    await stream.until(
      ({ application }) => application.operation !== undefined,
    );
    await stream.until(
      seen =>
        phaseOf(seen) === 'Succeeded' &&
        seen.application.status.sync.status === 'Synced',
    );
    stream.close();
  };
  await sync('watch-hooks-first-sse');
  release(repositories, 'hooks', '0.1.2', 'production');
  await production.get('get-hooks-refresh', `${APPS}/hooks?refresh=normal`);
  await sync('watch-hooks-sse');
  await production.get('get-hooks', `${APPS}/hooks`);
}

export async function rollback({ production }: Stage) {
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

export async function termination({ production }: Stage) {
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

export async function freeze({ production }: Stage) {
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

export async function streams({ repositories, dev }: Stage) {
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
  await alive.alive(2);
  for (const stream of [all, alive, temporary]) stream.close();
  changes.close();
}

/** An object in a namespace that is not there: fails, and fails again. */
export async function retries({ production }: Stage) {
  const stream = await production.watch(
    'watch-retry-sse',
    `${WATCH}?name=retry`,
  );
  await production.post('post-sync-retry', `${APPS}/retry/sync`, {
    name: 'retry',
  });
  await stream.until(
    ({ application }) => application.status.operationState?.retryCount === 1,
  );
  await production.get('get-retry-in-backoff', `${APPS}/retry`);
  await stream.until(seen => phaseOf(seen) === 'Failed');
  stream.close();
  await production.get('get-retry-final', `${APPS}/retry`);
}
