import fc from 'fast-check';
import { figuresOf } from '../../__testUtils__/figuresOf';
import {
  DAY,
  ledgerPlace,
  MINUTE,
  MONDAY,
} from '../../__testUtils__/ledgerRecord';
import { assess } from './assess';
import { measureFigures } from './figures';
import { latenciesOf, latencyTallies, measureLatencies } from './latencies';
import { MAX_PARTS, partAt, partsOf } from './parts';
import { percentile } from './percentile';
import { PeriodFold } from './PeriodFold';
import type { LedgerRecord } from './records';
import { ServicesFold } from './ServicesFold';

const environments = ['dev', 'staging', 'production'];
const placeOf = (instance: string, application: string) =>
  ledgerPlace({ instance, application });
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
    degraded: fc.boolean(),
    automated: fc.boolean(),
    rollback: fc.boolean(),
  })
  .map((one): LedgerRecord => {
    const startedAt = MONDAY + one.start * MINUTE;
    return {
      place: placeOf(one.environment, one.application),
      phase: one.phase,
      startedAt,
      finishedAt: startedAt + one.took * MINUTE,
      ...(one.healthy !== undefined && {
        healthyAt: startedAt + one.healthy * MINUTE,
      }),
      degraded: one.degraded && one.healthy === undefined,
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
  selector: one => `${one.place.key} ${one.startedAt}`,
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
          ({ place }) => place.instance === 'production',
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
          const fold = new ServicesFold(PERIOD, parts);
          fold.add({
            measured: measureFigures(assessed, question.production),
            recordsSince: question.recordsSince,
          });
          const series = [...fold.series()].map(({ figures }) => figures);
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

  it('are those of all services together, in whatever order services are added', () => {
    const service = fc.record({
      records: history,
      recordsSince: fc.integer({ min: MONDAY, max: MONDAY + 60 * DAY }),
    });
    fc.assert(
      fc.property(fc.array(service, { maxLength: 5 }), services => {
        const fold = new ServicesFold(PERIOD);
        for (const { records, recordsSince } of [...services].reverse()) {
          const measured = measureFigures(assess(records), question.production);
          fold.add({ measured, recordsSince });
        }
        const since = services.map(({ recordsSince }) => recordsSince).sort();
        expect(fold.recordsSince).toBe(since[0]);
        expect(fold.figures()).toEqual(
          figuresOf(
            services.flatMap(({ records }) => assess(records)),
            { ...question, recordsSince: since[0] },
          ),
        );
      }),
    );
  });

  it('of latencies account for every operation too', () => {
    fc.assert(
      fc.property(history, records => {
        const fold = new PeriodFold(latencyTallies, { from: 0, to: Infinity });
        fold.add(measureLatencies(assess(records)));
        const { duration, delay } = latenciesOf(fold.whole);
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
    expect(times.map(time => partAt(MONDAY + time, parts))).toEqual([
      -1, 0, 0, 1, 2, -1,
    ]);
  });
});

describe('percentiles', () => {
  const of = (values: number[], p: number) =>
    percentile(Float64Array.from(values), p);

  it('lie between the closest ranks', () => {
    expect(of([], 0.5)).toBeUndefined();
    expect(of([7], 0.9)).toBe(7);
    expect(of([3, 1, 4, 2], 0.5)).toBe(2.5);
    expect(of([10, 0], 0.9)).toBe(9);
  });

  it('are those of all values in their order, whichever order they come in', () => {
    // Few values that repeat, and many that do not, sorted either way or not.
    const few = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 500 });
    const many = fc.array(fc.double({ noNaN: true, min: -1e12, max: 1e12 }), {
      maxLength: 2_000,
      size: 'max',
    });
    const order = fc.constantFrom<(values: number[]) => number[]>(
      values => values,
      values => [...values].sort((a, b) => a - b),
      values => [...values].sort((a, b) => b - a),
    );
    fc.assert(
      fc.property(
        fc.oneof(few, many),
        order,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, ordered, p) => {
          const ascending = [...values].sort((a, b) => a - b);
          const h = (values.length - 1) * p;
          const below = ascending[Math.floor(h)];
          const above = ascending[Math.ceil(h)];
          const expected =
            below === undefined || above === undefined
              ? undefined
              : below + (h - Math.floor(h)) * (above - below);
          expect(of(ordered(values), p)).toBe(expected);
        },
      ),
    );
  });
});
