import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { aDeployment } from '../__testUtils__/aDeployment';
import { flattened } from '../__testUtils__/flattened';
import { sighted } from '../domain/deployments';
import { percentile } from '../domain/insights/percentile';
import { DatabaseInsightsStore } from './DatabaseInsightsStore';
import { DatabaseStatusStore } from './DatabaseStatusStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let knex: Knex;
let store: DatabaseInsightsStore;
let statuses: DatabaseStatusStore;

beforeEach(async () => {
  knex = await databases.init('POSTGRES_18');
  const database = mockServices.database.mock({ getClient: async () => knex });
  statuses = await DatabaseStatusStore.create(database);
  store = await DatabaseInsightsStore.create(database);
});

const at = (day: number, time = '10:00:00') =>
  `2026-11-${String(day).padStart(2, '0')}T${time}.000Z`;
const ms = (day: number, time?: string) => Date.parse(at(day, time));

const revision = (id: string, repoUrl = 'https://git/x.git') => ({
  id,
  repoUrl,
});

async function insert(more: Record<string, unknown>) {
  await knex('deployments').insert({
    instance: 'production',
    uid: 'u1',
    namespace: 'argocd',
    in_controller_namespace: true,
    project: 'services',
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
}

const everything = { instances: ['dev', 'production'], from: new Date(0) };
const starts = async (query: Parameters<typeof store.readLedger>[0]) => {
  const records = await flattened(store.readLedger(query));
  return {
    starts: records
      .map(
        ({ place, startedAt }) =>
          `${place.application} ${new Date(startedAt).getUTCDate()}`,
      )
      .sort(),
    earliest: Object.fromEntries(
      records.flatMap(({ place, earliestAt }) =>
        earliestAt === undefined ? [] : [[place.key, earliestAt]],
      ),
    ),
  };
};

it('reads what the figures need, with the time of the commit', async () => {
  await knex('revisions').insert({
    repo_url: 'https://git/x.git',
    revision: 'a',
    committed_at: at(19),
  });
  await insert({
    started_at: at(20),
    finished_at: at(20, '10:01:00'),
    healthy_at: at(20, '10:02:00'),
    destination: 'https://cluster',
    automated: true,
    rollback: true,
    revisions: JSON.stringify([revision('a')]),
    images: JSON.stringify([{ name: 'x', tag: '2' }, { name: 'y' }]),
    images_before: JSON.stringify([{ name: 'x', digest: 'sha256:1' }]),
  });
  expect(await flattened(store.readLedger(everything))).toEqual([
    {
      place: {
        key: 'production/argocd/blog-api',
        instance: 'production',
        namespace: 'argocd',
        application: 'blog-api',
        inControllerNamespace: true,
        project: 'services',
        destination: 'https://cluster',
      },
      phase: 'Succeeded',
      startedAt: ms(20),
      finishedAt: ms(20, '10:01:00'),
      healthyAt: ms(20, '10:02:00'),
      degraded: false,
      automated: true,
      rollback: true,
      partial: false,
      revisions: ['a'],
      committedAt: ms(19),
      images: ['x:2', 'y'],
      imagesBefore: ['x@sha256:1'],
    },
  ]);
});

it('tells what degraded and was never healthy, as it was seen', async () => {
  const { evidence, ...seen } = sighted(aDeployment(), 'operation');
  const finished = Date.parse(seen.finishedAt ?? '');
  const after = (minutes: number) =>
    new Date(finished + minutes * 60_000).toISOString();
  const degraded = { movedAt: after(0), degradedAt: after(10) };
  const days = [
    degraded,
    { ...degraded, turnedAt: after(12) },
    { movedAt: after(0) },
  ].map((health, day) => ({
    ...seen,
    startedAt: new Date(finished + day * 86_400_000 - 60_000).toISOString(),
    evidence: { ...evidence, ...health },
  }));
  // Each is seen twice, as it ended and as its health was told.
  await statuses.saveDeployments(days.map(one => ({ ...one, evidence })));
  await statuses.saveDeployments(days);
  const records = await flattened(store.readLedger(everything));
  expect(
    records.sort((a, b) => a.startedAt - b.startedAt).map(one => one.degraded),
  ).toEqual([true, false, false]);
});

it('gives the Applications of one place one object, wherever they are', async () => {
  await insert({ started_at: at(1), in_controller_namespace: false });
  await insert({ started_at: at(2), in_controller_namespace: false });
  await insert({ started_at: at(3), destination: 'a\nb' });
  const places = (await flattened(store.readLedger(everything)))
    .sort((a, b) => a.startedAt - b.startedAt)
    .map(({ place }) => place);
  expect(places).toMatchObject([
    { inControllerNamespace: false, destination: undefined },
    { inControllerNamespace: false, destination: undefined },
    { inControllerNamespace: true, destination: 'a\nb' },
  ]);
  expect(places[0]).toBe(places[1]);
});

it('takes the newest commit of several sources, of the right repositories', async () => {
  await knex('revisions').insert([
    { repo_url: 'https://git/x.git', revision: 'a', committed_at: at(10) },
    { repo_url: 'https://git/y.git', revision: 'a', committed_at: at(18) },
    { repo_url: 'https://git/y.git', revision: 'b', committed_at: at(12) },
    { repo_url: '', revision: 'c', committed_at: null },
  ]);
  const withRevisions = (day: number, ...revisions: object[]) =>
    insert({ started_at: at(day), revisions: JSON.stringify(revisions) });
  await withRevisions(20, revision('a'), revision('b', 'https://git/y.git'));
  await withRevisions(21, revision('b'));
  await withRevisions(22, { id: 'c' });
  const records = await flattened(store.readLedger(everything));
  expect(
    records
      .sort((a, b) => a.startedAt - b.startedAt)
      .map(({ committedAt }) => committedAt),
  ).toEqual([ms(12), undefined, undefined]);
});

it('reads the period and, of each Application, the last success before it', async () => {
  await insert({ started_at: at(1), phase: 'Failed' });
  await insert({ started_at: at(2) });
  await insert({ started_at: at(3), uid: 'made anew' });
  await insert({ started_at: at(4), phase: 'Failed' });
  await insert({ started_at: at(10) });
  await insert({ started_at: at(5), application: 'other', phase: 'Failed' });
  await insert({ started_at: at(11), instance: 'dev', application: 'dev' });
  await insert({ started_at: at(12), instance: 'gone', application: 'gone' });
  const from = new Date(at(10));
  await expect(starts({ ...everything, from })).resolves.toEqual({
    starts: ['blog-api 10', 'blog-api 3', 'dev 11', 'other 5'],
    earliest: {
      'production/argocd/blog-api': ms(1),
      'production/argocd/other': ms(5),
    },
  });
  await expect(
    starts({ ...everything, from, applications: ['other', 'dev'] }),
  ).resolves.toEqual({
    starts: ['dev 11', 'other 5'],
    earliest: { 'production/argocd/other': ms(5) },
  });
  await expect(
    starts({ ...everything, applications: [] }),
  ).resolves.toMatchObject({ starts: [] });
});

it('takes the last success of everything before the period, and tells which are of a part', async () => {
  const evidence = JSON.stringify({ ranks: {}, partial: true });
  await insert({ started_at: at(2) });
  await insert({ started_at: at(3), evidence });
  await insert({ started_at: at(10), evidence });
  const records = await flattened(
    store.readLedger({ ...everything, from: new Date(at(10)) }),
  );
  expect(
    records.map(({ startedAt, partial }) => [startedAt, partial]).sort(),
  ).toEqual([
    [ms(2), false],
    [ms(10), true],
  ]);
});

it('computes percentiles as the database would', async () => {
  for (const values of [[1], [1, 2], [3, 1, 40, 7], [5, 5, 1, 9, 100]]) {
    const { rows } = await knex.raw<{ rows: Array<{ of: number }> }>(
      'select percentile_cont(0.9) within group (order by v) as of from unnest(?::float8[]) as v',
      [values],
    );
    expect(percentile(Float64Array.from(values), 0.9)).toBeCloseTo(
      rows[0]?.of ?? NaN,
      9,
    );
  }
});
