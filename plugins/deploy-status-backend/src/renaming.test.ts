import { readFileSync } from 'node:fs';
import { mockServices } from '@backstage/backend-test-utils';
import type { OperationAction } from '@michi/plugin-deploy-status-common';
import { aDeployment } from './__testUtils__/aDeployment';
import { anApplication } from './__testUtils__/anApplication';
import { setUpBackend } from './__testUtils__/backend';
import { deploymentId } from './domain/deploymentId';
import type { ObservedDeployment } from './domain/observed';
import { DatabaseOperationStore } from './store/DatabaseOperationStore';
import { DatabaseStatusStore } from './store/DatabaseStatusStore';
import type { RequestedOperation } from './store/OperationStore';

const world = setUpBackend();
const OLD = 'tokyo-production';
const NEW = 'tokyo-prod';

const openStore = () =>
  DatabaseStatusStore.create(
    mockServices.database.mock({ getClient: async () => world.knex }),
  );

describe('a start', () => {
  const warnings = async (instances: string[]) => {
    const { logger } = await world.start({ instances });
    return logger.warn.mock.calls
      .map(([message]) => message)
      .filter(message => message.startsWith('The ledger has'));
  };

  it('names the instances of the ledger that are not configured', async () => {
    const store = await openStore();
    await store.saveDeployments(
      ['dev', 'osaka', OLD].flatMap(instance => [
        aDeployment({ instance }),
        aDeployment({ instance, uid: 'u2' }),
      ]),
    );
    expect(await warnings(['dev', NEW])).toEqual([
      expect.stringContaining(`: osaka, ${OLD}. If one has another name`),
    ]);
  });

  it('is silent where all are, and where there is none', async () => {
    const store = await openStore();
    expect(await store.ledgerInstances()).toEqual([]);
    await store.saveDeployments([aDeployment()]);
    expect(await warnings(['dev'])).toEqual([]);
  });
});

describe('the statements of the README', () => {
  const readme = readFileSync(`${__dirname}/../README.md`, 'utf8');
  const statements =
    /## Renaming an instance\n[^]*?```sql\n([^]*?)```/.exec(readme)?.[1] ?? '';

  const seen = (rank: number) => ({ evidence: { ranks: { outcome: rank } } });
  const at = (hour: number) =>
    new Date(Date.UTC(2026, 10, 23, hour)).toISOString();
  const ended = (hour: number, more: Partial<ObservedDeployment> = {}) =>
    aDeployment({ startedAt: at(hour), finishedAt: at(hour), ...more });
  const { finishedAt, ...running } = aDeployment({ phase: 'Running' });

  async function setup() {
    const store = await openStore();
    const operations = new DatabaseOperationStore(world.knex);
    const claim = (
      key: string,
      action: OperationAction,
      instance: string,
      request: RequestedOperation['request'],
    ) =>
      operations.claim({
        key,
        fingerprint: 'f',
        entityRef: 'component:default/blog-api',
        action,
        target: { instance, namespace: 'argocd', name: 'blog-api' },
        request,
        requestedBy: 'user:default/miho.tanaka',
        requestedAt: new Date(at(11)),
        url: 'https://argo',
      });
    const key = { instance: OLD, uid: 'u1', startedAt: at(10) };
    await claim('of a rollback', 'rollback', OLD, {
      deploymentId: deploymentId(key),
    });
    await claim('of a sync', 'sync', OLD, { prune: true });
    await claim('of dev', 'rollback', 'dev', {});
    await store.saveContact(OLD, new Date(at(12)));
    await store.saveApplications([
      anApplication('blog-api', { instance: OLD, images: [{ name: 'old' }] }),
      anApplication('gone', { instance: OLD }),
      anApplication('blog-api', { instance: 'dev' }),
    ]);
    await store.removeApplications(
      [{ instance: OLD, namespace: 'argocd', name: 'gone' }],
      new Date(at(13)),
    );
    await store.saveDeployments([
      ended(10, { instance: OLD, message: 'seen whole', ...seen(4_000_000) }),
      {
        ...running,
        startedAt: at(14),
        instance: OLD,
        message: 'still ran',
        ...seen(1_000_000),
      },
      ended(9, { instance: OLD, phase: 'Failed' }),
      ended(9, { message: 'of dev' }),
    ]);
    return { store, operations };
  }

  const ledger = async (store: DatabaseStatusStore, instance: string) => {
    const { deployments } = await store.findDeployments({
      applications: [{ instance, name: 'blog-api' }],
      since: new Date(0),
      limit: 100,
    });
    return deployments.map(({ startedAt, phase, message }) =>
      [startedAt.slice(11, 13), phase, message].filter(Boolean).join(' '),
    );
  };

  it('give everything to the new name', async () => {
    const { store, operations } = await setup();
    await world.knex.raw(statements);

    expect(await ledger(store, NEW)).toEqual([
      '14 Running still ran',
      '10 Succeeded seen whole',
      '09 Failed',
    ]);
    expect(await store.ledgerInstances()).toEqual(['dev', NEW]);
    expect(await ledger(store, 'dev')).toEqual(['09 Succeeded of dev']);
    expect(await store.loadApplications([OLD, NEW])).toEqual([
      expect.objectContaining({ instance: NEW, images: [{ name: 'old' }] }),
    ]);
    expect(await store.loadRemovedApplications()).toEqual([
      expect.objectContaining({ instance: NEW, name: 'gone' }),
    ]);
    expect(await store.loadContacts()).toEqual(
      new Map([[NEW, new Date(at(12))]]),
    );
    const asked = async (key: string) => {
      const found = await operations.find(key);
      return [found?.target.instance, found?.request];
    };
    const key = { instance: NEW, uid: 'u1', startedAt: at(10) };
    expect(await asked('of a rollback')).toEqual([
      NEW,
      { deploymentId: deploymentId(key) },
    ]);
    expect(await asked('of a sync')).toEqual([NEW, { prune: true }]);
    expect(await asked('of dev')).toEqual(['dev', {}]);
  });

  it('keep the better of both where the portal has run under the new name, and may be run again', async () => {
    const { store } = await setup();
    await store.saveContact(NEW, new Date(at(16)));
    await store.saveApplications([
      anApplication('blog-api', { instance: NEW, images: [{ name: 'new' }] }),
    ]);
    await store.saveDeployments([
      ended(10, { instance: NEW, message: 'history', ...seen(3_000_000) }),
      ended(14, { instance: NEW, message: 'ended', ...seen(4_000_000) }),
      ended(15, { instance: NEW }),
    ]);
    for (let run = 0; run < 2; run++) {
      await world.knex.raw(statements);
      expect(await ledger(store, NEW)).toEqual([
        '15 Succeeded',
        '14 Succeeded ended',
        '10 Succeeded seen whole',
        '09 Failed',
      ]);
      expect(await ledger(store, OLD)).toEqual([]);
      expect(await store.loadApplications([OLD, NEW])).toEqual([
        expect.objectContaining({ instance: NEW, images: [{ name: 'new' }] }),
      ]);
      expect(await store.loadContacts()).toEqual(
        new Map([[NEW, new Date(at(16))]]),
      );
    }
  });

  it('leave nothing that has the name out', async () => {
    const { store } = await setup();
    await store.saveRevisions([
      { revision: { id: 'a'.repeat(40) }, metadata: { author: 'Yuki' } },
    ]);
    await world.knex.raw(statements);
    const { rows } = await world.knex.raw(
      `select table_name from information_schema.tables
        where table_schema = 'public' and table_name not like 'knex%'`,
    );
    for (const { table_name } of rows) {
      const all = await world.knex(table_name);
      expect(all.length).toBeGreaterThan(0);
      expect(JSON.stringify(all)).not.toMatch(OLD);
    }
  });
});
