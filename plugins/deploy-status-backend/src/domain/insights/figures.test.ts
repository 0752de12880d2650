import { figuresOf } from '../../__testUtils__/figuresOf';
import {
  DAY,
  HOUR,
  ledgerPlace,
  ledgerRecord as deployed,
  MINUTE,
  MONDAY,
} from '../../__testUtils__/ledgerRecord';
import { assess } from './assess';
import type { LedgerRecord } from './records';

const WEEK = { from: MONDAY, to: MONDAY + 7 * DAY };

const figures = (
  records: LedgerRecord[],
  more: { from?: number; to?: number; recordsSince?: number } = {},
) =>
  figuresOf(assess(records), {
    ...WEEK,
    production: new Set(['production']),
    recordsSince: MONDAY - 30 * DAY,
    ...more,
  });

const inDev = { place: ledgerPlace({ instance: 'dev' }) };
const failing = { phase: 'Failed' as const, images: [] };

describe('deployment frequency', () => {
  it('is successful deployments of something new to production, per day', () => {
    const { deploymentFrequency } = figures([
      deployed('0', MONDAY - DAY),
      deployed('1', MONDAY + HOUR),
      deployed('1', MONDAY + 2 * HOUR),
      deployed('2', MONDAY + 3 * HOUR, failing),
      deployed('3', MONDAY + 4 * HOUR),
      deployed('1', MONDAY + 5 * HOUR, { rollback: true }),
      deployed('4', MONDAY + 6 * HOUR, {
        phase: 'Running',
        finishedAt: undefined,
      }),
      deployed('5', MONDAY + 7 * HOUR, inDev),
      deployed('6', MONDAY + 7 * DAY),
    ]);
    expect(deploymentFrequency).toEqual({
      n: 2,
      days: 7,
      perDay: 2 / 7,
      excluded: [
        { reason: 'failed', n: 1 },
        { reason: 'rollback', n: 1 },
        { reason: 'same-revision', n: 1 },
        { reason: 'unfinished', n: 1 },
      ],
    });
  });

  it('counts only the days for which there are records', () => {
    const records = [deployed('1', MONDAY + 5 * DAY)];
    expect(
      figures(records, { recordsSince: MONDAY + 5 * DAY }).deploymentFrequency,
    ).toMatchObject({ n: 1, days: 2, perDay: 0.5 });
    const none = figures([], { recordsSince: undefined }).deploymentFrequency;
    expect(none).toEqual({ n: 0, days: 0, excluded: [] });
    expect(
      figures([], { recordsSince: MONDAY + 8 * DAY }).deploymentFrequency,
    ).toEqual({ n: 0, days: 0, excluded: [] });
  });

  it('knows from the images what was new where nothing ran before in the ledger', () => {
    const { deploymentFrequency } = figures([
      deployed('1', MONDAY, { imagesBefore: ['blog-api:1'] }),
      deployed('1', MONDAY, {
        place: ledgerPlace({ application: 'blog-web' }),
        imagesBefore: ['blog-api:0'],
      }),
    ]);
    expect(deploymentFrequency).toMatchObject({
      n: 1,
      excluded: [{ reason: 'same-revision', n: 1 }],
    });
  });

  it('takes a change of configuration and one of the image alone as something new', () => {
    const { deploymentFrequency } = figures([
      deployed('1', MONDAY),
      deployed('1', MONDAY + HOUR, { revisions: ['configuration'] }),
      deployed('2', MONDAY + 2 * HOUR, { revisions: ['configuration'] }),
      deployed('2', MONDAY + 3 * HOUR, {
        revisions: ['configuration'],
        images: [],
      }),
    ]);
    expect(deploymentFrequency).toMatchObject({
      n: 3,
      excluded: [{ reason: 'same-revision', n: 1 }],
    });
  });

  it('counts one success after failed attempts at the same', () => {
    const { deploymentFrequency } = figures([
      deployed('1', MONDAY - DAY),
      deployed('2', MONDAY, failing),
      deployed('2', MONDAY + HOUR, failing),
      deployed('2', MONDAY + 2 * HOUR),
    ]);
    expect(deploymentFrequency).toMatchObject({
      n: 1,
      excluded: [{ reason: 'failed', n: 2 }],
    });
  });
});

describe('an operation of a part', () => {
  const both = ['api:1', 'worker:1'];
  const first = deployed('a', MONDAY - 30 * DAY, { images: both });
  const healed = deployed('a', MONDAY, {
    partial: true,
    automated: true,
    images: ['api:1'],
    committedAt: first.committedAt,
  });
  const next = deployed('b', MONDAY + DAY, { images: ['api:2', 'worker:1'] });

  it('brings nothing new where it puts back what somebody changed in the cluster', () => {
    const { deploymentFrequency, leadTime } = figures([first, healed, next]);
    expect(deploymentFrequency).toMatchObject({
      n: 1,
      excluded: [{ reason: 'same-revision', n: 1 }],
    });
    // Of the new image alone: the other one ran all the time
    expect(leadTime).toMatchObject({
      n: 1,
      p50Seconds: (HOUR + 2 * MINUTE) / 1000,
    });
  });

  it('tells so too by what ran, where nothing is known of before', () => {
    const { deploymentFrequency } = figures([
      { ...healed, imagesBefore: both },
    ]);
    expect(deploymentFrequency.n).toBe(0);
  });

  it('deploys what it has of another commit', () => {
    const half = { ...next, partial: true, images: ['api:2'] };
    const rest = { ...next, startedAt: next.startedAt + HOUR };
    const { deploymentFrequency } = figures([first, half, rest]);
    // The rest of it was there already
    expect(deploymentFrequency).toMatchObject({
      n: 1,
      excluded: [{ reason: 'same-revision', n: 1 }],
    });
  });
});

describe('lead time', () => {
  it('runs from the commit with which the image first appeared anywhere, not from the promotion', () => {
    const { leadTime } = figures([
      deployed('7', MONDAY - 2 * DAY, {
        ...inDev,
        revisions: ['code'],
        committedAt: MONDAY - 3 * DAY,
      }),
      deployed('7', MONDAY - DAY, {
        place: ledgerPlace({ instance: 'staging' }),
        revisions: ['bot-1'],
        committedAt: MONDAY - DAY - MINUTE,
      }),
      deployed('7', MONDAY, { revisions: ['bot-2'], committedAt: MONDAY }),
    ]);
    expect(leadTime).toMatchObject({
      n: 1,
      p50Seconds: (3 * DAY + 2 * MINUTE) / 1000,
    });
  });

  it('takes the next appearance where the time of the first is not known', () => {
    const { leadTime } = figures([
      deployed('7', MONDAY - 3 * DAY, { ...inDev, committedAt: undefined }),
      deployed('7', MONDAY - 2 * DAY, {
        place: ledgerPlace({ instance: 'staging' }),
        committedAt: MONDAY - 2 * DAY,
      }),
      deployed('7', MONDAY, { committedAt: MONDAY }),
    ]);
    expect(leadTime.p50Seconds).toBe((2 * DAY + 2 * MINUTE) / 1000);
  });

  it('takes the revision’s own commit for a change of configuration and where images are not known', () => {
    const { leadTime } = figures([
      deployed('1', MONDAY - 10 * DAY),
      deployed('1', MONDAY, {
        revisions: ['configuration'],
        committedAt: MONDAY - HOUR,
      }),
      deployed('2', MONDAY + DAY, {
        images: [],
        committedAt: MONDAY + DAY - HOUR,
      }),
    ]);
    expect(leadTime).toMatchObject({
      n: 2,
      p50Seconds: (HOUR + 2 * MINUTE) / 1000,
      p90Seconds: (HOUR + 2 * MINUTE) / 1000,
    });
  });

  it('runs from the oldest change that came with it where versions were skipped', () => {
    const version = (of: number) => [`blog-api:${of}`];
    const inTurn = [1, 2, 3, 4, 5].map(of =>
      deployed(`${of}`, MONDAY + (of - 6) * DAY, inDev),
    );
    const live = (of: number, startedAt: number, more = {}) =>
      deployed(`live-${of}`, startedAt, { images: version(of), ...more });
    // The second one was committed an hour before Wednesday, of which 1 is not new.
    const lag = (4 * DAY + HOUR + 2 * MINUTE) / 1000;
    expect(
      figures([...inTurn, live(1, MONDAY - 4.5 * DAY), live(5, MONDAY)])
        .leadTime,
    ).toMatchObject({ n: 1, p50Seconds: lag });
    // None later than what it deploys, though dev has more.
    expect(
      figures([...inTurn, live(1, MONDAY - 4.5 * DAY), live(2, MONDAY)])
        .leadTime,
    ).toMatchObject({ n: 1, p50Seconds: lag });
    // Another image's versions are not its changes.
    const other = deployed('x', MONDAY - 3.5 * DAY, {
      ...inDev,
      images: ['blog-web:9'],
      committedAt: MONDAY - 40 * DAY,
    });
    expect(
      figures([...inTurn, other, live(4, MONDAY - DAY), live(5, MONDAY)])
        .leadTime.p50Seconds,
    ).toBe((DAY + HOUR + 2 * MINUTE) / 1000);
  });

  it('is not known where what ran before is from before the time that was read, and dev was somewhere else', () => {
    const earliestAt = MONDAY - 300 * DAY;
    const live = deployed('live', MONDAY - 70 * DAY, {
      images: ['blog-api:1'],
      earliestAt,
    });
    const dev = (of: number) =>
      deployed(`${of}`, MONDAY - 61 * DAY, { ...inDev, earliestAt });
    const now = [deployed('8', MONDAY - DAY, inDev), deployed('8', MONDAY)];
    expect(figures([live, dev(5), ...now]).leadTime).toEqual({
      n: 0,
      excluded: [{ reason: 'no-commit-time', n: 1 }],
    });
    expect(figures([live, dev(1), ...now]).leadTime).toMatchObject({ n: 1 });
    expect(figures([live, ...now]).leadTime).toMatchObject({ n: 1 });
  });

  it('takes the oldest change where several images are new', () => {
    const { leadTime } = figures([
      deployed('a', MONDAY - DAY, { ...inDev, images: ['web:2'] }),
      deployed('b', MONDAY - HOUR, { ...inDev, images: ['web:2', 'api:5'] }),
      deployed('p', MONDAY, { images: ['web:2', 'api:5'] }),
    ]);
    expect(leadTime.p50Seconds).toBe((DAY + HOUR + 2 * MINUTE) / 1000);
  });

  it('says why a deployment has none', () => {
    const { leadTime } = figures([
      deployed('1', MONDAY, { committedAt: undefined }),
      deployed('2', MONDAY + HOUR, { healthyAt: undefined }),
      deployed('3', MONDAY + 2 * HOUR, { committedAt: MONDAY + DAY }),
      deployed('4', MONDAY + 3 * HOUR, failing),
      deployed('3', MONDAY + 4 * HOUR),
      deployed('2', MONDAY + 5 * HOUR, { rollback: true }),
      deployed('9', MONDAY + 6 * HOUR, {
        phase: 'Terminating',
        finishedAt: undefined,
      }),
    ]);
    expect(leadTime).toEqual({
      n: 0,
      excluded: [
        { reason: 'failed', n: 1 },
        { reason: 'negative', n: 1 },
        { reason: 'never-seen-healthy', n: 1 },
        { reason: 'no-commit-time', n: 1 },
        { reason: 'rollback', n: 1 },
        { reason: 'same-revision', n: 1 },
        { reason: 'unfinished', n: 1 },
      ],
    });
  });
});

describe('time to synced and to healthy', () => {
  it('are of successful rollouts in all environments, rollbacks too', () => {
    const { timeToSynced, timeToHealthy } = figures([
      deployed('1', MONDAY, inDev),
      deployed('2', MONDAY + HOUR, {
        finishedAt: MONDAY + HOUR + 3 * MINUTE,
        healthyAt: undefined,
      }),
      deployed('1', MONDAY + 2 * HOUR, { rollback: true }),
      deployed('1', MONDAY + 3 * HOUR),
      deployed('3', MONDAY + 4 * HOUR, { phase: 'Error' }),
      deployed('4', MONDAY + 5 * HOUR, { phase: 'Unknown' }),
      deployed('5', MONDAY + 6 * HOUR, { finishedAt: MONDAY }),
    ]);
    expect(timeToSynced).toEqual({
      n: 3,
      p50Seconds: 60,
      p90Seconds: 156,
      excluded: [
        { reason: 'failed', n: 1 },
        { reason: 'negative', n: 1 },
        { reason: 'same-revision', n: 1 },
        { reason: 'unfinished', n: 1 },
      ],
    });
    expect(timeToHealthy).toMatchObject({
      n: 3,
      p50Seconds: 120,
      excluded: [
        { reason: 'failed', n: 1 },
        { reason: 'never-seen-healthy', n: 1 },
        { reason: 'same-revision', n: 1 },
        { reason: 'unfinished', n: 1 },
      ],
    });
  });
});
