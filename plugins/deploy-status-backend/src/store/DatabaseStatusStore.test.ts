import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { aDeployment } from '../__testUtils__/aDeployment';
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

const { finishedAt, ...begun } = aDeployment();
const deployment: ObservedDeployment = { ...begun, phase: 'Running' };

describe('the last known state', () => {
  const at = (time: string) => new Date(`2026-11-23T${time}Z`);
  it('comes back as it was stored, for the instances asked for', async () => {
    const behind: ObservedApplication = {
      ...application,
      sync: 'OutOfSync',
      waiting: [{ id: 'b'.repeat(40), repoUrl: 'https://git/x.git' }],
    };
    await store.saveApplications([
      behind,
      { ...application, instance: 'gone' },
    ]);
    await expect(store.loadApplications(['dev'])).resolves.toEqual([behind]);
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

  it('of an Application that is gone is kept beside, until it is there again or forgotten', async () => {
    await store.saveApplications([application]);
    await store.removeApplications([application], at('11:00:00'));
    await expect(store.loadApplications(['dev'])).resolves.toEqual([]);
    const gone = {
      instance: 'dev',
      namespace: 'argocd',
      name: 'blog-api',
      project: 'default',
      labels: { team: 'blog' },
      inControllerNamespace: true,
    };
    await expect(store.loadRemovedApplications()).resolves.toEqual([gone]);
    // What another replica saw before it went does not bring it back.
    await store.saveApplications([
      { ...application, observedAt: '2026-11-23T10:59:59.000Z' },
    ]);
    await expect(store.loadRemovedApplications()).resolves.toEqual([gone]);
    await store.saveApplications([
      { ...application, observedAt: '2026-11-23T11:00:01.000Z' },
    ]);
    await expect(store.loadRemovedApplications()).resolves.toEqual([]);
    await expect(store.loadApplications(['dev'])).resolves.toHaveLength(1);
    await store.removeApplications([application], at('12:00:00'));
    await store.forgetDeployments(at('12:00:00'), ['dev']);
    await expect(store.loadRemovedApplications()).resolves.toHaveLength(1);
    await store.forgetDeployments(at('12:00:01'), ['dev']);
    await expect(store.loadRemovedApplications()).resolves.toEqual([]);
  });

  it('is forgotten of instances that are no longer configured, and commits that nothing refers to', async () => {
    const old = { author: 'Yuki', committedAt: '2026-01-01T00:00:00.000Z' };
    const revision = (letter: string) => ({
      id: letter.repeat(40),
      repoUrl: 'https://git/x.git',
    });
    const [shown, deployed, lost] = ['a', 'b', 'c'].map(revision);
    const all = [shown, deployed, lost].flatMap(one => one ?? []);
    await Promise.all(
      all.map(one => store.saveRevisions([{ revision: one, metadata: old }])),
    );
    await store.saveRevisions([
      {
        revision: revision('d'),
        metadata: {
          committedAt: '2026-11-23T09:00:00.000Z',
        },
      },
    ]);
    await store.saveApplications([
      application,
      { ...application, instance: 'gone' },
      { ...application, instance: 'paused' },
    ]);
    await store.saveContact('dev', at('01:00:00'));
    await store.saveContact('gone', at('01:00:00'));
    await store.saveContact('paused', at('03:00:00'));
    await store.saveDeployments([
      { ...deployment, revisions: deployed ? [deployed] : [] },
    ]);

    await store.forgetDeployments(at('02:00:00'), ['dev']);
    await expect(store.loadContacts()).resolves.toEqual(
      new Map([
        ['dev', at('01:00:00')],
        ['paused', at('03:00:00')],
      ]),
    );
    const left = await store.loadApplications(['dev', 'gone', 'paused']);
    expect(left.map(({ instance }) => instance).sort()).toEqual([
      'dev',
      'paused',
    ]);
    const known = await store.findRevisions([...all, revision('d')]);
    expect(
      [...known.keys()].map(key => key.match(/[abcd]{40}/)?.[0][0]),
    ).toEqual(expect.arrayContaining(['a', 'b', 'd']));
    expect(known.size).toBe(3);
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
    const contactAt = new Date('2026-11-23T10:00:00Z');
    await store.saveContact('dev', contactAt);
    await store.saveContact('dev', new Date('2026-11-23T09:00:00Z'));
    await expect(store.loadContacts()).resolves.toEqual(
      new Map([['dev', contactAt]]),
    );
  });
});

it('keeps commit metadata by repository', async () => {
  const revision = { id: 'a'.repeat(40), repoUrl: 'https://git/x.git' };
  const metadata = {
    author: 'Yuki Sato <yuki@hanabi.example>',
    message: 'Show drafts',
    committedAt: '2026-11-20T10:00:00.000Z',
  };
  await store.saveRevisions([{ revision, metadata }]);
  await store.saveRevisions([
    { revision, metadata: { author: 'someone else' } },
  ]);
  const found = await store.findRevisions([
    revision,
    { ...revision, repoUrl: 'https://git/y.git' },
  ]);
  expect([...found.values()]).toEqual([metadata]);
});
