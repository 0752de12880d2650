import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import type {
  ObservedApplication,
  ObservedDeployment,
} from '../domain/observed';
import { DatabaseStatusStore } from './DatabaseStatusStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let knex: Knex;
let store: DatabaseStatusStore;

beforeEach(async () => {
  knex = await databases.init('POSTGRES_18');
  store = await DatabaseStatusStore.create(
    mockServices.database.mock({ getClient: async () => knex }),
  );
});

const application: ObservedApplication = {
  instance: 'dev',
  namespace: 'argocd',
  name: 'blog-api',
  uid: 'u1',
  project: 'default',
  labels: { team: 'blog' },
  resourceVersion: '10',
  inControllerNamespace: true,
  health: 'Healthy',
  sync: 'Synced',
  autoSync: true,
  images: [{ name: 'ghcr.io/hanabi/blog-api', tag: '0.1.4' }],
  revisions: [{ id: 'a'.repeat(40), repoUrl: 'https://git/x.git' }],
  deployedAt: '2026-11-20T10:00:00.000Z',
  operationRevisions: [],
  troubles: [],
  conditions: [],
  url: 'https://argo/applications/argocd/blog-api',
  observedAt: '2026-11-23T10:00:00.000Z',
};

const deployment: ObservedDeployment = {
  instance: 'dev',
  uid: 'u1',
  startedAt: '2026-11-23T10:00:00.000Z',
  namespace: 'argocd',
  inControllerNamespace: true,
  project: 'services',
  application: 'blog-api',
  phase: 'Running',
  automated: false,
  startedBy: 'miho',
  retries: 0,
  attempts: [],
  hooks: [],
  revisions: [{ id: 'a'.repeat(40), repoUrl: 'https://git/x.git' }],
  imagesBefore: [],
  images: [],
  rollback: false,
  imported: false,
  url: 'https://argo/applications/argocd/blog-api',
};

const everything = {
  applications: [{ instance: 'dev', name: 'blog-api' }],
  since: new Date(0),
  limit: 100,
};

describe('the last known state', () => {
  it('comes back as it was stored, for the instances asked for', async () => {
    await store.saveApplications([
      application,
      { ...application, instance: 'gone' },
    ]);
    await expect(store.loadApplications(['dev'])).resolves.toEqual([
      application,
    ]);
  });

  it('is not replaced by an older observation of another replica', async () => {
    const older = {
      ...application,
      health: 'Degraded' as const,
      observedAt: '2026-11-23T09:59:59.000Z',
    };
    await store.saveApplications([application]);
    await store.saveApplications([older]);
    await expect(store.loadApplications(['dev'])).resolves.toEqual([
      application,
    ]);
    await store.removeApplications([older], new Date(older.observedAt));
    await expect(store.loadApplications(['dev'])).resolves.toHaveLength(1);
    await store.removeApplications([older], new Date(application.observedAt));
    await expect(store.loadApplications(['dev'])).resolves.toEqual([]);
  });

  it('leaves out what another release wrote in other terms', async () => {
    await store.saveApplications([application]);
    await knex('applications').update({ state: JSON.stringify({ v: 9 }) });
    await expect(store.loadApplications(['dev'])).resolves.toEqual([]);
  });

  it('holds thousands of Applications', async () => {
    const many = Array.from({ length: 2_500 }, (_, index) => ({
      ...application,
      name: `service-${index}`,
    }));
    await store.saveApplications(many);
    await expect(store.loadApplications(['dev'])).resolves.toHaveLength(2_500);
  });

  it('remembers the last contact, which only moves forward', async () => {
    const at = new Date('2026-11-23T10:00:00Z');
    await store.saveContact('dev', at);
    await store.saveContact('dev', new Date('2026-11-23T09:00:00Z'));
    await expect(store.loadContacts()).resolves.toEqual(new Map([['dev', at]]));
  });
});

describe('deployments', () => {
  const ended: ObservedDeployment = {
    ...deployment,
    phase: 'Failed',
    finishedAt: '2026-11-23T10:01:00.000Z',
    message: 'one or more objects failed to apply',
  };

  it('are one row each, and their end is not undone by a late sighting', async () => {
    await store.saveDeployments([deployment]);
    await store.saveDeployments([ended, ended]);
    await store.saveDeployments([deployment]);
    await expect(store.findDeployments(everything)).resolves.toEqual({
      deployments: [{ ...ended, evidence: expect.anything() }],
      total: 1,
      failed: 1,
    });
  });

  it('keep what a poorer sighting does not know', async () => {
    const full: ObservedDeployment = {
      ...deployment,
      phase: 'Succeeded',
      finishedAt: '2026-11-23T10:01:00.000Z',
      images: [{ name: 'ghcr.io/hanabi/blog-api', tag: '0.1.4' }],
      message: 'successfully synced',
      retries: 1,
    };
    const { message, startedBy, ...poor } = { ...full, images: [], retries: 0 };
    await store.saveDeployments([full]);
    await store.saveDeployments([poor]);
    const { deployments } = await store.findDeployments(everything);
    expect(deployments).toEqual([{ ...full, evidence: expect.anything() }]);
  });

  it('are the same whichever replica writes first, all at once', async () => {
    const many = Array.from({ length: 300 }, (_, index) => ({
      ...ended,
      uid: `u${index}`,
      startedAt: new Date(1_790_000_000_000 + index * 1_000).toISOString(),
    }));
    await Promise.all([
      store.saveDeployments(many),
      store.saveDeployments([...many].reverse()),
      store.saveDeployments(many.map(one => ({ ...one, phase: 'Running' }))),
    ]);
    const page = await store.findDeployments(everything);
    expect(page).toMatchObject({ total: 300, failed: 300 });
    expect(page.deployments).toHaveLength(100);
  });

  it('are found by time and name, where the name means and in no other namespace or project', async () => {
    await store.saveDeployments([
      deployment,
      {
        ...deployment,
        uid: 'u2',
        namespace: 'team-a',
        inControllerNamespace: false,
        project: 'team-a',
      },
      { ...deployment, uid: 'u3', application: 'other' },
      { ...deployment, startedAt: '2026-11-01T10:00:00.000Z' },
    ]);
    const since = new Date('2026-11-20T00:00:00Z');
    const find = async (namespace?: string, project?: string) =>
      (
        await store.findDeployments({
          applications: [
            { instance: 'dev', name: 'blog-api', namespace, project },
          ],
          since,
          limit: 10,
        })
      ).deployments.map(({ uid }) => uid);
    await expect(find()).resolves.toEqual(['u1']);
    await expect(find(undefined, 'team-a')).resolves.toEqual([]);
    await expect(find(undefined, 'services')).resolves.toEqual(['u1']);
    await expect(find('team-a')).resolves.toEqual(['u2']);
    await expect(find('team-a', 'services')).resolves.toEqual([]);
    await expect(
      store.findDeployments({ applications: [], since, limit: 10 }),
    ).resolves.toEqual({ deployments: [], total: 0, failed: 0 });
    await expect(store.forgetDeployments(since)).resolves.toBe(1);
  });
});

it('keeps commit metadata by repository', async () => {
  const revision = { id: 'a'.repeat(40), repoUrl: 'https://git/x.git' };
  const metadata = {
    author: 'Yuki Sato <yuki@hanabi.example>',
    message: 'Show drafts',
    committedAt: '2026-11-20T10:00:00.000Z',
  };
  await store.saveRevision(revision, metadata);
  await store.saveRevision(revision, { author: 'someone else' });
  const found = await store.findRevisions([
    revision,
    { ...revision, repoUrl: 'https://git/y.git' },
  ]);
  expect([...found.values()]).toEqual([metadata]);
});

it('migrates down to nothing and up again', async () => {
  const directory = `${__dirname}/../../migrations`;
  const tables = async () =>
    (
      await knex('information_schema.tables')
        .select('table_name')
        .where({ table_schema: 'public' })
    )
      .map(({ table_name }) => table_name)
      .filter(name => !name.startsWith('knex_'))
      .sort();
  const all = [
    'applications',
    'deployments',
    'instances',
    'operations',
    'revisions',
  ];
  await expect(tables()).resolves.toEqual(all);
  await knex.migrate.rollback({ directory }, true);
  await expect(tables()).resolves.toEqual([]);
  await knex.migrate.latest({ directory });
  await expect(tables()).resolves.toEqual(all);
});
