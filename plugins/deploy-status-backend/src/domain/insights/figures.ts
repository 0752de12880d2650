import type { Figures } from '@michi/plugin-deploy-status-common';
import type { Assessed } from './assess';
import { Measured } from './Measured';
import type { Part } from './parts';
import { Tally } from './Tally';
import { duration, type Verdict } from './verdict';

const DAY_MS = 24 * 60 * 60 * 1000;

function countsAsFailed({ outcome, undone, degraded }: Assessed): boolean {
  return outcome === 'failed' || undone || degraded;
}

/** One for each figure: what `measureFigures` measures, in its order. */
export type FigureTallies = readonly [
  frequency: Tally,
  leadTime: Tally,
  timeToSynced: Tally,
  timeToHealthy: Tally,
  failure: Tally,
  recoveryTime: Tally,
];

/** Tallies of nothing. */
export function figureTallies(): FigureTallies {
  return [
    new Tally(),
    new Tally(),
    new Tally(),
    new Tally(),
    new Tally(),
    new Tally(),
  ];
}

/**
 * What deployments are to the figures. The four about production are DORA's (dora.dev,
 * "DORA's software delivery metrics", and Forsgren, Humble, Kim: Accelerate,
 * 2018), made from sync operations:
 *
 * - **Deployment frequency** = deployments of something new whose operation
 *   succeeded, whatever became of them later, ÷ days of the period for which
 *   there are records.
 * - **Lead time** (change lead time) = healthy − commit of the oldest change
 *   that the deployment brought; see `ChangeTimes`.
 * - **Failure rate** (change fail rate) = deployments that failed, that turned
 *   health to Degraded and were never healthy, or that were undone by a rollback ÷
 *   deployments that ended. Of a success whose health nobody saw, as of most that
 *   are imported or only in Argo CD's history, nothing says that it failed. Nor
 *   does a rollout that goes on until something newer is deployed, as that happens
 *   to good ones too, or health that is lost once it has been there.
 * - **Recovery time** (failed deployment recovery time) = healthy of the next
 *   success of the same Application, forward or back, − start of the deployment
 *   that failed, degraded or was undone.
 *
 * Beside them, in all environments: **time to synced** = finished − started and
 * **time to healthy** = healthy − started, of operations that succeeded and
 * deployed something that did not run; rollbacks count there, as they roll out
 * as anything else.
 *
 * Operations that repeat, after a failure, what failed are attempts of one
 * deployment: the first one counts as the deployment that failed, the one that
 * succeeds counts in the frequency.
 *
 * @param production - the instances whose environment counts as production.
 */
export function measureFigures(
  assessed: readonly Assessed[],
  production: ReadonlySet<string>,
): Measured {
  return Measured.of(
    assessed,
    ({ record }) => record.startedAt,
    one => {
      const inProduction = production.has(one.record.place.instance);
      return [
        inProduction ? frequencyOf(one) : undefined,
        inProduction ? leadTimeOf(one) : undefined,
        rolloutOf(one, 'finishedAt', 'unfinished'),
        rolloutOf(one, 'healthyAt', 'never-seen-healthy'),
        inProduction ? failureOf(one) : undefined,
        inProduction ? recoveryTimeOf(one) : undefined,
      ];
    },
  );
}

/** 1 for each that counts. */
function frequencyOf({ outcome, kind }: Assessed): Verdict {
  if (kind === 'rollback') return 'rollback';
  if (kind === 'same') return 'same-revision';
  return outcome === 'succeeded' ? 1 : outcome;
}

function leadTimeOf({ kind, outcome, changedAt, record }: Assessed): Verdict {
  if (kind === 'rollback') return 'rollback';
  if (kind === 'same') return 'same-revision';
  if (outcome !== 'succeeded') return outcome;
  if (record.healthyAt === undefined) return 'never-seen-healthy';
  if (changedAt === undefined) return 'no-commit-time';
  return duration(changedAt, record.healthyAt);
}

function rolloutOf(
  { record, outcome, kind }: Assessed,
  end: 'finishedAt' | 'healthyAt',
  withoutEnd: Verdict,
): Verdict {
  if (kind === 'same') return 'same-revision';
  if (outcome !== 'succeeded') return outcome;
  const endedAt = record[end];
  return endedAt === undefined
    ? withoutEnd
    : duration(record.startedAt, endedAt);
}

/** 1 for one that failed, 0 for one that did well. */
function failureOf(one: Assessed): Verdict {
  if (one.kind === 'rollback') return 'rollback';
  if (one.kind === 'same') return 'same-revision';
  if (one.outcome === 'unfinished') return 'unfinished';
  if (one.repeats) return 'same-revision';
  return countsAsFailed(one) ? 1 : 0;
}

/** Of those that the failure rate counts as failed. */
function recoveryTimeOf(one: Assessed): Verdict {
  if (one.kind !== 'new' || !countsAsFailed(one)) return undefined;
  if (one.repeats) return 'same-revision';
  if (one.recoveredAt === undefined) return 'not-recovered';
  return duration(one.record.startedAt, one.recoveredAt);
}

/**
 * The figures of what was tallied.
 *
 * @param period - a deployment belongs to where it started; what became of it
 * later counts.
 * @param recordsSince - when the ledger's records begin; undefined where it has none.
 */
export function figuresOf(
  tallies: FigureTallies,
  { from, to }: Part,
  recordsSince: number | undefined,
): Figures {
  const [
    frequency,
    leadTime,
    timeToSynced,
    timeToHealthy,
    failure,
    recoveryTime,
  ] = tallies;
  const days =
    recordsSince === undefined
      ? 0
      : Math.max(0, to - Math.max(from, recordsSince)) / DAY_MS;
  return {
    deploymentFrequency: {
      n: frequency.n,
      days,
      ...(days > 0 && { perDay: frequency.n / days }),
      excluded: frequency.excluded(),
    },
    leadTime: leadTime.distribution(),
    timeToSynced: timeToSynced.distribution(),
    timeToHealthy: timeToHealthy.distribution(),
    failureRate: {
      n: failure.n,
      failed: failure.sum,
      ...(failure.n > 0 && { rate: failure.sum / failure.n }),
      excluded: failure.excluded(),
    },
    recoveryTime: recoveryTime.distribution(),
  };
}
