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

interface Ended {
  phase: Phase;
  finishedAt?: string;
}

/**
 * What is known of health after a success, and how long after it something was;
 * undefined for operations that did not succeed. What Argo CD says goes before
 * what was only watched, and nothing after an end was before it: clocks differ.
 */
function afterSuccess({ phase, finishedAt }: Ended, evidence: Evidence) {
  if (phase !== 'Succeeded' || !finishedAt) {
    return undefined;
  }
  const { movedAt, turnedAt, degradedAt: at, watched } = evidence;
  const later = (time: string | undefined) =>
    time !== undefined && time < finishedAt ? finishedAt : time;
  const health =
    movedAt !== undefined || turnedAt !== undefined
      ? { movedAt, turnedAt, degradedAt: at }
      : {
          movedAt: later(watched?.movedAt),
          turnedAt: later(watched?.turnedAt),
          degradedAt: later(watched?.degradedAt),
        };
  const after = (time: string) => Date.parse(time) - Date.parse(finishedAt);
  const moved =
    health.movedAt !== undefined && after(health.movedAt) <= ITS_DOING_MS;
  return { ...health, finishedAt, moved, after };
}

/**
 * When an Application was first healthy after an operation had succeeded, from
 * whatever was seen of it and in whichever order. Undefined where that cannot
 * be known.
 */
export function healthyAt(
  operation: Ended,
  evidence: Evidence,
): string | undefined {
  const health = afterSuccess(operation, evidence);
  if (!health) {
    return undefined;
  }
  const { finishedAt, moved, movedAt, turnedAt, after } = health;
  if (evidence.steady && !moved) {
    return finishedAt;
  }
  if (turnedAt !== undefined) {
    const rollout = moved && movedAt !== undefined && movedAt < turnedAt;
    if (rollout || after(turnedAt) <= UNSEEN_ROLLOUT_MS) {
      return turnedAt;
    }
  }
  return evidence.told?.healthyAt;
}

/**
 * When an Application became degraded by an operation that had succeeded: within
 * its rollout, or so soon after it that it is most likely its doing. Undefined
 * where that was not seen. It may have become healthy before or since.
 */
export function degradedAt(
  operation: Ended,
  evidence: Evidence,
): string | undefined {
  const health = afterSuccess(operation, evidence);
  if (health?.degradedAt === undefined) {
    return undefined;
  }
  const { moved, after, degradedAt: at, turnedAt } = health;
  // Without a rollout, what came back was lost for a reason of its own.
  const cameBack = turnedAt !== undefined && turnedAt > at;
  return moved || (after(at) <= UNSEEN_ROLLOUT_MS && !cameBack)
    ? at
    : undefined;
}
