import type { ChangedFile } from '../git/changedFiles';
import { changedFiles } from '../git/changedFiles';
import type { GitCommit } from '../git/commitObject';
import { GitError } from '../git/run';
import { notFound } from './errors';
import type { Repository } from './Repository';

/** Without a page being asked for, GitHub answers this many. */
const MOST = 250;

/** Two commits side by side, as GitHub compares them: from where they parted. */
export interface Comparison {
  base: GitCommit;
  head: GitCommit;
  mergeBase: GitCommit;
  status: 'ahead' | 'behind' | 'diverged' | 'identical';
  ahead: number;
  behind: number;
  /** Of the head's side, oldest first. */
  commits: GitCommit[];
  files: ChangedFile[];
}

/**
 * Compares what `base...head` names; either may be a branch or a commit, with
 * or without `owner:` before it.
 *
 * @throws GitHubError 404 where one is unknown or they have nothing in common
 */
export async function compare(
  repository: Repository,
  range: string,
  page?: { limit: number; skip: number },
): Promise<Comparison> {
  const { git } = repository;
  const [base, head] = await Promise.all(
    range.split('...').map(name => commitOf(repository, name)),
  );
  if (!base || !head || range.split('...').length !== 2) throw notFound();
  const mergeBase = await commitOf(
    repository,
    await mergeBaseOf(repository, base.sha, head.sha),
  );
  if (!mergeBase) throw notFound();
  const counted = await git.run([
    'rev-list',
    '--left-right',
    '--count',
    `${base.sha}...${head.sha}`,
  ]);
  const [behind = 0, ahead = 0] = counted
    .toString()
    .trim()
    .split('\t')
    .map(Number);
  const newestFirst = await git.log(`${base.sha}..${head.sha}`, {
    limit: page ? ahead : MOST,
  });
  const oldestFirst = newestFirst.reverse();
  return {
    base,
    head,
    mergeBase,
    status: statusOf(ahead, behind),
    ahead,
    behind,
    commits: page
      ? oldestFirst.slice(page.skip, page.skip + page.limit)
      : oldestFirst,
    files:
      // Further pages carry commits only.
      page && page.skip > 0
        ? []
        : await changedFiles(git, mergeBase.sha, head.sha),
  };
}

function statusOf(ahead: number, behind: number): Comparison['status'] {
  if (ahead > 0) return behind > 0 ? 'diverged' : 'ahead';
  return behind > 0 ? 'behind' : 'identical';
}

async function commitOf(repository: Repository, name: string) {
  const revision = name.split(':').at(-1) ?? '';
  const sha = await repository.git.resolve(revision);
  return sha ? repository.git.commit(sha) : undefined;
}

async function mergeBaseOf(repository: Repository, a: string, b: string) {
  try {
    return (await repository.git.run(['merge-base', a, b])).toString().trim();
  } catch (error) {
    // git ends with 1 where they have no commit in common.
    if (error instanceof GitError && error.exitCode === 1) throw notFound();
    throw error;
  }
}
