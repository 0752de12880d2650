import { isUpstreamError } from '@michi/upstream-node';

/** It is not the revision that is in the way, as far as one can tell. */
const SOON_MS = 30_000;
/** It may be gone from Git. */
const LATER_MS = 30 * 60_000;

/**
 * What an Argo CD that is well answers of a revision that it cannot read. While
 * its repo-server restarts it answers 503, without its kube-apiserver 403, and a
 * proxy before it 502 or 429.
 */
const UNREADABLE: ReadonlyArray<number | undefined> = [400, 404, 500, 501];

/** How long to wait before an Argo CD is asked again about a revision, after this error. */
export function revisionPauseMs(error: unknown): number {
  if (!isUpstreamError(error)) {
    return SOON_MS;
  }
  return UNREADABLE.includes(error.upstreamStatus)
    ? LATER_MS
    : Math.max(SOON_MS, error.retryAfterMs ?? 0);
}
