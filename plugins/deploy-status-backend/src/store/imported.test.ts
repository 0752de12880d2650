import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import type { ObservedDeployment } from '../domain/observed';
import { DatabaseStatusStore } from './DatabaseStatusStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let knex: Knex;
let store: DatabaseStatusStore;

beforeEach(async () => {
  knex = await databases.init('POSTGRES_18');
  const database = mockServices.database.mock({ getClient: async () => knex });
  store = await DatabaseStatusStore.create(database);
});

const imported: ObservedDeployment = {
  instance: 'dev',
  uid: 'argocd/blog-api',
  startedAt: '2026-11-20T10:00:00.000Z',
  finishedAt: '2026-11-20T10:01:00.000Z',
  namespace: 'argocd',
  inControllerNamespace: true,
  project: 'default',
  application: 'blog-api',
  phase: 'Succeeded',
  automated: false,
  retries: 0,
  attempts: [],
  hooks: [],
  revisions: [],
  images: [],
  imagesBefore: [],
  rollback: false,
  url: 'https://argo',
  imported: true,
};
const seen = { ...imported, uid: 'real', imported: false };
const rows = () =>
  knex('deployments')
    .select('uid', 'imported', 'message', 'started_by as by')
    .orderBy('uid');
const uids = async () => (await rows()).map(({ uid }) => uid);

describe('what was imported before its Application was known', () => {
  it('gets the uid of the Application that is seen', async () => {
    await store.saveDeployments([
      imported,
      { ...imported, application: 'other', uid: 'argocd/other' },
      { ...imported, startedAt: '2026-11-19T10:00:00.000Z' },
    ]);
    await store.saveDeployments([seen]);
    await expect(uids()).resolves.toEqual([
      'argocd/blog-api',
      'argocd/other',
      'real',
    ]);
  });

  it('stays where that would be another deployment, or only another import', async () => {
    await store.saveDeployments([imported]);
    await store.saveDeployments([
      { ...seen, instance: 'staging' },
      { ...seen, namespace: 'other' },
      { ...seen, startedAt: '2026-11-20T10:00:01.000Z' },
    ]);
    await expect(uids()).resolves.toContain('argocd/blog-api');
  });
});

describe('an operation that is seen and imported under two uids', () => {
  const told = { ...imported, message: 'imported' };
  const observed = { ...seen, startedBy: 'miho' };
  const one = [
    { uid: 'real', imported: false, message: 'imported', by: 'miho' },
  ];

  it.each([
    ['seen first', [observed], [told]],
    ['imported first', [told], [observed]],
    // In another notation, and by a uid that the Application had before.
    [
      'imported twice',
      [told, observed],
      [{ ...told, uid: 'gone', startedAt: '2026-11-20T19:00:00+09:00' }],
    ],
  ])('is one: %s', async (_, first, second) => {
    await store.saveDeployments(first);
    await store.saveDeployments(second);
    await expect(rows()).resolves.toEqual(one);
    await expect(store.saveDeployments([told])).resolves.toEqual({ added: 0 });
  });

  it('is one when both are written at the same moment', async () => {
    const days = Array.from({ length: 20 }, (_, index) => {
      const startedAt = `2026-10-${index + 10}T10:00:00.000Z`;
      return [
        { ...told, startedAt },
        { ...observed, startedAt },
      ] as const;
    });
    await Promise.all(
      days.flatMap(([anImport, aSighting]) => [
        store.saveDeployments([anImport]),
        store.saveDeployments([aSighting]),
      ]),
    );
    await expect(rows()).resolves.toEqual(days.flatMap(() => one));
  });

  it.each([
    ['a further sighting', observed],
    ['the same import', told],
  ])('becomes one where an earlier release left two: %s', async (_, again) => {
    await store.saveDeployments([told, observed]);
    await knex.raw(`
      insert into deployments select (jsonb_populate_record(known,
        '{"uid": "argocd/blog-api", "imported": true}')).* from deployments known`);
    await expect(uids()).resolves.toEqual(['argocd/blog-api', 'real']);
    await store.saveDeployments([again]);
    await expect(rows()).resolves.toEqual(one);
  });

  it('has one uid also where nobody has seen it', async () => {
    const claimed = { ...told, uid: 'claimed' };
    await store.saveDeployments([told]);
    await expect(store.saveDeployments([claimed])).resolves.toEqual({
      added: 0,
    });
    await expect(uids()).resolves.toEqual(['claimed']);
    await store.saveDeployments([told]);
    await expect(uids()).resolves.toEqual(['claimed']);
  });
});

it('completes what is known of commits and changes none of it', async () => {
  const revision = { id: 'a', repoUrl: 'https://git/x.git' };
  await store.saveRevisions([{ revision, metadata: { author: 'Yuki' } }]);
  await store.saveRevisions([
    {
      revision,
      metadata: { author: 'Miho', committedAt: '2026-11-20T10:00:00.000Z' },
    },
    { revision: { id: 'b' }, metadata: { message: 'Show drafts' } },
  ]);
  await store.saveRevisions([
    { revision, metadata: { committedAt: '2026-11-21T10:00:00.000Z' } },
  ]);
  const found = await store.findRevisions([revision, { id: 'b' }]);
  expect(Object.fromEntries(found)).toEqual({
    '@b': { message: 'Show drafts' },
    'https://git/x.git@a': {
      author: 'Yuki',
      committedAt: '2026-11-20T10:00:00.000Z',
    },
  });
});
