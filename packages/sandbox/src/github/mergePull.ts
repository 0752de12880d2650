import { GitError } from '../git/run';
import type { GitHubContext } from './context';
import { GitHubError } from './errors';
import type { Repository } from './Repository';
import type { PullState } from './state';

/**
 * Merges an open pull request with a merge commit, as the green button does.
 *
 * @returns the merge commit's sha
 * @throws GitHubError 405 when it is not open or conflicts with its base
 */
export function mergePull(
  { hub, accounts, now }: GitHubContext,
  repository: Repository,
  pull: PullState,
  words: { commit_title?: string; commit_message?: string },
): Promise<string> {
  return repository.change(async () => {
    if (pull.state !== 'open') {
      throw new GitHubError(405, 'Pull Request is not mergeable');
    }
    const { git } = repository;
    const base = await repository.require(`refs/heads/${pull.base.ref}`);
    const tree = await mergeTrees(repository, base, pull.head.sha);
    const signature = { ...accounts.tokenOwner, date: hub.clock() };
    const title =
      words.commit_title ??
      `Merge pull request #${pull.number} from ${hub.organisation}/${pull.head.ref}`;
    const sha = await git.writeCommit({
      tree,
      parents: [base, pull.head.sha],
      message: `${title}\n\n${words.commit_message ?? pull.title}`,
      author: signature,
      committer: signature,
    });
    await git.moveBranch(pull.base.ref, sha, base);
    const merged: PullState = {
      ...pull,
      state: 'closed',
      closedAt: now(),
      mergedAt: now(),
      updatedAt: now(),
      mergeCommitSha: sha,
    };
    repository.update({
      pulls: repository.state.pulls.map(each =>
        each.number === pull.number ? merged : each,
      ),
    });
    return sha;
  });
}

/** Whether an open pull request could be merged now. */
export async function isMergeable(
  repository: Repository,
  pull: PullState,
): Promise<boolean> {
  const base = await repository.require(`refs/heads/${pull.base.ref}`);
  try {
    await mergeTrees(repository, base, pull.head.sha);
    return true;
  } catch (error) {
    if (error instanceof GitHubError) return false;
    throw error;
  }
}

async function mergeTrees(repository: Repository, base: string, head: string) {
  try {
    const out = await repository.git.run([
      'merge-tree',
      '--write-tree',
      base,
      head,
    ]);
    return out.toString().trim().split('\n')[0] ?? '';
  } catch (error) {
    // git ends with 1 where the two sides conflict, and with more for anything else.
    if (error instanceof GitError && error.exitCode === 1) {
      throw new GitHubError(
        405,
        'Pull Request is not mergeable',
        undefined,
        error,
      );
    }
    throw error;
  }
}
