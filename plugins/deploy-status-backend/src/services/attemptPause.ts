import { backoffMs, isUpstreamError } from '@michi/upstream-node';
import { problemOf } from '../domain/problem';
import { failureKind } from './failureKind';
import type { FollowerTimings } from './followerTimings';

/**
 * How long an instance asked to be left alone, or a refused password is not tried
 * again. A `Retry-After` of 503 is no such request but a guess when it is back,
 * and people want to know as soon as it is.
 */
function askedMs(error: unknown): number {
  return isUpstreamError(error, 'rate-limited') ||
    isUpstreamError(error, 'unauthorized')
    ? (error.retryAfterMs ?? 0)
    : 0;
}

/** How long to wait after an attempt that failed, as often in a row as `failures` says. */
export function attemptPause(
  error: unknown,
  failures: number,
  timings: FollowerTimings,
  random: () => number,
): number {
  const { backoff, refusedMs } = timings;
  const refused = problemOf(failureKind(error)).connection === 'unauthorized';
  const policy = {
    attempts: Infinity,
    baseMs: backoff.baseMs,
    maxMs: refused ? refusedMs : backoff.maxMs,
  };
  // On top, so that replicas that were all told the same do not come back together.
  return askedMs(error) + backoffMs(policy, failures, random);
}
