import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import type { ObservedDeployment } from '../domain/observed';
import { adoptImported } from './adoptImported';
import { DatabaseImportStore } from './DatabaseImportStore';
import { DatabaseStatusStore } from './DatabaseStatusStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let knex: Knex;
let store: DatabaseStatusStore;
let imports: DatabaseImportStore;

beforeEach(async () => {
  knex = await databases.init('POSTGRES_18');
  const database = mockServices.database.mock({ getClient: async () => knex });
  store = await DatabaseStatusStore.create(database);
  imports = await DatabaseImportStore.create(database);
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
const uids = async () =>
  (await knex('deployments').select('uid').orderBy('uid')).map(
    ({ uid }) => uid,
  );
const adopt = (...sightings: ObservedDeployment[]) =>
  knex.transaction(trx => adoptImported(trx, sightings));

describe('what was imported before its Application was known', () => {
  it('is found whatever its uid', async () => {
    await store.saveDeployments([imported]);
    const place = { ...seen, startedAt: '2026-11-20T19:00:00+09:00' };
    await expect(
      imports.findUids([
        place,
        { ...place, startedAt: '2026-11-20T10:00:01Z' },
        { ...place, namespace: 'other' },
        { ...place, instance: 'production' },
      ]),
    ).resolves.toEqual(['argocd/blog-api', undefined, undefined, undefined]);
    await expect(imports.findUids([])).resolves.toEqual([]);
  });

  it('gets the uid of the Application that is seen', async () => {
    await store.saveDeployments([
      imported,
      { ...imported, application: 'other', uid: 'argocd/other' },
      { ...imported, startedAt: '2026-11-19T10:00:00.000Z' },
    ]);
    await adopt(seen);
    await expect(uids()).resolves.toEqual([
      'argocd/blog-api',
      'argocd/other',
      'real',
    ]);
  });

  it('stays where that would be another deployment, or only another import', async () => {
    await store.saveDeployments([imported]);
    await adopt({ ...seen, imported: true }, { ...seen, instance: 'staging' });
    await expect(uids()).resolves.toEqual(['argocd/blog-api']);
    await knex('deployments').insert({
      ...(await knex('deployments').first(
        'instance',
        'started_at',
        'namespace',
        'in_controller_namespace',
        'project',
        'application',
        'phase',
        'final',
        'automated',
        'retries',
        'url',
      )),
      revisions: '[]',
      images: '[]',
      uid: 'real',
    });
    await adopt(seen);
    await expect(uids()).resolves.toEqual(['argocd/blog-api', 'real']);
  });
});

it('completes what is known of commits and changes none of it', async () => {
  const revision = { id: 'a', repoUrl: 'https://git/x.git' };
  await store.saveRevision(revision, { author: 'Yuki' });
  await imports.saveCommits([
    {
      revision,
      metadata: { author: 'Miho', committedAt: '2026-11-20T10:00:00.000Z' },
    },
    { revision: { id: 'b' }, metadata: { message: 'Show drafts' } },
  ]);
  await imports.saveCommits([
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
