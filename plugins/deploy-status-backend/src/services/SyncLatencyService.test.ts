import { anApplication } from '../__testUtils__/anApplication';
import { DAY, HOUR, ledgerPlace, MINUTE } from '../__testUtils__/ledgerRecord';
import type { LedgerRecord } from '../domain/insights/records';
import type { ObservedApplication } from '../domain/observed';
import type { LedgerQuery } from '../store/InsightsStore';
import { StatusBoard } from './StatusBoard';
import { SyncLatencyService } from './SyncLatencyService';

const NOW = Date.parse('2026-11-23T12:00:00Z');

const instance = (name: string) => ({
  name,
  url: `https://${name}`,
  frontendUrl: `https://${name}`,
  credentials: { type: 'token' as const, token: 't' },
  environment: `${name}-environment`,
  protected: false,
});

let made = 0;
const synced = (
  application: string,
  startedAt: number,
  {
    destination,
    ...more
  }: Partial<LedgerRecord> & { destination?: string } = {},
): LedgerRecord => {
  made += 1;
  return {
    place: ledgerPlace({ instance: 'dev', application, destination }),
    phase: 'Succeeded',
    startedAt,
    finishedAt: startedAt + MINUTE,
    automated: true,
    rollback: false,
    revisions: [`r${made}`],
    committedAt: startedAt - 3 * MINUTE,
    images: [],
    imagesBefore: [],
    ...more,
  };
};

const running = (name: string, startedAt: number, destination: string) =>
  anApplication(name, {
    destination,
    operation: {
      phase: 'Running',
      startedAt: new Date(startedAt).toISOString(),
      automated: true,
      retries: 0,
      hooks: [],
    },
  });

function setup(applications: ObservedApplication[], records: LedgerRecord[]) {
  const board = new StatusBoard([instance('dev'), instance('production')]);
  applications.forEach(one => board.book(one.instance).put(one));
  const asked: LedgerQuery[] = [];
  const service = new SyncLatencyService({
    board,
    store: {
      async *readLedger(query) {
        asked.push(query);
        yield records.filter(({ place }) =>
          query.instances.includes(place.instance),
        );
      },
    },
    now: () => NOW,
  });
  const ask = (bucket: 'day' | 'week' = 'day', days = 2) =>
    service.syncLatencies({
      since: new Date(NOW - days * DAY).toISOString(),
      bucket,
    });
  return { ask, asked };
}

it('tells the queue of now and the past, of each instance and each destination', async () => {
  const { ask } = setup(
    [
      anApplication('a', { destination: 'east' }),
      running('b', NOW - 10 * MINUTE, 'east'),
      running('c', NOW - 3 * MINUTE, 'west'),
      anApplication('d', { destination: 'west', queued: true }),
      anApplication('e'),
    ],
    [
      synced('a', NOW - DAY, { destination: 'east' }),
      // The ledger does not say where to: where it deploys now.
      synced('d', NOW - 2 * HOUR, { finishedAt: NOW - 2 * HOUR + 5 * MINUTE }),
      synced('gone', NOW - HOUR, { automated: false, phase: 'Failed' }),
      synced('a', NOW - 5 * DAY, { destination: 'east' }),
    ],
  );
  const found = await ask();
  expect(
    found.map(one => [one.instance, one.environment, one.destination]),
  ).toEqual([
    ['dev', 'dev-environment', undefined],
    ['dev', 'dev-environment', 'east'],
    ['dev', 'dev-environment', 'west'],
    ['production', 'production-environment', undefined],
  ]);
  const [dev, east, west, production] = found;
  expect(dev).toMatchObject({
    applications: 5,
    queued: 1,
    running: 2,
    longestRunningSeconds: 600,
    duration: { n: 3, p50Seconds: 60, p90Seconds: 252 },
    delay: { n: 2, p50Seconds: 180 },
  });
  expect(east).toMatchObject({
    applications: 2,
    queued: 0,
    running: 1,
    longestRunningSeconds: 600,
    duration: { n: 1 },
  });
  expect(west).toMatchObject({
    applications: 2,
    queued: 1,
    running: 1,
    longestRunningSeconds: 180,
    duration: { n: 1, p50Seconds: 300 },
  });
  expect(production).toMatchObject({
    applications: 0,
    queued: 0,
    running: 0,
    duration: { n: 0, excluded: [] },
  });
  expect(production).not.toHaveProperty('longestRunningSeconds');
});

it("has Argo CD's own cluster once, whether it is named or addressed", async () => {
  const { ask } = setup(
    [
      anApplication('a', { destination: 'in-cluster' }),
      anApplication('b', { destination: 'https://kubernetes.default.svc' }),
    ],
    [
      synced('a', NOW - HOUR, {
        destination: 'https://kubernetes.default.svc',
      }),
      synced('gone', NOW - HOUR, { destination: 'in-cluster' }),
    ],
  );
  expect((await ask()).filter(({ destination }) => destination)).toMatchObject([
    { destination: 'in-cluster', applications: 2, duration: { n: 2 } },
  ]);
});

it('cuts the period into days, and reads the ledger once for those who ask together', async () => {
  const { ask, asked } = setup(
    [],
    [synced('a', NOW - DAY), synced('a', NOW - HOUR)],
  );
  const [first] = await Promise.all([ask(), ask('week')]);
  expect(first[0]?.series).toMatchObject([
    { from: '2026-11-21T12:00:00.000Z', duration: { n: 0 } },
    { from: '2026-11-22T00:00:00.000Z', duration: { n: 1 }, delay: { n: 1 } },
    { to: '2026-11-23T12:00:00.000Z', duration: { n: 1 } },
  ]);
  const from = new Date('2026-11-21T00:00:00Z');
  expect(asked).toEqual([
    { instances: ['dev'], from },
    { instances: ['production'], from },
  ]);
});

it('refuses a period that is none, or has too many parts', async () => {
  const { ask } = setup([], []);
  await expect(ask('day', 500)).rejects.toMatchObject({ name: 'InputError' });
  await expect(ask('day', -1)).rejects.toMatchObject({ name: 'InputError' });
});
