import { isoSeconds } from '../git/commitObject';
import type { Repository } from './Repository';
import type { RunState } from './state';
import { planJobs } from './workflow';
import type { WorkflowFile } from './workflowFiles';

/** Where a run or a job stands at some moment. */
export interface Progress {
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: 'success' | 'failure' | 'skipped' | null;
  startedAt: Date | null;
  completedAt: Date | null;
}

/** What a run is made from. */
export type RunPlan = Pick<
  RunState,
  | 'number'
  | 'event'
  | 'branch'
  | 'sha'
  | 'title'
  | 'actor'
  | 'imageTag'
  | 'rollout'
> & {
  createdAt: Date;
  /** 2 is twice as fast as a person would watch it. */
  pace: number;
  /** A word in the name of the job that shall fail. */
  fails?: string;
};

/** Plans a run to its end; where it stands follows from the clock. */
export function planRun(
  repository: Repository,
  file: WorkflowFile,
  plan: RunPlan,
): RunState {
  const { createdAt, pace, fails, ...given } = plan;
  return {
    ...given,
    id: repository.state.id * 100_000 + plan.number,
    workflow: { id: file.id, name: file.name, path: file.path },
    createdAt: createdAt.toISOString(),
    jobs: planJobs(file.workflow, {
      pace,
      fails,
      variation: Number.parseInt(plan.sha.slice(0, 4), 16) / 0xffff,
    }),
  };
}

/** When the run's last job ends. */
export function completedAt(run: RunState): Date {
  return after(run, Math.max(0, ...run.jobs.map(job => job.completesAfter)));
}

/** Whether every job will succeed. */
export function succeeds(run: RunState): boolean {
  return run.jobs.every(job => job.conclusion === 'success');
}

/** The whole run at a moment. */
export function runProgress(run: RunState, now: Date): Progress {
  const starts = run.jobs.map(job => job.startsAfter);
  return progress(
    after(run, starts.length === 0 ? 0 : Math.min(...starts)),
    completedAt(run),
    succeeds(run) ? 'success' : 'failure',
    now,
  );
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
  return new Date(Date.parse(run.createdAt) + seconds * 1000);
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
