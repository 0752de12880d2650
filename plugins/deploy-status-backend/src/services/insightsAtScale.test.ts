import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { DatabaseInsightsStore } from '../store/DatabaseInsightsStore';
import { DatabaseStatusStore } from '../store/DatabaseStatusStore';
import { InsightsService } from './InsightsService';
import { RemovedApplications } from './RemovedApplications';
import { StatusBoard } from './StatusBoard';

/*
 * Insights of the whole platform over two years. MICHI_DEPLOYMENTS=450000 makes
 * it as large as a company has it, and prints how long it took.
 */
const DEPLOYMENTS = Number(process.env.MICHI_DEPLOYMENTS ?? 30_000);
const ENVIRONMENTS = ['dev', 'staging', 'production'];
const VERSIONS = 150;
const SERVICES = Math.ceil(DEPLOYMENTS / VERSIONS / ENVIRONMENTS.length);
const DAY_MS = 24 * 60 * 60_000;
const NOW = Date.parse('2026-11-23T12:00:00Z');

jest.setTimeout(300_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

/** Every version of every service goes through three environments; each tenth fails in production. */
async function setup() {
  const knex = await databases.init('POSTGRES_18');
  const database = mockServices.database.mock({ getClient: async () => knex });
  const status = await DatabaseStatusStore.create(database);
  const numbers = { services: SERVICES, versions: VERSIONS };
  await knex.raw(
    `insert into revisions (repo_url, revision, committed_at)
    select 'https://git/s' || s, md5(s || '-' || v),
      :now::timestamptz - (:versions - v) * interval '4 days' - interval '1 hour'
    from generate_series(1, :services) s, generate_series(1, :versions) v`,
    { ...numbers, now: new Date(NOW - DAY_MS) },
  );
  await knex.raw(
    `insert into deployments (instance, uid, namespace, in_controller_namespace,
      project, application, phase, final, automated, retries, url, destination,
      started_at, finished_at, healthy_at, revisions, images, images_before)
    select environment, 's' || s, 'argocd', true, 'services', 's' || s,
      case when failed then 'Failed' else 'Succeeded' end, true, true, 0,
      'https://argo', 'https://cluster', at, at + interval '1 minute',
      case when not failed then at + interval '2 minutes' end,
      jsonb_build_array(jsonb_build_object(
        'id', md5(s || '-' || v), 'repoUrl', 'https://git/s' || s)),
      jsonb_build_array(jsonb_build_object('name', 's' || s, 'tag', v::text)),
      jsonb_build_array(
        jsonb_build_object('name', 's' || s, 'tag', (v - 1)::text))
    from (
      select s, v, environment, environment = 'production' and v % 10 = 0 as failed,
        :now::timestamptz - (:versions - v) * interval '4 days'
          + step * interval '1 hour' as at
      from generate_series(1, :services) s, generate_series(1, :versions) v,
        unnest(:environments::text[]) with ordinality as e (environment, step)
    ) as deployed`,
    { ...numbers, now: new Date(NOW - DAY_MS), environments: ENVIRONMENTS },
  );
  await knex.raw('analyze deployments');
  await knex.raw('analyze revisions');
  let statements = 0;
  knex.on('query', ({ sql }: { sql: string }) => {
    if (sql.includes('from deployments')) statements += 1;
  });
  const entities = Array.from({ length: SERVICES }, (_, index) => ({
    entityRef: `component:default/s${index + 1}`,
    kind: 'component',
    owner: `group:default/team-${index % 20}`,
    locator: { name: `s${index + 1}` },
  }));
  const insights = new InsightsService({
    entities: {
      all: async () => entities,
      get: async refs => refs.map(() => undefined),
    },
    board: new StatusBoard(
      ENVIRONMENTS.map(name => ({
        name,
        url: `https://${name}`,
        frontendUrl: `https://${name}`,
        credentials: { type: 'token' as const, token: 't' },
        environment: name,
        protected: false,
      })),
    ),
    store: await DatabaseInsightsStore.create(database),
    removed: new RemovedApplications(status),
    production: ['production'],
    logger: mockServices.logger.mock(),
    now: () => NOW,
  });
  const ask = () =>
    insights.insights(
      {
        scope: { kind: 'platform' },
        since: new Date(NOW - 730 * DAY_MS).toISOString(),
        bucket: 'week',
      },
      async refs => new Set(refs),
    );
  return { ask, statements: () => statements };
}

/** How long something took, how often others had their turn meanwhile, and how long they waited at most, in milliseconds. */
async function watched<T>(work: () => Promise<T>) {
  const began = performance.now();
  let last = began;
  let turns = 0;
  let waitedMs = 0;
  const turn = () => {
    const now = performance.now();
    waitedMs = Math.max(waitedMs, now - last);
    last = now;
    turns += 1;
  };
  const timer = setInterval(turn, 1);
  const answer = await work();
  turn();
  clearInterval(timer);
  return { answer, turns, tookMs: last - began, waitedMs };
}

it('reads the platform in parts, lets others have their turns, and reads it once', async () => {
  const { ask, statements } = await setup();
  const first = await watched(ask);
  const { figures, series, breakdown } = first.answer;
  const inProduction = SERVICES * VERSIONS;
  expect(figures.timeToSynced).toMatchObject({
    n: inProduction * 2.9,
    p50Seconds: 60,
  });
  expect(figures.failureRate).toMatchObject({ n: inProduction, rate: 0.1 });
  expect(figures.deploymentFrequency.n).toBe(inProduction * 0.9);
  expect(figures.leadTime).toMatchObject({
    n: inProduction * 0.9,
    // An hour until the first environment, and two from there.
    p50Seconds: (4 * 60 + 2) * 60,
    // What follows a failure brings its changes too, which are four days older.
    p90Seconds: ((4 * 24 + 4) * 60 + 2) * 60,
  });
  expect(figures.recoveryTime.n).toBe(SERVICES * (VERSIONS / 10 - 1));
  expect(
    series.reduce((n, one) => n + one.figures.deploymentFrequency.n, 0),
  ).toBe(inProduction * 0.9);
  expect(breakdown).toHaveLength(20);
  const read = statements();
  expect(read).toBeGreaterThan(1);
  expect(first.turns).toBeGreaterThan(10);

  const again = await watched(ask);
  expect(again.answer).toEqual(first.answer);
  expect(statements()).toBe(read);

  if (process.env.MICHI_DEPLOYMENTS) {
    const tell = (of: typeof first) =>
      `${Math.round(of.tookMs)} ms, others waited for at most ${Math.round(of.waitedMs)} ms`;
    process.stderr.write(
      `${DEPLOYMENTS} deployments: ${tell(first)}; again: ${tell(again)}\n`,
    );
  }
});
