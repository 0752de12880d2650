import type { Commit } from '../world';
import { roll } from './random';

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
