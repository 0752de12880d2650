import type { Distribution } from '@michi/plugin-deploy-status-common';
import type { Assessed } from './assess';
import { Durations } from './distribution';

/** How fast an Argo CD carried out and noticed changes. */
export interface Latencies {
  duration: Distribution;
  delay: Distribution;
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
export function latenciesOf(assessed: Iterable<Assessed>): Latencies {
  const duration = new Durations();
  const delay = new Durations();
  for (const { record, outcome, kind, repeats } of assessed) {
    const { startedAt, finishedAt, committedAt } = record;
    if (outcome === 'unfinished' || finishedAt === undefined) {
      duration.exclude('unfinished');
    } else {
      duration.add(startedAt, finishedAt);
    }
    if (record.automated) {
      if (kind === 'rollback') delay.exclude('rollback');
      else if (kind === 'same' || repeats) delay.exclude('same-revision');
      else if (committedAt === undefined) delay.exclude('no-commit-time');
      else delay.add(committedAt, startedAt);
    }
  }
  return { duration: duration.distribution(), delay: delay.distribution() };
}
