import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { aDeployment } from '../__testUtils__/aDeployment';
import { flattened } from '../__testUtils__/flattened';
import { anApplication } from '../__testUtils__/anApplication';
import type { RevisionMetadata, SourceRevision } from '../domain/observed';
import { revisionHome, revisionKey } from '../domain/view';
import { DatabaseInsightsStore } from './DatabaseInsightsStore';
import { DatabaseStatusStore } from './DatabaseStatusStore';
import { homeOf } from './revisions';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let knex: Knex;
let store: DatabaseStatusStore;
let insights: DatabaseInsightsStore;

beforeEach(async () => {
  knex = await databases.init('POSTGRES_18');
  const database = mockServices.database.mock({ getClient: async () => knex });
  store = await DatabaseStatusStore.create(database);
  insights = await DatabaseInsightsStore.create(database);
});

const repoUrl = 'https://charts.example.com';
const chart = (name: string, id: string): SourceRevision => ({
  id,
  repoUrl,
  chart: name,
});
const described = { message: 'A cache' };

it('of charts are kept as long as an Application or a deployment has them', async () => {
  const [shown, asked, waiting, deployed, lost] = [
    chart('redis', '1.2.3'),
    chart('redis', '1.2.4'),
    chart('redis', '1.2.5'),
    chart('nginx', '1.2.3'),
    chart('other', '1.2.3'),
  ] as const;
  const all = [
    ...[shown, asked, waiting, deployed, lost],
    { id: '1.2.3', repoUrl },
  ];
  await store.saveRevisions(
    all.map(revision => ({ revision, metadata: described })),
  );
  await store.saveApplications([
    anApplication('cache', {
      revisions: [shown],
      operationRevisions: [asked],
      waiting: [waiting],
    }),
  ]);
  await store.saveDeployments([aDeployment({ revisions: [deployed] })]);
  await store.forgetDeployments(new Date('2026-11-01T00:00:00Z'), ['dev']);
  const left = await store.findRevisions(all);
  expect([...left.keys()].sort()).toEqual(
    [shown, asked, waiting, deployed].map(revisionKey).sort(),
  );
});

it('of charts are told apart in imports and figures as everywhere', async () => {
  const [first, second] = [chart('redis', '1.2.3'), chart('nginx', '1.2.3')];
  const committedAt = '2026-11-23T09:00:00.000Z';
  await store.saveRevisions([
    { revision: first, metadata: { committedAt } },
    { revision: second, metadata: described },
  ]);
  await expect(store.findRevisions([first, second])).resolves.toEqual(
    new Map<string, RevisionMetadata>([
      [revisionKey(first), { committedAt }],
      [revisionKey(second), described],
    ]),
  );
  const startedAt = (minute: number) => `2026-11-23T10:0${minute}:00.000Z`;
  await store.saveDeployments([
    aDeployment({ startedAt: startedAt(1), revisions: [first] }),
    aDeployment({ startedAt: startedAt(2), revisions: [second] }),
    aDeployment({ startedAt: startedAt(3), revisions: [second, first] }),
    aDeployment({ startedAt: startedAt(4), revisions: [second, second] }),
  ]);
  const parts = insights.readLedger({
    instances: ['dev'],
    from: new Date(0),
  });
  expect(
    (await flattened(parts))
      .sort((a, b) => a.startedAt - b.startedAt)
      .map(one => one.committedAt),
  ).toEqual([
    Date.parse(committedAt),
    undefined,
    Date.parse(committedAt),
    undefined,
  ]);
});

it('have one home, whether it is told in SQL or not', async () => {
  const all: SourceRevision[] = [
    { id: 'a' },
    { id: 'a', repoUrl: 'https://git/x.git' },
    { id: 'a', chart: 'redis' },
    { id: 'a', chart: '', repoUrl },
    chart('redis', 'a'),
  ];
  for (const one of all) {
    const { rows } = await knex.raw(
      `select ${homeOf('one')} as home from (select ?::jsonb as one) as all_of_it`,
      [JSON.stringify(one)],
    );
    expect(rows).toEqual([{ home: revisionHome(one) }]);
  }
});

it('are completed by whoever knows more, and nothing that is known is changed', async () => {
  const revision = { id: 'a'.repeat(40), repoUrl: 'https://git/x.git' };
  await store.saveRevisions([{ revision, metadata: { author: 'Yuki' } }]);
  await store.saveRevisions([
    {
      revision,
      metadata: {
        author: 'Miho',
        message: 'Show drafts',
      },
    },
  ]);
  const found = await store.findRevisions([revision]);
  expect([...found.values()]).toEqual([
    { author: 'Yuki', message: 'Show drafts' },
  ]);
});
