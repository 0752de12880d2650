import type { ImportReport } from '@michi/plugin-deploy-status-common';
import { API, BLOG_API, setUpBackend } from '../__testUtils__/backend';
import { eventually } from '../__testUtils__/eventually';
import { fakeApplication } from '../__testUtils__/fakeApplication';

const world = setUpBackend();

const DAY_MS = 24 * 60 * 60_000;
const MINUTE_MS = 60_000;
const SHA = 'b'.repeat(40);

const iso = (time: number) => new Date(time).toISOString();
const START = Math.floor(Date.now() / DAY_MS) * DAY_MS - 20 * DAY_MS;

/** A deployment of blog-api to production, one a minute. */
function line(index: number, more: Record<string, unknown> = {}) {
  const startedAt = START + index * MINUTE_MS;
  return {
    instance: 'production',
    application: 'blog-api',
    phase: 'Succeeded',
    startedAt: iso(startedAt),
    finishedAt: iso(startedAt + 20_000),
    healthyAt: iso(startedAt + 40_000),
    repoUrl: 'https://github.com/hanabi/blog-api.git',
    revision: index.toString(16).padStart(40, '0'),
    committedAt: iso(startedAt - 10 * MINUTE_MS),
    images: [`ghcr.io/hanabi/blog-api:0.1.${index}`],
    ...more,
  };
}

const ndjson = (lines: unknown[]) =>
  lines.map(one => `${JSON.stringify(one)}\n`).join('');

async function started() {
  const { api, connected } = await world.start();
  await connected();
  const deployments = async (entityRef = BLOG_API) => {
    const { body } = await api.post(`${API}/deployments`, {
      entityRefs: [entityRef],
      since: iso(START - DAY_MS),
      environments: ['production'],
      limit: 1000,
    });
    return body;
  };
  // What Argo CD tells is stored a moment later.
  await eventually(async () => (await deployments()).total === 1);
  return {
    send: async (lines: unknown[]): Promise<ImportReport> => {
      const { body, status } = await api.import(ndjson(lines));
      expect(status).toBe(200);
      return body;
    },
    deployments,
    insights: async (body: object) =>
      (await api.post(`${API}/insights`, body)).body,
  };
}

it('takes ten thousand lines, and none of them twice', async () => {
  const { send, deployments, insights } = await started();
  const lines = Array.from({ length: 10_000 }, (_, index) =>
    line(
      index,
      index % 20 === 0 ? {} : { application: `service-${index % 20}` },
    ),
  );
  await expect(send(lines)).resolves.toEqual({
    accepted: 10_000,
    known: 0,
    refused: 0,
    refusals: [],
    leftOut: 0,
  });
  await expect(send(lines)).resolves.toEqual({
    accepted: 0,
    known: 10_000,
    refused: 0,
    refusals: [],
    leftOut: 0,
  });
  // And the one that Argo CD itself told of.
  await expect(deployments()).resolves.toMatchObject({ total: 501 });
  const found = await insights({
    scope: { kind: 'service', ref: BLOG_API },
    since: iso(START),
    until: iso(START + 10_000 * MINUTE_MS),
  });
  expect(found.figures).toMatchObject({
    deploymentFrequency: { n: 500, excluded: [] },
    leadTime: { n: 500, p50Seconds: 640, excluded: [] },
    timeToHealthy: { n: 500, p90Seconds: 40 },
    failureRate: { n: 500, failed: 0 },
  });
}, 180_000);

it('says of each line that it refuses why, and takes the others', async () => {
  const { send, deployments } = await started();
  const { startedAt, finishedAt } = line(1);
  const report = await send([
    line(0),
    line(1, { instance: 'unknown' }),
    line(1, { startedAt: finishedAt, finishedAt: startedAt }),
    line(1, { healthyAt: startedAt }),
    line(1, { phase: 'Failed' }),
    line(1, {
      startedAt: iso(Date.now() + DAY_MS),
      finishedAt: iso(Date.now() + DAY_MS),
      healthyAt: undefined,
    }),
    line(1, { startedAt: '2001-01-01T00:00:00Z' }),
    line(1, { surprise: true }),
    'no object',
    line(1, { attempts: [{ number: 2, phase: 'Failed' }] }),
    line(1, { hooks: [{ name: 'migrate', phase: 'Succeeded' }] }),
    line(2, { phase: 'Failed', healthyAt: undefined }),
  ]);
  expect(report).toMatchObject({
    accepted: 2,
    known: 0,
    refused: 10,
    leftOut: 0,
  });
  expect(report.refusals).toEqual([
    { line: 2, reason: expect.stringContaining("called 'unknown'") },
    { line: 3, reason: expect.stringContaining('finishedAt is before') },
    { line: 4, reason: expect.stringContaining('healthyAt is before') },
    { line: 5, reason: expect.stringContaining('its phase is Failed') },
    { line: 6, reason: 'It is in the future' },
    { line: 7, reason: expect.stringContaining('what is older is not kept') },
    { line: 8, reason: expect.stringContaining('surprise') },
    { line: 9, reason: expect.stringContaining('object') },
    { line: 10, reason: expect.stringContaining('retries is 0') },
    { line: 11, reason: expect.stringContaining('hooks[0].type') },
  ]);
  await expect(deployments()).resolves.toMatchObject({ failed: 1 });
});

it('reports the first hundred refusals and counts the others', async () => {
  const { send } = await started();
  const report = await send(
    Array.from({ length: 250 }, () => line(0, { instance: 'unknown' })),
  );
  expect(report.refused).toBe(250);
  expect(report.refusals).toHaveLength(100);
  expect(report.leftOut).toBe(150);
});

it('completes what Argo CD told and contradicts none of it', async () => {
  const { send, deployments } = await started();
  const [seen] = (await deployments()).deployments;
  expect(seen).toMatchObject({
    phase: 'Succeeded',
    finishedAt: '2026-11-22T09:00:20.000Z',
    imported: false,
  });
  const report = await send([
    line(0, {
      startedAt: '2026-11-22T18:00:00+09:00',
      finishedAt: '2026-11-22T09:30:00Z',
      healthyAt: '2026-11-22T09:31:00Z',
      phase: 'Succeeded',
      message: 'told later',
    }),
  ]);
  expect(report).toMatchObject({ accepted: 0, known: 1 });
  const after = await deployments();
  expect(after.total).toBe(1);
  expect(after.deployments[0]).toMatchObject({
    uid: seen.uid,
    finishedAt: '2026-11-22T09:00:20.000Z',
    healthyAt: '2026-11-22T09:31:00.000Z',
    message: 'told later',
    imported: false,
  });
});

it('keeps what it is told of commits, without what a database cannot hold', async () => {
  const { send, deployments } = await started();
  const report = await send([
    line(0, {
      revision: SHA,
      author: 'Yuki Sato <yuki@hanabi.example>',
      commitMessage: 'Show drafts\0 \ud800\n\nAnd more.',
      committedAt: '2026-11-01T09:00:00Z',
      message: 'a\0b',
    }),
  ]);
  expect(report).toMatchObject({ accepted: 1 });
  const { deployments: found } = await deployments();
  expect(found[1]).toMatchObject({
    imported: true,
    message: 'ab',
    revisions: [
      {
        id: SHA,
        author: 'Yuki Sato <yuki@hanabi.example>',
        message: 'Show drafts \ufffd',
        committedAt: '2026-11-01T09:00:00.000Z',
        url: `https://github.com/hanabi/blog-api/commit/${SHA}`,
      },
    ],
    url: `${world.argoCd.url}/applications/argocd/blog-api`,
  });
});

it('keeps attempts and hooks', async () => {
  const { send, deployments } = await started();
  const failed = {
    number: 1,
    phase: 'Failed',
    finishedAt: iso(START + 5_000),
    message: 'quota exceeded',
  };
  const hook = {
    kind: 'Job',
    namespace: 'blog',
    name: 'migrate',
    type: 'PreSync',
    phase: 'Succeeded',
    message: 'done',
  };
  const one = line(0, { retries: 1, attempts: [failed], hooks: [hook] });
  await expect(send([one])).resolves.toMatchObject({ accepted: 1 });
  const told = async () => (await deployments()).deployments[1];
  const before = await told();
  expect(before).toMatchObject({
    retries: 1,
    attempts: [failed, { number: 2, phase: 'Succeeded' }],
    hooks: [hook],
  });
  // As the API tells it, it can be imported, and changes nothing.
  const { attempts, hooks } = before;
  await expect(send([{ ...one, attempts, hooks }])).resolves.toMatchObject({
    known: 1,
  });
  await expect(told()).resolves.toEqual(before);
});

it('is the same deployment before and after its Application is known, and after it is gone', async () => {
  const { send, deployments } = await started();
  const lines = [line(0, { application: 'late' })];
  await expect(send(lines)).resolves.toMatchObject({ accepted: 1 });
  world.argoCd.set(fakeApplication('late'));
  await expect(send(lines)).resolves.toMatchObject({ accepted: 0, known: 1 });
  await expect(
    send([line(0, { application: 'late', uid: 'another' })]),
  ).resolves.toMatchObject({ known: 1 });
  // The name alone is enough for those of an Application that is there.
  await send([line(5)]);
  const { deployments: found } = await deployments();
  expect(new Set(found.map((one: { uid: string }) => one.uid)).size).toBe(1);
});

it('is one with what is seen of it later', async () => {
  const { send, deployments } = await started();
  const seenLater = { application: 'session', message: 'told before' };
  await send([
    line(0, {
      ...seenLater,
      startedAt: '2026-11-22T09:00:00Z',
      finishedAt: '2026-11-22T09:00:20Z',
      healthyAt: '2026-11-22T09:02:00Z',
    }),
  ]);
  const session = () => deployments('component:default/session');
  await expect(session()).resolves.toMatchObject({
    total: 1,
    deployments: [{ uid: 'argocd/session', imported: true }],
  });
  world.argoCd.set(fakeApplication('session'));
  await eventually(async () => !(await session()).deployments[0].imported);
  await expect(session()).resolves.toMatchObject({
    total: 1,
    deployments: [
      {
        uid: expect.not.stringContaining('/'),
        startedAt: '2026-11-22T09:00:00.000Z',
        healthyAt: '2026-11-22T09:02:00.000Z',
        message: 'told before',
      },
    ],
  });
});

it('is refused to those who lack the permission', async () => {
  const { api, permissions } = await world.start();
  permissions.authorize.mockImplementation(async requests =>
    requests.map(() => ({ result: 'DENY' as never })),
  );
  const { status, body } = await api.import(ndjson([line(0)]));
  expect(status).toBe(403);
  expect(body.error.message).toContain('deploy-status.deployments.import');
});
