import type { Repository } from '../github/Repository';
import { planRun } from '../github/runs';
import type { RunState } from '../github/state';
import { workflowFiles } from '../github/workflowFiles';
import type { PastCommit } from './history';

/** How many runs of the past are kept. */
const KEPT = 60;
/** The jobs of the past took minutes, not the seconds of a sandbox that is watched. */
const PACE = 1 / 20;

/** Gives a new repository the CI runs that its history speaks of. */
export async function pastRuns(
  repository: Repository,
  commits: readonly PastCommit[],
  shas: readonly string[],
): Promise<void> {
  const head = await repository.head();
  const [file] = head ? await workflowFiles(repository, head) : [];
  if (!file) return;
  const runs: RunState[] = [];
  commits.forEach((commit, index) => {
    const sha = shas[index];
    if (!commit.run || !sha) return;
    runs.push(
      planRun(repository, file, {
        number: commit.run.number,
        event: 'push',
        branch: repository.state.defaultBranch,
        sha,
        title: commit.message.split('\n')[0] ?? '',
        actor: commit.author.email,
        createdAt: commit.date,
        pace: PACE,
        imageTag: commit.run.tag,
        rollout: [],
        fails: commit.run.tag ? undefined : 'test',
      }),
    );
  });
  repository.update({
    runs: runs.slice(-KEPT),
    lastRunNumber: runs.at(-1)?.number ?? 0,
    updatedAt: repository.state.updatedAt,
  });
}
