import fc from 'fast-check';
import { DAY, MINUTE, MONDAY } from '../../__testUtils__/ledgerRecord';
import { assess } from './assess';
import { percentile } from './distribution';
import { figuresOf } from './figures';
import { latenciesOf } from './latencies';
import { intoParts, MAX_PARTS, partsOf } from './parts';
import { placeOf, type LedgerRecord } from './records';

const environments = ['dev', 'staging', 'production'];
const offset = fc.integer({ min: -10, max: 60 * 24 * 60 });

const record = fc
  .record({
    environment: fc.constantFrom(...environments),
    application: fc.constantFrom('blog-api', 'blog-web'),
    phase: fc.constantFrom<LedgerRecord['phase']>(
      'Succeeded',
      'Succeeded',
      'Succeeded',
      'Failed',
      'Error',
      'Running',
      'Unknown',
    ),
    start: fc.integer({ min: 0, max: 60 * 24 * 60 }),
    took: fc.integer({ min: -5, max: 60 }),
    healthy: fc.option(fc.integer({ min: -5, max: 90 }), { nil: undefined }),
    committed: fc.option(offset, { nil: undefined }),
    version: fc.integer({ min: 0, max: 6 }),
    withImages: fc.boolean(),
    automated: fc.boolean(),
    rollback: fc.boolean(),
  })
  .map((one): LedgerRecord => {
    const startedAt = MONDAY + one.start * MINUTE;
    return {
      instance: one.environment,
      namespace: 'argocd',
      application: one.application,
      environment: one.environment,
      service: `component:default/${one.application}`,
      phase: one.phase,
      startedAt,
      finishedAt: startedAt + one.took * MINUTE,
      ...(one.healthy !== undefined && {
        healthyAt: startedAt + one.healthy * MINUTE,
      }),
      automated: one.automated,
      rollback: one.rollback,
      revisions: [`r${one.version}`],
      ...(one.committed !== undefined && {
        committedAt: startedAt - one.committed * MINUTE,
      }),
      images: one.withImages ? [`image:${one.version}`] : [],
      imagesBefore: [],
    };
  });

/** As Argo CD gives them: one at a time for each Application. */
const history = fc.uniqueArray(record, {
  maxLength: 60,
  selector: one => `${placeOf(one)} ${one.startedAt}`,
});

const PERIOD = { from: MONDAY + 5 * DAY, to: MONDAY + 55 * DAY };
const question = {
  ...PERIOD,
  production: new Set(['production']),
  recordsSince: MONDAY,
};
const sum = (counts: ReadonlyArray<{ n: number }>) =>
  counts.reduce((total, { n }) => total + n, 0);

describe('figures of any history', () => {
  it('account for every operation, as counted or excluded', () => {
    fc.assert(
      fc.property(history, records => {
        const inPeriod = records.filter(
          ({ startedAt }) => startedAt >= PERIOD.from && startedAt < PERIOD.to,
        );
        const inProduction = inPeriod.filter(
          ({ environment }) => environment === 'production',
        );
        const all = figuresOf(assess(records), question);
        const { deploymentFrequency, leadTime, failureRate } = all;
        for (const { n, excluded } of [
          deploymentFrequency,
          leadTime,
          failureRate,
        ]) {
          expect(n + sum(excluded)).toBe(inProduction.length);
        }
        for (const { n, excluded } of [all.timeToSynced, all.timeToHealthy]) {
          expect(n + sum(excluded)).toBe(inPeriod.length);
        }
        expect(failureRate.failed).toBeLessThanOrEqual(failureRate.n);
        expect(leadTime.n).toBeLessThanOrEqual(deploymentFrequency.n);
        const { n, excluded } = all.recoveryTime;
        const attempts = sum(
          excluded.filter(({ reason }) => reason === 'same-revision'),
        );
        expect(n + sum(excluded) - attempts).toBe(failureRate.failed);
      }),
    );
  });

  it('are the same in whatever order the records come, and whenever it was', () => {
    const later = 364 * DAY;
    fc.assert(
      fc.property(
        history.chain(one =>
          fc.tuple(
            fc.constant(one),
            fc.shuffledSubarray(one, { minLength: one.length }),
          ),
        ),
        ([records, shuffled]) => {
          const expected = figuresOf(assess(records), question);
          expect(figuresOf(assess(shuffled), question)).toEqual(expected);
          const moved = records.map(one => ({
            ...one,
            startedAt: one.startedAt + later,
            finishedAt: (one.finishedAt ?? 0) + later,
            ...(one.healthyAt && { healthyAt: one.healthyAt + later }),
            ...(one.committedAt && { committedAt: one.committedAt + later }),
          }));
          expect(
            figuresOf(assess(moved), {
              ...question,
              from: question.from + later,
              to: question.to + later,
              recordsSince: question.recordsSince + later,
            }),
          ).toEqual(expected);
        },
      ),
    );
  });

  it('add up over the parts of the period', () => {
    fc.assert(
      fc.property(
        history,
        fc.constantFrom('day' as const, 'week' as const, 'month' as const),
        (records, bucket) => {
          const assessed = assess(records);
          const whole = figuresOf(assessed, question);
          const parts = partsOf(PERIOD, bucket) ?? [];
          const series = intoParts(
            assessed,
            ({ record: { startedAt } }) => startedAt,
            parts,
          ).map((items, index) =>
            figuresOf(items, { ...question, ...parts[index] }),
          );
          const total = (
            of: (one: typeof whole) => number,
          ): [number, number] => [
            series.reduce((found, one) => found + of(one), 0),
            of(whole),
          ];
          for (const of of [
            (one: typeof whole) => one.deploymentFrequency.n,
            (one: typeof whole) => one.leadTime.n,
            (one: typeof whole) => one.timeToHealthy.n,
            (one: typeof whole) => one.failureRate.failed,
            (one: typeof whole) => one.recoveryTime.n,
            (one: typeof whole) => sum(one.leadTime.excluded),
          ]) {
            const [ofParts, ofWhole] = total(of);
            expect(ofParts).toBe(ofWhole);
          }
          const [days, all] = total(one => one.deploymentFrequency.days);
          expect(days).toBeCloseTo(all, 6);
        },
      ),
    );
  });

  it('of latencies account for every operation too', () => {
    fc.assert(
      fc.property(history, records => {
        const { duration, delay } = latenciesOf(assess(records));
        expect(duration.n + sum(duration.excluded)).toBe(records.length);
        expect(delay.n + sum(delay.excluded)).toBe(
          records.filter(({ automated }) => automated).length,
        );
      }),
    );
  });
});

describe('parts of a period', () => {
  it('follow one another without a gap and are whole days, weeks or months in UTC inside', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 * 365 }),
        fc.integer({ min: 1, max: DAY }),
        fc.integer({ min: 1, max: 399 * DAY }),
        fc.constantFrom('day' as const, 'week' as const, 'month' as const),
        (days, rest, length, bucket) => {
          const from = days * DAY + rest;
          const period = { from, to: from + length };
          const parts = partsOf(period, bucket);
          expect(parts?.[0]?.from).toBe(period.from);
          expect(parts?.at(-1)?.to).toBe(period.to);
          parts?.slice(1).forEach((part, index) => {
            expect(part.from).toBe(parts[index]?.to);
            const start = new Date(part.from);
            expect(part.from % DAY).toBe(0);
            expect(
              {
                day: true,
                week: start.getUTCDay() === 1,
                month: start.getUTCDate() === 1,
              }[bucket],
            ).toBe(true);
          });
        },
      ),
    );
  });

  it('are at most four hundred', () => {
    const days = (n: number) => ({ from: MONDAY, to: MONDAY + n * DAY });
    expect(partsOf(days(MAX_PARTS), 'day')).toHaveLength(400);
    expect(partsOf(days(MAX_PARTS + 1), 'day')).toBeUndefined();
    expect(partsOf(days(0), 'day')).toEqual([]);
  });

  it('take in what started in them and leave out the rest', () => {
    const parts = partsOf({ from: MONDAY, to: MONDAY + 3 * DAY }, 'day') ?? [];
    const times = [-1, 0, DAY - 1, DAY, 3 * DAY - 1, 3 * DAY];
    expect(intoParts(times, time => MONDAY + time, parts)).toEqual([
      [0, DAY - 1],
      [DAY],
      [3 * DAY - 1],
    ]);
  });
});

describe('percentiles', () => {
  it('lie between the closest ranks', () => {
    expect(percentile([], 0.5)).toBeUndefined();
    expect(percentile([7], 0.9)).toBe(7);
    expect(percentile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(percentile([0, 10], 0.9)).toBe(9);
  });

  it('never leave the range and grow with p', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, a, b) => {
          const ascending = [...values].sort((x, y) => x - y);
          const low = percentile(ascending, Math.min(a, b)) ?? NaN;
          const high = percentile(ascending, Math.max(a, b)) ?? NaN;
          expect(low).toBeGreaterThanOrEqual(ascending[0] ?? NaN);
          expect(low - high).toBeLessThanOrEqual(1e-6);
          expect(high).toBeLessThanOrEqual((ascending.at(-1) ?? NaN) + 1e-6);
        },
      ),
    );
  });
});
