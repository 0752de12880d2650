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

/** How long after a success something was; undefined for operations that did not succeed. */
function sinceSuccess({ phase, finishedAt }: Ended) {
  return phase === 'Succeeded' && finishedAt
    ? (time: string) => Date.parse(time) - Date.parse(finishedAt)
    : undefined;
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
  const after = sinceSuccess(operation);
  if (!after) {
    return undefined;
  }
  const { steady, movedAt, turnedAt, told } = evidence;
  const moved = movedAt !== undefined && after(movedAt) <= ITS_DOING_MS;
  if (steady && !moved) {
    return operation.finishedAt;
  }
  if (turnedAt !== undefined) {
    const rollout = moved && movedAt < turnedAt;
    if (rollout || after(turnedAt) <= UNSEEN_ROLLOUT_MS) {
      return turnedAt;
    }
  }
  return told?.healthyAt;
}

/**
 * When an Application became degraded by an operation that had succeeded: within
 * its rollout, or so soon after it that it is most likely its doing. Undefined
 * where that was not seen. It may have become healthy before or since.
 */
export function degradedAt(
  operation: Ended,
  { movedAt, degradedAt: at }: Evidence,
): string | undefined {
  const after = sinceSuccess(operation);
  if (!after || at === undefined) {
    return undefined;
  }
  const moved = movedAt !== undefined && after(movedAt) <= ITS_DOING_MS;
  return moved || after(at) <= UNSEEN_ROLLOUT_MS ? at : undefined;
}
