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

describe('failure rate and recovery time', () => {
  it('are of deployments that failed', () => {
    const { failureRate, recoveryTime } = figures([
      deployed('1', MONDAY - DAY),
      deployed('2', MONDAY, failing),
      deployed('3', MONDAY + HOUR),
      deployed('4', MONDAY + 2 * HOUR, { phase: 'Error', images: [] }),
    ]);
    expect(failureRate).toEqual({ n: 3, failed: 2, rate: 2 / 3, excluded: [] });
    expect(recoveryTime).toMatchObject({
      n: 1,
      p50Seconds: (HOUR + 2 * MINUTE) / 1000,
      excluded: [{ reason: 'not-recovered', n: 1 }],
    });
  });

  it('count attempts at the same as one deployment that failed', () => {
    const { failureRate, recoveryTime } = figures([
      deployed('1', MONDAY - DAY),
      deployed('2', MONDAY, failing),
      deployed('2', MONDAY + HOUR, failing),
      deployed('2', MONDAY + 2 * HOUR),
    ]);
    expect(failureRate).toMatchObject({
      n: 1,
      failed: 1,
      excluded: [{ reason: 'same-revision', n: 2 }],
    });
    expect(recoveryTime).toMatchObject({
      n: 1,
      p50Seconds: (2 * HOUR + 2 * MINUTE) / 1000,
      excluded: [{ reason: 'same-revision', n: 1 }],
    });
  });

  it('count a success that a rollback undoes as failed, recovered when the rollback is healthy', () => {
    const { failureRate, recoveryTime } = figures([
      deployed('1', MONDAY - DAY),
      deployed('2', MONDAY),
      deployed('1', MONDAY + HOUR, { rollback: true }),
      deployed('3', MONDAY + DAY),
    ]);
    expect(failureRate).toEqual({
      n: 2,
      failed: 1,
      rate: 0.5,
      excluded: [{ reason: 'rollback', n: 1 }],
    });
    expect(recoveryTime).toEqual({
      n: 1,
      p50Seconds: (HOUR + 2 * MINUTE) / 1000,
      p90Seconds: (HOUR + 2 * MINUTE) / 1000,
      excluded: [],
    });
  });

  it('count a success that was never healthy and degraded as failed, also where it is fixed forward', () => {
    const degraded = { healthyAt: undefined, degraded: true };
    const records = [
      deployed('1', MONDAY - DAY),
      deployed('2', MONDAY, degraded),
      deployed('3', MONDAY + HOUR),
    ];
    const { failureRate, recoveryTime, deploymentFrequency } = figures(records);
    expect(failureRate).toEqual({ n: 2, failed: 1, rate: 0.5, excluded: [] });
    expect(recoveryTime).toMatchObject({
      n: 1,
      p50Seconds: (HOUR + 2 * MINUTE) / 1000,
      excluded: [],
    });
    expect(deploymentFrequency.n).toBe(2);
    // Put back, it is not blamed twice; deployed again, it is one deployment.
    const back = [
      ...records.slice(0, 2),
      deployed('2', MONDAY + HOUR, degraded),
      deployed('1', MONDAY + 2 * HOUR, { rollback: true }),
    ];
    expect(figures(back).failureRate).toMatchObject({ n: 1, failed: 1 });
    expect(figures(back).recoveryTime.p50Seconds).toBe(
      (2 * HOUR + 2 * MINUTE) / 1000,
    );
  });

  it('do not count a success of whose health nothing is known as failed', () => {
    const { failureRate } = figures([
      deployed('1', MONDAY - DAY),
      deployed('2', MONDAY, { healthyAt: undefined }),
      deployed('3', MONDAY + HOUR),
    ]);
    expect(failureRate).toMatchObject({ n: 2, failed: 0 });
  });

  it('do not blame what ran well when a failed deployment is rolled back', () => {
    const { failureRate } = figures([
      deployed('1', MONDAY - HOUR),
      deployed('2', MONDAY, failing),
      deployed('1', MONDAY + HOUR, { rollback: true }),
    ]);
    expect(failureRate).toMatchObject({ n: 1, failed: 1 });
    const before = figures(
      [
        deployed('1', MONDAY - HOUR),
        deployed('2', MONDAY, failing),
        deployed('1', MONDAY + HOUR, { rollback: true }),
      ],
      { from: MONDAY - DAY, to: MONDAY },
    );
    expect(before.failureRate).toMatchObject({ n: 1, failed: 0 });
  });

  it('blame each step of two rollbacks once, and none twice', () => {
    const { failureRate } = figures([
      deployed('0', MONDAY),
      deployed('1', MONDAY + HOUR),
      deployed('2', MONDAY + 2 * HOUR),
      deployed('1', MONDAY + 3 * HOUR, { rollback: true }),
      deployed('1', MONDAY + 4 * HOUR, { rollback: true }),
      deployed('0', MONDAY + 5 * HOUR, { rollback: true }),
    ]);
    expect(failureRate).toMatchObject({ n: 3, failed: 2 });
  });

  it('take a rollback to what the ledger does not have as one of the deployment before it', () => {
    const { failureRate } = figures([
      deployed('2', MONDAY + HOUR),
      deployed('1', MONDAY + 2 * HOUR, { rollback: true }),
    ]);
    expect(failureRate).toMatchObject({ n: 1, failed: 1 });
    const failed = figures([
      deployed('1', MONDAY),
      deployed('2', MONDAY + HOUR, failing),
      deployed('0', MONDAY + 2 * HOUR, { rollback: true }),
    ]);
    expect(failed.failureRate).toMatchObject({ n: 2, failed: 1 });
  });

  it('know a rollback that is a revert in Git by its images', () => {
    const { failureRate } = figures([
      deployed('1', MONDAY),
      deployed('2', MONDAY + HOUR),
      deployed('3', MONDAY + 2 * HOUR, failing),
      deployed('1', MONDAY + 3 * HOUR, {
        rollback: true,
        revisions: ['revert'],
      }),
    ]);
    expect(failureRate).toMatchObject({ n: 3, failed: 2 });
  });

  it('leave a rollback that failed without effect', () => {
    const { failureRate } = figures([
      deployed('1', MONDAY),
      deployed('2', MONDAY + HOUR),
      deployed('1', MONDAY + 2 * HOUR, { rollback: true, phase: 'Failed' }),
    ]);
    expect(failureRate).toMatchObject({ n: 2, failed: 0 });
  });

  it('wait for the first success that became healthy, of the same Application, also after the period', () => {
    const records = [
      deployed('1', MONDAY - DAY),
      deployed('2', MONDAY, failing),
      deployed('3', MONDAY + HOUR, { healthyAt: undefined }),
      deployed('9', MONDAY + 2 * HOUR, {
        place: ledgerPlace({ application: 'blog-web' }),
      }),
      deployed('4', MONDAY + 9 * DAY),
    ];
    expect(figures(records).recoveryTime.p50Seconds).toBe(
      (9 * DAY + 2 * MINUTE) / 1000,
    );
  });

  it('are not of other environments', () => {
    const { failureRate, recoveryTime } = figures([
      deployed('2', MONDAY, { ...inDev, ...failing }),
    ]);
    expect(failureRate).toEqual({ n: 0, failed: 0, excluded: [] });
    expect(recoveryTime).toEqual({ n: 0, excluded: [] });
  });
});
