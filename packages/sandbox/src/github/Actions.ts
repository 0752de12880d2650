import { EventEmitter } from 'node:events';
import { isoSeconds } from '../git/commitObject';
import type { Hub } from './Hub';
import type { Repository } from './Repository';
import type { RunState } from './state';
import { parseWorkflow, planJobs, type Workflow } from './workflow';

const FOLDER = '.github/workflows';
/** Runs that are kept per repository. */
const KEPT = 40;

/** A workflow file at some commit. */
export interface WorkflowFile {
  id: number;
  name: string;
  path: string;
  workflow: Workflow;
}

/** Where a run or a job stands at some moment. */
export interface Progress {
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: 'success' | 'failure' | 'skipped' | null;
  startedAt: Date | null;
  completedAt: Date | null;
}

/** GitHub Actions: which runs there are and, from the clock, how far they are. */
export class Actions {
  private readonly events = new EventEmitter().setMaxListeners(0);

  /** @param pace - 2 is twice as fast as a person would watch it */
  constructor(
    private readonly hub: Hub,
    private readonly pace: number,
  ) {}

  /** Calls the listener for each new run; answers the way to stop. */
  onRun(listener: (repository: Repository, run: RunState) => void): () => void {
    this.events.on('run', listener);
    return () => this.events.off('run', listener);
  }

  async workflows(
    repository: Repository,
    sha: string,
  ): Promise<WorkflowFile[]> {
    const tree = await repository.git.tree(`${sha}:${FOLDER}`, {
      recursive: false,
    });
    const files = await Promise.all(
      (tree?.entries ?? [])
        .filter(entry => /\.ya?ml$/.test(entry.path))
        .map(async (entry, index) => {
          const path = `${FOLDER}/${entry.path}`;
          const blob = await repository.git.blob(sha, path);
          const workflow = blob && parseWorkflow(blob.content.toString());
          const id = repository.state.id * 10 + index;
          return (
            workflow && { id, name: workflow.name ?? path, path, workflow }
          );
        }),
    );
    return files.flatMap(file => file ?? []);
  }

  /** Starts a run; its course is planned now and follows the clock. */
  async start(
    repository: Repository,
    file: WorkflowFile,
    given: Pick<RunState, 'event' | 'branch' | 'sha'> & {
      imageTag?: (runNumber: number) => string;
      rollout?: string[];
      fails?: string;
    },
  ): Promise<RunState> {
    const commit = await repository.git.commit(given.sha);
    const number = repository.state.lastRunNumber + 1;
    const run: RunState = {
      id: repository.state.id * 100_000 + number,
      number,
      event: given.event,
      branch: given.branch,
      sha: given.sha,
      title: commit?.message.split('\n')[0] ?? file.name,
      actor: commit?.author.email ?? '',
      workflow: { id: file.id, name: file.name, path: file.path },
      createdAt: this.hub.clock().toISOString(),
      jobs: planJobs(file.workflow, {
        pace: this.pace,
        variation: Number.parseInt(given.sha.slice(0, 4), 16) / 0xffff,
        fails: given.fails,
      }),
      imageTag: given.imageTag?.(number),
      rollout: given.rollout ?? [],
    };
    repository.update({
      lastRunNumber: number,
      runs: [...repository.state.runs, run].slice(-KEPT),
    });
    this.events.emit('run', repository, run);
    return run;
  }

  /** Notes that an image has reached an environment. */
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

/** When the run's last job ends. */
export function completedAt(run: RunState): Date {
  const seconds = Math.max(0, ...run.jobs.map(job => job.completesAfter));
  return after(run, seconds);
}

export function succeeds(run: RunState): boolean {
  return run.jobs.every(job => job.conclusion === 'success');
}

/** The whole run at a moment. */
export function runProgress(run: RunState, now: Date): Progress {
  const start = after(
    run,
    Math.min(...run.jobs.map(job => job.startsAfter), Infinity),
  );
  const end = completedAt(run);
  return progress(start, end, succeeds(run) ? 'success' : 'failure', now);
}

/** One of its jobs at a moment. */
export function jobProgress(run: RunState, index: number, now: Date): Progress {
  const job = run.jobs[index];
  if (!job) return progress(now, now, 'skipped', now);
  return progress(
    after(run, job.startsAfter),
    after(run, job.completesAfter),
    job.conclusion,
    now,
  );
}

function after(run: RunState, seconds: number): Date {
  const offset = Number.isFinite(seconds) ? seconds * 1000 : 0;
  return new Date(Date.parse(run.createdAt) + offset);
}

function progress(
  start: Date,
  end: Date,
  conclusion: 'success' | 'failure' | 'skipped',
  now: Date,
): Progress {
  if (now < start) {
    return {
      status: 'queued',
      conclusion: null,
      startedAt: null,
      completedAt: null,
    };
  }
  if (now < end) {
    return {
      status: 'in_progress',
      conclusion: null,
      startedAt: start,
      completedAt: null,
    };
  }
  return {
    status: 'completed',
    conclusion,
    startedAt: start,
    completedAt: end,
  };
}

/** A time in GitHub's form, or null. */
export function iso(date: Date | null): string | null {
  return date && isoSeconds(date);
}
