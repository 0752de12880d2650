import type { Commit } from '../world';
import { roll, rollBetween } from './random';
import type { InitiatedBy } from './wire';

const MINUTE = 60_000;
/** How often a sync of the past did not succeed, and so left no entry. */
const FAILURE_RATE = 0.04;

/** A successful sync of the past; times in milliseconds since the epoch. */
export interface PastSync {
  revision: string;
  startedAt: number;
  deployedAt: number;
  initiatedBy: InitiatedBy;
}

/**
 * What an Argo CD that has watched a folder all along would have done: with
 * auto-sync each commit a moment later, otherwise whenever a person came by,
 * so that one sync may carry several commits. Always the same for the same
 * commits and seed.
 *
 * @param commits - those that touch the folder, newest first, as `git log` gives them
 * @param log - all commits of the repository, newest first
 */
export function pastSyncs(
  commits: Commit[],
  options: {
    automated: boolean;
    log: Commit[];
    now: number;
    seed: string;
  },
): PastSync[] {
  const { automated, now, seed } = options;
  const oldestFirst = [...commits].reverse();
  return oldestFirst.flatMap((commit, index) => {
    const committedAt = Date.parse(commit.date);
    const next = oldestFirst[index + 1];
    const nextAt = next ? Date.parse(next.date) : Infinity;
    const failed =
      next !== undefined && roll(seed, commit.sha, 'fails') < FAILURE_RATE;
    // By hand, a failed sync is repeated; auto-sync waits for the next commit.
    if (failed && automated) return [];
    const repeatedAfter = failed
      ? rollBetween(6 * MINUTE, 40 * MINUTE, seed, commit.sha, 'again')
      : 0;
    const startedAt =
      committedAt + delayAfter(commit, automated, seed) + repeatedAfter;
    if (startedAt >= nextAt || startedAt > now) return [];
    return [
      {
        revision: commit.sha,
        startedAt,
        deployedAt: startedAt + rollBetween(600, 4_000, seed, commit.sha),
        initiatedBy: automated
          ? { automated: true }
          : { username: whoSyncs(commit, options.log, seed) },
      },
    ];
  });
}

/** Auto-sync follows within the polling interval of three minutes; people take up to a working day. */
function delayAfter(commit: Commit, automated: boolean, seed: string): number {
  return automated
    ? rollBetween(4_000, 3 * MINUTE, seed, commit.sha, 'delay')
    : rollBetween(2, 20, seed, commit.sha, 'hurry') ** 2 * MINUTE;
}

/** How often whoever wrote the change also lets it in. */
const BY_AUTHOR = 0.6;

/**
 * Who syncs a commit by hand: most often its author, else somebody who has
 * worked on the repository lately. Always the same for the same commit.
 *
 * @param log - the repository's commits, newest first
 */
export function whoSyncs(commit: Commit, log: Commit[], seed: string): string {
  const author = userNameOf(commit);
  if (author !== undefined && roll(seed, commit.sha, 'who') < BY_AUTHOR) {
    return author;
  }
  const lately = log
    .filter(({ date }) => date <= commit.date)
    .flatMap(each => userNameOf(each) ?? [])
    .slice(0, 20);
  const people = [...new Set(lately)];
  const index = Math.floor(roll(seed, commit.sha, 'else') * people.length);
  return people[index] ?? author ?? 'admin';
}

/** The author's user name; undefined for a machine, for machines do not sync by hand. */
function userNameOf({ author }: Commit): string | undefined {
  const { name, email } = author;
  const isMachine = /bot\b|flux|automation|noreply/i.test(`${name} ${email}`);
  return isMachine ? undefined : email.split('@')[0];
}
