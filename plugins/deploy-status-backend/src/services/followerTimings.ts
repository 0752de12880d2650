/** All in milliseconds. */
export interface FollowerTimings {
  /** Between opening the watch and the list, where the server does not say that it is open. */
  settleMs: number;
  /** How long everything else waits for the first lists of all instances at most. */
  firstListsMs: number;
  /** Between complete lists. */
  relistMs: number;
  /** Between complete lists while the watch has not said anything yet, which may mean that nothing comes through. */
  unopenedMs: number;
  /** How long a watch may take to tell of what a list shows. */
  hearMs: number;
  /** Silence after which the instance is asked whether it is there. */
  heartbeatMs: number;
  /** How long a broken watch may take to come back before its rows count as stale. */
  graceMs: number;
  /** Pauses between attempts. */
  backoff: { baseMs: number; maxMs: number };
  /** The longest pause where our credentials are refused, which trying does not mend. */
  refusedMs: number;
}

/** What a running backend uses. */
export const DEFAULT_TIMINGS: FollowerTimings = {
  settleMs: 300,
  firstListsMs: 60_000,
  relistMs: 5 * 60_000,
  // The fewer Applications there are, the longer it takes until one of them
  // changes, so a list that is read as often as this is small.
  unopenedMs: 60_000,
  hearMs: 6_000,
  // Once its watch is open, a quiet instance speaks every 15 s, so one that is
  // well is not asked any more.
  heartbeatMs: 16_000,
  graceMs: 2_000,
  backoff: { baseMs: 500, maxMs: 8_000 },
  refusedMs: 30_000,
};
