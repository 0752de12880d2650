import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { aDeployment } from '../__testUtils__/aDeployment';
import { anApplication } from '../__testUtils__/anApplication';
import type { ObservedDeployment } from '../domain/observed';
import { DatabaseOperationStore } from './DatabaseOperationStore';
import { DatabaseStatusStore } from './DatabaseStatusStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const directory = `${__dirname}/../../migrations`;

const FIRST = '20261123000000_init.js';
const LEDGER = '20261123100000_ledger.js';
const OPERATIONS = '20261123110000_operations.js';
const PLACE_AND_REQUEST = '20261129230000_place_and_request.js';

let knex: Knex;

beforeEach(async () => {
  knex = await databases.init('POSTGRES_18');
});

/** Opens it as the backend does, which brings its tables up to date. */
const open = () =>
  DatabaseStatusStore.create(
    mockServices.database.mock({ getClient: async () => knex }),
  );

const up = async (...names: string[]) => {
  for (const name of names) await knex.migrate.up({ directory, name });
};

const { finishedAt, ...begun } = aDeployment();
const deployment: ObservedDeployment = { ...begun, phase: 'Running' };

const everything = {
  applications: [{ instance: 'dev', name: 'blog-api' }],
  since: new Date(0),
  limit: 100,
};

it('go down to nothing and up again', async () => {
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
  await open();
  await expect(tables()).resolves.toEqual(all);
  await knex.migrate.rollback({ directory }, true);
  await expect(tables()).resolves.toEqual([]);
  await knex.migrate.latest({ directory });
  await expect(tables()).resolves.toEqual(all);
});

it('keep what an earlier release wrote when the ledger’s columns come and go', async () => {
  const store = await open();
  const application = anApplication('blog-api');
  const gone = anApplication('gone');
  await store.saveApplications([application, gone]);
  await store.removeApplications([gone], new Date('2026-11-23T11:00:00Z'));
  await store.saveDeployments([deployment]);
  await knex.migrate.down({ directory, name: LEDGER });
  await expect(knex('applications').count()).resolves.toEqual([{ count: '1' }]);
  const columns = await knex('deployments').columnInfo();
  expect(columns).not.toHaveProperty('evidence');
  await up(LEDGER);

  // A row of before is one sighting, to which others may be added.
  const ended: ObservedDeployment = {
    ...deployment,
    phase: 'Succeeded',
    finishedAt: '2026-11-23T10:01:00.000Z',
  };
  await store.saveDeployments([ended]);
  await store.saveDeployments([deployment]);
  const { deployments } = await store.findDeployments(everything);
  expect(deployments).toEqual([{ ...ended, evidence: expect.anything() }]);
});

describe('the place of a deployment and what was asked for', () => {
  const aRow = (uid: string, more: object = {}) => ({
    instance: 'dev',
    uid,
    started_at: '2026-11-20T10:00:00.000Z',
    namespace: 'argocd',
    application: 'blog-api',
    phase: 'Succeeded',
    final: true,
    automated: false,
    retries: 0,
    revisions: '[]',
    images: '[]',
    url: 'https://argo',
    ...more,
  });
  const aRequest = (key: string) => ({
    key,
    fingerprint: 'f',
    entity_ref: 'component:default/blog-api',
    action: 'rollback',
    instance: 'dev',
    namespace: 'argocd',
    application: 'blog-api',
    requested_by: 'user:default/miho.tanaka',
    requested_at: '2026-11-20T10:00:00.000Z',
    outcome: 'accepted',
    url: 'https://argo',
  });
  const places = async () =>
    Object.fromEntries(
      (await knex('deployments')).map(one => [
        one.uid,
        [one.in_controller_namespace, one.project],
      ]),
    );
  const defaults = async () => {
    const [deployments, operations] = await Promise.all([
      knex('deployments').columnInfo(),
      knex('operations').columnInfo(),
    ]);
    return [
      deployments.in_controller_namespace,
      deployments.project,
      operations.request,
    ].map(column => column && [column.nullable, column.defaultValue]);
  };
  const THERE = [false, null];

  it('are learnt where a release without them has written', async () => {
    await up(FIRST);
    const team = { namespace: 'team-a', inControllerNamespace: false };
    await knex('applications').insert(
      [
        anApplication('blog-api', { uid: 'u1', project: 'services' }),
        anApplication('blog-api', { uid: 'u2', project: 'team-a', ...team }),
      ].map(({ observedAt, ...state }) => ({
        instance: state.instance,
        namespace: state.namespace,
        name: state.name,
        state: JSON.stringify(state),
        observed_at: observedAt,
      })),
    );
    await knex('deployments').insert([
      aRow('u1'),
      aRow('u2', { namespace: 'team-a' }),
      aRow('made anew since'),
      aRow('gone', { application: 'gone' }),
      aRow('of another instance', { instance: 'staging' }),
    ]);
    await up(LEDGER, OPERATIONS);
    await knex('operations').insert(aRequest('before'));

    const store = await open();
    await expect(places()).resolves.toEqual({
      u1: [true, 'services'],
      u2: [false, 'team-a'],
      'made anew since': [true, ''],
      gone: [true, ''],
      'of another instance': [false, ''],
    });
    await expect(defaults()).resolves.toEqual([THERE, THERE, THERE]);
    await store.saveDeployments([deployment]);
    await expect(store.findDeployments(everything)).resolves.toMatchObject({
      total: 3,
    });
    const requests = new DatabaseOperationStore(knex);
    const before = await requests.find('before');
    expect(before).toMatchObject({ key: 'before', request: {} });
    if (before) await requests.claim({ ...before, key: 'after' });
    await expect(requests.find('after')).resolves.toMatchObject({
      outcome: 'unknown',
    });
  });

  it('stay where a database has them from files that were edited', async () => {
    await up(FIRST, LEDGER, OPERATIONS);
    await knex.schema.alterTable('deployments', table => {
      table.boolean('in_controller_namespace').notNullable();
      table.text('project').notNullable();
    });
    await knex('deployments').insert(
      aRow('u1', { in_controller_namespace: false, project: 'as it was' }),
    );
    // There were some hours between both edits.
    await knex('operations').insert(aRequest('before'));
    await open();
    await expect(places()).resolves.toEqual({ u1: [false, 'as it was'] });
    await expect(defaults()).resolves.toEqual([THERE, THERE, THERE]);

    const request = { deploymentId: 'dev/u1/2026-11-20T10:00:00.000Z' };
    await knex('operations').update({ request });
    // Both edits: the newest shape that there is without this migration.
    await knex('knex_migrations').where({ name: PLACE_AND_REQUEST }).delete();
    await open();
    await expect(places()).resolves.toEqual({ u1: [false, 'as it was'] });
    await expect(knex('operations').first('request')).resolves.toEqual({
      request,
    });
  });

  it('go with the migration, and everything else stays', async () => {
    const store = await open();
    await store.saveApplications([
      anApplication('blog-api', { uid: deployment.uid, project: 'services' }),
    ]);
    await store.saveDeployments([deployment]);
    await knex('operations').insert({ ...aRequest('kept'), request: '{}' });
    const columnsBefore = await knex('deployments').columnInfo();
    await knex.migrate.down({ directory, name: PLACE_AND_REQUEST });
    await expect(defaults()).resolves.toEqual(Array(3).fill(undefined));
    await expect(knex('operations').pluck('key')).resolves.toEqual(['kept']);
    await up(PLACE_AND_REQUEST);
    const columns = await knex('deployments').columnInfo();
    expect(columns).toEqual(columnsBefore);
    const { deployments } = await store.findDeployments(everything);
    expect(deployments).toEqual([
      { ...deployment, evidence: expect.anything() },
    ]);
  });
});
