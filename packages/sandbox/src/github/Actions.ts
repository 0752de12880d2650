import { EventEmitter } from 'node:events';
import type { Hub } from './Hub';
import type { Repository } from './Repository';
import { planRun, type RunPlan } from './runs';
import type { RunState } from './state';
import { workflowFiles, type WorkflowFile } from './workflowFiles';

/** Runs that are kept per repository. */
const KEPT = 40;

/** GitHub Actions: starts runs and keeps them. */
export class Actions {
  private readonly events = new EventEmitter().setMaxListeners(0);

  /** @param pace - 2 is twice as fast as a person would watch it */
  constructor(
    private readonly hub: Hub,
    readonly pace: number,
  ) {}

  /** Calls the listener for each new run; answers the way to stop. */
  onRun(listener: (repository: Repository, run: RunState) => void): () => void {
    this.events.on('run', listener);
    return () => this.events.off('run', listener);
  }

  /** Starts a run; its course is planned now and follows the clock. */
  async start(
    repository: Repository,
    file: WorkflowFile,
    given: Pick<RunPlan, 'event' | 'branch' | 'sha' | 'fails'> & {
      imageTag?: (runNumber: number) => string;
      rollout?: string[];
    },
  ): Promise<RunState> {
    const commit = await repository.git.commit(given.sha);
    const number = repository.state.lastRunNumber + 1;
    const run = planRun(repository, file, {
      ...given,
      number,
      title: commit?.message.split('\n')[0] ?? file.name,
      actor: commit?.author.email ?? '',
      createdAt: this.hub.clock(),
      pace: this.pace,
      imageTag: given.imageTag?.(number),
      rollout: given.rollout ?? [],
    });
    repository.update({
      lastRunNumber: number,
      runs: [...repository.state.runs, run].slice(-KEPT),
    });
    this.events.emit('run', repository, run);
    return run;
  }

  /** Starts the workflows that run on a pull request, for its branch as it is. */
  async startForPull(
    repository: Repository,
    head: { ref: string; sha: string },
  ): Promise<void> {
    for (const file of await workflowFiles(repository, head.sha)) {
      if ('pull_request' in file.workflow.on) {
        await this.start(repository, file, {
          event: 'pull_request',
          branch: head.ref,
          sha: head.sha,
        });
      }
    }
  }

  /** Notes that an image has reached an environment, or will not. */
  rolledOut(repository: Repository, runId: number, environment: string): void {
    repository.update({
      runs: repository.state.runs.map(run =>
        run.id === runId
          ? {
              ...run,
              rollout: run.rollout.filter(each => each !== environment),
            }
          : run,
      ),
    });
  }
}
