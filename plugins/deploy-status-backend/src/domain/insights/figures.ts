import type { Figures } from '@michi/plugin-deploy-status-common';
import type { Assessed } from './assess';
import { Durations, Exclusions } from './distribution';

const DAY_MS = 24 * 60 * 60 * 1000;

function hasFailed({ outcome, undone }: Assessed): boolean {
  return outcome === 'failed' || undone;
}

class Frequency {
  readonly exclusions = new Exclusions();
  n = 0;

  add({ outcome, kind }: Assessed): void {
    if (kind === 'rollback') this.exclusions.add('rollback');
    else if (kind === 'same') this.exclusions.add('same-revision');
    else if (outcome === 'succeeded') this.n += 1;
    else this.exclusions.add(outcome);
  }
}

class Failures {
  readonly exclusions = new Exclusions();
  n = 0;
  failed = 0;

  add(one: Assessed): void {
    if (one.kind === 'rollback') this.exclusions.add('rollback');
    else if (one.kind === 'same') this.exclusions.add('same-revision');
    else if (one.outcome === 'unfinished') this.exclusions.add('unfinished');
    else if (one.repeats) this.exclusions.add('same-revision');
    else {
      this.n += 1;
      if (hasFailed(one)) this.failed += 1;
    }
  }
}

/** What a set of figures is about. */
export interface FiguresQuestion {
  /** The period, milliseconds since 1970. A deployment belongs to where it started; what became of it later counts. */
  from: number;
  /** Not included. */
  to: number;
  /** The environments that count as production. */
  production: ReadonlySet<string>;
  /** When the ledger's records begin; absent where it has none. */
  recordsSince?: number;
}

/**
 * The figures of a period. The four about production are DORA's (dora.dev,
 * "DORA's software delivery metrics", and Forsgren, Humble, Kim: Accelerate,
 * 2018), made from sync operations:
 *
 * - **Deployment frequency** = successful deployments of something new ÷ days of
 *   the period for which there are records.
 * - **Lead time** (change lead time) = healthy − commit of the oldest change
 *   that the deployment brought; see `ChangeTimes`.
 * - **Failure rate** (change fail rate) = deployments that failed or were undone
 *   by a rollback ÷ deployments that ended.
 * - **Recovery time** (failed deployment recovery time) = healthy of the next
 *   success of the same Application − start of the deployment that failed or was
 *   undone.
 *
 * Beside them, in all environments: **time to synced** = finished − started and
 * **time to healthy** = healthy − started, of operations that succeeded and
 * deployed something that did not run; rollbacks count there, as they roll out
 * as anything else.
 *
 * Operations that repeat, after a failure, what failed are attempts of one
 * deployment: the first one counts as the deployment that failed, the one that
 * succeeds counts in the frequency.
 */
export function figuresOf(
  assessed: Iterable<Assessed>,
  question: FiguresQuestion,
): Figures {
  const { from, to, production, recordsSince } = question;
  const frequency = new Frequency();
  const failures = new Failures();
  const leadTime = new Durations();
  const timeToSynced = new Durations();
  const timeToHealthy = new Durations();
  const recoveryTime = new Durations();
  for (const one of assessed) {
    const { startedAt, environment } = one.record;
    if (startedAt >= from && startedAt < to) {
      addRollout(one, timeToSynced, timeToHealthy);
      if (production.has(environment)) {
        frequency.add(one);
        failures.add(one);
        addLeadTime(one, leadTime);
        addRecovery(one, recoveryTime);
      }
    }
  }
  const days =
    recordsSince === undefined
      ? 0
      : Math.max(0, to - Math.max(from, recordsSince)) / DAY_MS;
  return {
    deploymentFrequency: {
      n: frequency.n,
      days,
      ...(days > 0 && { perDay: frequency.n / days }),
      excluded: frequency.exclusions.list(),
    },
    leadTime: leadTime.distribution(),
    timeToSynced: timeToSynced.distribution(),
    timeToHealthy: timeToHealthy.distribution(),
    failureRate: {
      n: failures.n,
      failed: failures.failed,
      ...(failures.n > 0 && { rate: failures.failed / failures.n }),
      excluded: failures.exclusions.list(),
    },
    recoveryTime: recoveryTime.distribution(),
  };
}

function addRollout(
  { record, outcome, kind }: Assessed,
  timeToSynced: Durations,
  timeToHealthy: Durations,
): void {
  const { startedAt, finishedAt, healthyAt } = record;
  if (kind === 'same') {
    timeToSynced.exclude('same-revision');
    timeToHealthy.exclude('same-revision');
  } else if (outcome !== 'succeeded') {
    timeToSynced.exclude(outcome);
    timeToHealthy.exclude(outcome);
  } else {
    if (finishedAt === undefined) timeToSynced.exclude('unfinished');
    else timeToSynced.add(startedAt, finishedAt);
    if (healthyAt === undefined) timeToHealthy.exclude('never-seen-healthy');
    else timeToHealthy.add(startedAt, healthyAt);
  }
}

function addLeadTime(one: Assessed, leadTime: Durations): void {
  const { kind, outcome, changedAt } = one;
  const { healthyAt } = one.record;
  if (kind === 'rollback') leadTime.exclude('rollback');
  else if (kind === 'same') leadTime.exclude('same-revision');
  else if (outcome !== 'succeeded') leadTime.exclude(outcome);
  else if (healthyAt === undefined) leadTime.exclude('never-seen-healthy');
  else if (changedAt === undefined) leadTime.exclude('no-commit-time');
  else leadTime.add(changedAt, healthyAt);
}

/** Of those that the failure rate counts as failed. */
function addRecovery(one: Assessed, recoveryTime: Durations): void {
  if (one.kind === 'new' && hasFailed(one)) {
    if (one.repeats) recoveryTime.exclude('same-revision');
    else if (one.recoveredAt === undefined)
      recoveryTime.exclude('not-recovered');
    else recoveryTime.add(one.record.startedAt, one.recoveredAt);
  }
}
