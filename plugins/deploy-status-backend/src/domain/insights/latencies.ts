import type { Distribution } from '@michi/plugin-deploy-status-common';
import type { Assessed } from './assess';
import { Measured } from './Measured';
import { Tally } from './Tally';
import { duration, type Verdict } from './verdict';

/** How fast an Argo CD carried out and noticed changes. */
export interface Latencies {
  duration: Distribution;
  delay: Distribution;
}

/** One for each figure: what `measureLatencies` measures, in its order. */
export type LatencyTallies = readonly [duration: Tally, delay: Tally];

/** Tallies of nothing. */
export function latencyTallies(): LatencyTallies {
  return [new Tally(), new Tally()];
}

/**
 * How an Argo CD kept up, from the operations that it ran:
 *
 * - **duration** = finished − started of every operation that ended, well or
 *   not, also where it deployed nothing new: each is work for the controller.
 * - **delay** = start of an automatic sync − commit of the revision that it
 *   deployed: waiting for the webhook or the poll of Git, rendering, and the
 *   queue. Only where that revision did not run yet, as otherwise the sync is
 *   not the commit's doing. Operations that people start say nothing of it and
 *   are not among those excluded.
 */
export function measureLatencies(assessed: readonly Assessed[]): Measured {
  return Measured.of(
    assessed,
    ({ record }) => record.startedAt,
    one => [durationOf(one), delayOf(one)],
  );
}

function durationOf({ record, outcome }: Assessed): Verdict {
  return outcome === 'unfinished' || record.finishedAt === undefined
    ? 'unfinished'
    : duration(record.startedAt, record.finishedAt);
}

function delayOf({ record, kind, repeats }: Assessed): Verdict {
  if (!record.automated) return undefined;
  if (kind === 'rollback') return 'rollback';
  if (kind === 'same' || repeats) return 'same-revision';
  if (record.committedAt === undefined) return 'no-commit-time';
  return duration(record.committedAt, record.startedAt);
}

/** The latencies of what was tallied. */
export function latenciesOf(tallies: LatencyTallies): Latencies {
  const [took, delay] = tallies;
  return { duration: took.distribution(), delay: delay.distribution() };
}
