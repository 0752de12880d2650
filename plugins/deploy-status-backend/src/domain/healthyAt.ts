import type { Phase } from '@michi/plugin-deploy-status-common';
import type { Evidence } from './observed';

/**
 * A change of health so soon after an operation is its doing. Controllers beside
 * Argo CD, such as KubeVela's, take some seconds until they act on what was
 * applied, and until then everything looks as healthy as before.
 */
const ITS_DOING_MS = 2 * 60_000;

/**
 * Where nobody saw a rollout begin, health that came back later than this may
 * have been lost for a reason of its own.
 */
const UNSEEN_ROLLOUT_MS = 60 * 60_000;

/**
 * When an Application was first healthy after an operation had succeeded, from
 * whatever was seen of it and in whichever order. Undefined where that cannot
 * be known.
 */
export function healthyAt(
  operation: { phase: Phase; finishedAt?: string },
  evidence: Evidence,
): string | undefined {
  const { finishedAt, phase } = operation;
  if (phase !== 'Succeeded' || !finishedAt) {
    return undefined;
  }
  const { steady, movedAt, turnedAt, told } = evidence;
  const after = (time: string) => Date.parse(time) - Date.parse(finishedAt);
  const moved = movedAt !== undefined && after(movedAt) <= ITS_DOING_MS;
  if (steady && !moved) {
    return finishedAt;
  }
  if (turnedAt !== undefined) {
    const rollout = moved && movedAt < turnedAt;
    if (rollout || after(turnedAt) <= UNSEEN_ROLLOUT_MS) {
      return turnedAt;
    }
  }
  return told?.healthyAt;
}
