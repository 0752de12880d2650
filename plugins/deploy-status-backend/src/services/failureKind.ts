import { isUpstreamError } from '@michi/upstream-node';
import type { FailureKind } from '../domain/problem';

/** A watch that the server ended without a word, as it does on a restart. */
export class WatchEnded extends Error {
  override name = 'WatchEnded';
}

/** A watch that is open, as far as can be told, and through which nothing comes. */
export class WatchDeaf extends Error {
  override name = 'WatchDeaf';
}

/** What kind of failure ended following, as people are told. */
export function failureKind(error: unknown): FailureKind {
  if (error instanceof WatchEnded) {
    return 'network';
  }
  if (error instanceof WatchDeaf) {
    return 'timeout';
  }
  if (!isUpstreamError(error)) {
    return 'unknown';
  }
  // Why the circuit opened says more than that it did.
  return error.kind === 'circuit-open' && isUpstreamError(error.cause)
    ? error.cause.kind
    : error.kind;
}
