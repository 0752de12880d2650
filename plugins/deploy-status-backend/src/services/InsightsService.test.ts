import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { InsightsScope } from '@michi/plugin-deploy-status-common';
import type { Knex } from 'knex';
import { anApplication } from '../__testUtils__/anApplication';
import type { IndexedEntity } from '../domain/indexedEntity';
import { DatabaseInsightsStore } from '../store/DatabaseInsightsStore';
import { DatabaseStatusStore } from '../store/DatabaseStatusStore';
import { InsightsService } from './InsightsService';
import { RemovedApplications } from './RemovedApplications';
import { StatusBoard } from './StatusBoard';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const NOW = Date.parse('2026-11-23T12:00:00Z');
const DAY_MS = 24 * 60 * 60_000;

const instance = (name: string) => ({
  name,
  url: `https://${name}`,
  frontendUrl: `https://${name}`,
  credentials: { type: 'token' as const, token: 't' },
  environment: name,
  protected: false,
});

const service = (
  name: string,
  owner?: string,
  more: Partial<IndexedEntity> = {},
): IndexedEntity => ({
  entityRef: `component:default/${name}`,
  kind: 'component',
  type: 'service',
  ...(owner && { owner: `group:default/${owner}` }),
  system: 'system:default/blogging',
  locator: { name },
  ...more,
});

const entities = [
  service('blog-api', 'blog', { title: 'Blog API' }),
  service('blog-web', 'blog'),
  service('session', 'identity', { system: 'system:default/accounts' }),
  service('orphan'),
  service('labelled', 'blog', { locator: { selector: 'team=labelled' } }),
  service('unused', 'blog', { locator: undefined }),
];

let knex: Knex;
let board: StatusBoard;
let insights: InsightsService;
let statements: number;

beforeEach(async () => {
  knex = await databases.init('POSTGRES_18');
  const database = mockServices.database.mock({ getClient: async () => knex });
  const status = await DatabaseStatusStore.create(database);
  board = new StatusBoard([instance('dev'), instance('production')]);
  board
    .book('dev')
    .put(anApplication('worker', { labels: { team: 'labelled' } }));
  const titles = new Map([['group:default/blog', 'Blog']]);
  statements = 0;
  // What it reads travels in parts, which is the business of the store.
  knex.on('query', ({ sql }) => {
    if (sql.includes('from deployments')) statements += 1;
  });
  insights = new InsightsService({
    entities: {
      all: async () => entities,
      get: async refs =>
        refs.map(ref => {
          const title = titles.get(ref);
          return title
            ? { entityRef: ref, kind: 'group', title }
            : entities.find(one => one.entityRef === ref);
        }),
    },
    board,
    store: await DatabaseInsightsStore.create(database),
    removed: new RemovedApplications(status),
    production: ['production'],
    logger: mockServices.logger.mock(),
    now: () => NOW,
  });
});

const ago = (days: number, seconds = 0) =>
  new Date(NOW - days * DAY_MS + seconds * 1000);

let made = 0;
async function deployed(
  application: string,
  daysAgo: number,
  more: Record<string, unknown> = {},
) {
  made += 1;
  await knex('deployments').insert({
    instance: 'production',
    uid: `uid-${application}`,
    started_at: ago(daysAgo),
    finished_at: ago(daysAgo, 60),
    healthy_at: ago(daysAgo, 120),
    namespace: 'argocd',
    in_controller_namespace: true,
    project: 'default',
    application,
    phase: 'Succeeded',
    final: true,
    automated: false,
    retries: 0,
    revisions: JSON.stringify([{ id: `r${made}` }]),
    images: '[]',
    url: 'https://argo',
    ...more,
  });
}

const everyone = async (refs: string[]) => new Set(refs);
const ask = (
  scope: InsightsScope,
  more: { days?: number; bucket?: 'day' | 'week' | 'month' } = {},
  permit: (refs: string[]) => Promise<ReadonlySet<string>> = everyone,
) =>
  insights.insights(
    {
      scope,
      since: ago(more.days ?? 10).toISOString(),
      ...(more.bucket && { bucket: more.bucket }),
    },
    permit,
  );
const PLATFORM = { kind: 'platform' } as const;
const BLOG = { kind: 'team', ref: 'group:default/blog' } as const;

describe('insights of', () => {
  beforeEach(async () => {
    await deployed('blog-api', 30);
    await deployed('blog-api', 3);
    await deployed('blog-api', 2, { phase: 'Failed', healthy_at: null });
    await deployed('blog-api', 1);
    await deployed('blog-web', 4);
    await deployed('session', 5);
    await deployed('orphan', 5);
    await deployed('worker', 6, { instance: 'dev' });
    await deployed('nobody-knows', 5);
  });

  it('a service are of its Applications on every instance', async () => {
    const found = await ask({
      kind: 'service',
      ref: 'Component:default/Blog-API',
    });
    expect(found).toMatchObject({
      since: ago(10).toISOString(),
      until: ago(0).toISOString(),
      production: ['production'],
      services: 1,
      denied: 0,
      recordsSince: ago(30).toISOString(),
      figures: {
        deploymentFrequency: { n: 2, days: 10, perDay: 0.2 },
        failureRate: { n: 3, failed: 1 },
        recoveryTime: { n: 1, p50Seconds: 24 * 60 * 60 + 120 },
        leadTime: { n: 0, excluded: [{ n: 2 }, { n: 1 }] },
      },
      series: [],
      breakdown: [],
    });
  });

  it('a team are broken down by service, those that deploy most first', async () => {
    const found = await ask(BLOG);
    expect(found).toMatchObject({ services: 3, denied: 0 });
    expect(found.figures.deploymentFrequency.n).toBe(3);
    expect(found.figures.timeToHealthy.n).toBe(4);
    expect(
      found.breakdown.map(({ kind, ref, title, figures }) => [
        kind,
        ref,
        title,
        figures.deploymentFrequency.n,
        figures.deploymentFrequency.days,
      ]),
    ).toEqual([
      ['service', 'component:default/blog-api', 'Blog API', 2, 10],
      ['service', 'component:default/blog-web', undefined, 1, 4],
      ['service', 'component:default/labelled', undefined, 0, 6],
    ]);
  });

  it('a system are of its services', async () => {
    const found = await ask({
      kind: 'system',
      ref: 'system:default/accounts',
    });
    expect(found).toMatchObject({
      services: 1,
      breakdown: [{ ref: 'component:default/session' }],
    });
  });

  it('the platform are broken down by team, and leave out what is nobody’s service', async () => {
    const found = await ask(PLATFORM);
    expect(found.services).toBe(5);
    expect(found.figures.deploymentFrequency.n).toBe(5);
    expect(
      found.breakdown.map(({ kind, ref, title, figures }) => [
        kind,
        ref,
        title,
        figures.deploymentFrequency.n,
      ]),
    ).toEqual([
      ['team', 'group:default/blog', 'Blog', 3],
      ['team', 'group:default/identity', undefined, 1],
      ['team', 'none', undefined, 1],
    ]);
  });

  it('a period are cut into days, weeks or months', async () => {
    const { series } = await ask(BLOG, { bucket: 'day' });
    expect(series).toHaveLength(11);
    expect(series[0]).toMatchObject({
      from: '2026-11-13T12:00:00.000Z',
      to: '2026-11-14T00:00:00.000Z',
    });
    expect(series.map(({ figures }) => figures.deploymentFrequency.n)).toEqual([
      0, 0, 0, 0, 0, 0, 1, 1, 0, 1, 0,
    ]);
    await expect(ask(BLOG, { days: 500, bucket: 'day' })).rejects.toMatchObject(
      { name: 'InputError' },
    );
    await expect(
      ask(BLOG, { days: 500, bucket: 'week' }),
    ).resolves.toBeTruthy();
  });

  it('those that the caller may read, and count the others', async () => {
    const found = await ask(
      PLATFORM,
      {},
      async refs =>
        new Set(refs.filter(ref => ref !== 'component:default/blog-api')),
    );
    expect(found).toMatchObject({ services: 4, denied: 1 });
    expect(found.figures.deploymentFrequency.n).toBe(3);
    const nothing = await ask(BLOG, {}, async () => new Set<string>());
    expect(nothing).toMatchObject({ services: 0, denied: 4, breakdown: [] });
    expect(nothing.figures.deploymentFrequency).toEqual({
      n: 0,
      days: 0,
      excluded: [],
    });
    expect(nothing.recordsSince).toBeUndefined();
  });

  it('a service do not take another one’s use of the same image for its own', async () => {
    const images = JSON.stringify([{ name: 'nginx', tag: '16' }]);
    await knex('revisions').insert([
      { repo_url: '', revision: 'early', committed_at: ago(9) },
      { repo_url: '', revision: 'late', committed_at: ago(0.5, -3600) },
    ]);
    const revisions = (id: string) => JSON.stringify([{ id }]);
    await deployed('session', 8, { images, revisions: revisions('early') });
    await deployed('blog-web', 0.5, { images, revisions: revisions('late') });
    const { figures } = await ask({
      kind: 'service',
      ref: 'component:default/blog-web',
    });
    expect(figures.leadTime).toMatchObject({ n: 1, p50Seconds: 3720 });
    const { breakdown } = await ask(PLATFORM);
    expect(
      breakdown.map(one => [one.ref, one.figures.leadTime.p50Seconds]),
    ).toEqual([
      ['group:default/blog', 3720],
      ['group:default/identity', 24 * 3600 + 120],
      ['none', undefined],
    ]);
  });

  it('one request read the ledger with one statement, and those of the platform share it', async () => {
    const before = statements;
    const answers = await Promise.all([
      ask(PLATFORM),
      ask(PLATFORM, { bucket: 'week' }),
    ]);
    expect(statements - before).toBe(1);
    await deployed('session', 0.1);
    const later = await ask(PLATFORM);
    expect(later.figures).toEqual(answers[0]?.figures);
  });

  it('the platform have what failed three minutes ago, though somebody asked before', async () => {
    const before = await ask(PLATFORM);
    await deployed('session', 0.001, { phase: 'Failed', healthy_at: null });
    const later = Date.now() + 3 * 60_000;
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => later);
    const after = await ask(PLATFORM).finally(() => clock.mockRestore());
    expect(after.figures.failureRate.failed).toBe(
      before.figures.failureRate.failed + 1,
    );
  });

  it('a service are its own, whoever asks for it as if it were a team', async () => {
    const ref = 'component:default/blog-api';
    const [asTeam, asService] = await Promise.all([
      ask({ kind: 'team', ref }),
      ask({ kind: 'service', ref }),
    ]);
    expect(asTeam.services).toBe(0);
    expect(asService.services).toBe(1);
  });
});

describe('what cannot be answered', () => {
  it('is a service that the caller may not read, or that is none', async () => {
    const ref = 'component:default/blog-api';
    await expect(
      ask({ kind: 'service', ref }, {}, async () => new Set<string>()),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining('deploy-status.status.read'),
    });
    await expect(
      ask({ kind: 'service', ref: 'component:default/absent' }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(
      ask({ kind: 'team', ref: 'no reference' }),
    ).rejects.toMatchObject({ name: 'InputError' });
  });

  it('is a period without a length', async () => {
    await expect(ask(PLATFORM, { days: -1 })).rejects.toMatchObject({
      name: 'InputError',
    });
  });

  it('is nothing else: no records are figures of nothing', async () => {
    const found = await ask({
      kind: 'service',
      ref: 'component:default/unused',
    });
    expect(found).toMatchObject({
      services: 0,
      figures: { leadTime: { n: 0, excluded: [] } },
    });
    expect(found.figures.failureRate.rate).toBeUndefined();
  });
});
