import { pause } from './deadline';
import { isUpstreamError, UpstreamError } from './errors';

/** Bounds of repeating a call. Attempts include the first one. */
export interface RetryPolicy {
  attempts: number;
  baseMs: number;
  maxMs: number;
}

/**
 * "Full jitter": anything between nothing and the exponential step, so that
 * clients which failed together do not come back together.
 */
export function backoffMs(
  policy: RetryPolicy,
  failedAttempts: number,
  random: () => number,
): number {
  const step = Math.min(
    policy.maxMs,
    policy.baseMs * 2 ** Math.max(0, failedAttempts - 1),
  );
  return random() * step;
}

/**
 * Whether the same call may be made again. A write that the server may have
 * seen is never repeated, whatever it answered.
 */
function mayRetry(
  error: UpstreamError,
  idempotent: boolean,
  tolerates: readonly number[],
): boolean {
  if (!idempotent && error.reachedServer) {
    return false;
  }
  switch (error.kind) {
    case 'network':
    case 'timeout':
    case 'rate-limited':
      return true;
    case 'server':
      return !tolerates.includes(error.upstreamStatus ?? 0);
    default:
      return false;
  }
}

/**
 * Repeats `attempt` as the policy allows. Gives up early, with the error at
 * hand, when the wait would outlast the deadline.
 */
export async function retrying<T>(options: {
  policy: RetryPolicy;
  idempotent: boolean;
  tolerates: readonly number[];
  deadlineAt: number;
  now: () => number;
  random: () => number;
  signal: AbortSignal;
  onRetry: (error: UpstreamError, waitMs: number) => void;
  attempt: () => Promise<T>;
}): Promise<T> {
  let previous: UpstreamError | undefined;
  for (let attempts = 1; ; attempts++) {
    try {
      return await options.attempt();
    } catch (error) {
      // The failure that opened the circuit says more than "it is open now".
      if (isUpstreamError(error, 'circuit-open') && previous) {
        throw previous;
      }
      if (
        !isUpstreamError(error) ||
        attempts >= options.policy.attempts ||
        !mayRetry(error, options.idempotent, options.tolerates)
      ) {
        throw error;
      }
      const jitter = backoffMs(options.policy, attempts, options.random);
      const waitMs = (error.retryAfterMs ?? 0) + jitter;
      if (options.now() + waitMs >= options.deadlineAt) {
        throw error;
      }
      previous = error;
      options.onRetry(error, waitMs);
      await pause(waitMs, options.signal);
    }
  }
}
