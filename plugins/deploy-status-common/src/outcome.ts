import type { Phase } from './model';
import type { Deployment } from './ledger';

/** How a deployment ended: the phase of its sync, or `Degraded` where that succeeded and what it deployed never worked. */
export type Outcome = Phase | 'Degraded';

/** What an outcome follows from. */
export type Ended = Pick<Deployment, 'phase' | 'healthyAt' | 'degradedAt'>;

/**
 * How a deployment ended. To apply it is half of it: one after which health
 * turned to Degraded, and did not come back before the next one, has failed too.
 */
export function outcomeOf({ phase, healthyAt, degradedAt }: Ended): Outcome {
  const isDegraded =
    phase === 'Succeeded' &&
    degradedAt !== undefined &&
    healthyAt === undefined;
  return isDegraded ? 'Degraded' : phase;
}

/** Whether a deployment came to a bad end: its sync failed, or what it deployed never worked. */
export function hasFailed(deployment: Ended): boolean {
  const outcome = outcomeOf(deployment);
  return outcome === 'Failed' || outcome === 'Error' || outcome === 'Degraded';
}
