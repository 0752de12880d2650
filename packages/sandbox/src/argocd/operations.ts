import { applied } from './apply';
import { ended, fail, succeed, terminated } from './ending';
import type { ManifestObject } from './manifests';
import { attemptFailed, retryAgain } from './failing';
import type { AppRecord, Failure, Live, Run } from './record';
import { advanceRollout } from './rollout';
import {
  afterHooks,
  hooksOf,
  resultsOf,
  runningHooks,
  waitingFor,
} from './syncResults';
import { refreshed } from './view';
import { kubeTime, type Operation } from './wire';
import { liveOf, withOperationState, withStatus } from './withStatus';

/** What is decided about an operation before it starts. */
export type Plan = Pick<
  Run,
  | 'target'
  | 'error'
  | 'blockedUntil'
  | 'failure'
  | 'outcome'
  | 'rolloutMs'
  | 'hookMs'
  | 'pace'
>;

/** Real durations between the phases, in milliseconds. */
const AFTER = { request: 40, start: 300, finish: 40, compare: 40 };

/** A request puts the operation in place and clears the state of the last one. */
export function begin(
  record: AppRecord,
  operation: Operation,
  plan: Plan,
  now: number,
): AppRecord {
  const cleared = withStatus(record, { operationState: undefined });
  const { dryRun, resources, revision } = operation.sync;
  return {
    ...cleared,
    application: { ...cleared.application, operation },
    ...(!dryRun && !resources && { attempted: revision }),
    run: { ...plan, stage: 'requested', due: now + AFTER.request * plan.pace },
  };
}

/** Stops a running operation; it ends as failed a moment later. */
export function terminate(record: AppRecord, now: number): AppRecord {
  const { run } = record;
  const state = record.application.status.operationState;
  if (!run || !state) return record;
  return {
    ...withStatus(record, {
      operationState: { ...state, phase: 'Terminating' },
    }),
    // One that a sync window holds up is not ended before the window is.
    run: {
      ...run,
      stage: 'terminating',
      due: Math.max(now + 200 * run.pace, run.blockedUntil ?? 0),
    },
  };
}

/** When something happens next, in milliseconds since the epoch. */
export function nextDue(record: AppRecord): number | undefined {
  const { run, rollout } = record;
  // Pods are seen to change only after the sync that changed them is over.
  return run?.due ?? rollout?.due;
}

/**
 * Takes the next step of an operation or rollout, if it is due. Each step is
 * one frame of the watch.
 */
export function advance(record: AppRecord, now: number): AppRecord {
  const { run, rollout } = record;
  if (run) return run.due <= now ? advanceRun(record, run, now) : record;
  return rollout && rollout.due <= now
    ? advanceRollout(record, rollout, now)
    : record;
}

function advanceRun(record: AppRecord, run: Run, now: number): AppRecord {
  const to = (next: AppRecord, stage: Run['stage'], ms: number): AppRecord => ({
    ...next,
    run: { ...run, stage, due: now + ms * run.pace },
  });
  switch (run.stage) {
    case 'requested':
      if (kubeTime(now) === record.lastStartedAt) {
        return { ...record, run: { ...run, due: now + 1_000 - (now % 1_000) } };
      }
      return to(startRunning(record, now), 'running', AFTER.start);
    case 'running': {
      if (run.error !== undefined) {
        const change = { phase: 'Error' as const, message: run.error };
        return to(ended(record, now, change), 'reconcile', AFTER.finish);
      }
      if ((run.blockedUntil ?? 0) > now) return block(record, run);
      const hooks = hooksOf(record, run, 'PreSync');
      if (hooks.length === 0) return appliedOrNot(record, run, now, to);
      return to(startHooks(record, run, hooks, now), 'hooks', run.hookMs);
    }
    case 'blocked':
      return { ...record, run: { ...run, stage: 'running' } };
    case 'hooks':
      return run.failure?.hook === undefined
        ? appliedOrNot(record, run, now, to)
        : failHooks(record, run, run.failure, now);
    case 'backoff':
      return retryAgain(record, run, now);
    case 'finish':
      return to(succeed(record, run, now), 'compare', AFTER.finish);
    case 'terminating':
      return to(
        fail(
          withoutHooks(record),
          now,
          'Operation terminated',
          terminated(record),
        ),
        'reconcile',
        AFTER.finish,
      );
    case 'compare':
      return to(
        refreshed(record, now, 'comparison'),
        'reconcile',
        AFTER.compare,
      );
    case 'reconcile':
      return {
        ...withStatus(refreshed(record, now, 'comparison'), {
          reconciledAt: kubeTime(now),
        }),
        run: undefined,
      };
    default:
      return run.stage satisfies never;
  }
}

function startRunning(record: AppRecord, now: number): AppRecord {
  const { operation } = record.application;
  if (!operation) return record;
  const startedAt = kubeTime(now);
  return {
    ...withStatus(record, {
      operationState: { operation, phase: 'Running', startedAt },
    }),
    lastStartedAt: startedAt,
  };
}

function withoutHooks(record: AppRecord): AppRecord {
  return record.live
    ? { ...record, live: { ...record.live, hooks: [] } }
    : record;
}

function block(record: AppRecord, run: Run): AppRecord {
  const sync = record.application.operation?.sync;
  return {
    ...withOperationState(record, {
      message: 'Sync operation blocked by sync window',
      ...(sync && {
        syncResult: { revision: sync.revision, source: sync.source },
      }),
    }),
    run: { ...run, stage: 'blocked', due: run.blockedUntil ?? run.due },
  };
}

function startHooks(
  record: AppRecord,
  run: Run,
  hooks: ManifestObject[],
  now: number,
): AppRecord {
  const live: Live = {
    ...liveOf(record),
    hooks: hooks.map(object => ({
      object,
      health: { status: 'Progressing' },
    })),
  };
  return refreshed(
    withOperationState(
      { ...record, live },
      {
        message: waitingFor(hooks),
        syncResult: resultsOf(record, run, runningHooks(hooks)),
      },
    ),
    now,
    'cluster',
  );
}

/** Either the cluster takes the target or it refuses it. */
function appliedOrNot(
  record: AppRecord,
  run: Run,
  now: number,
  to: Parameters<typeof applied>[3],
): AppRecord {
  const { failure } = run;
  if (!failure || failure.hook !== undefined) {
    return applied(record, run, now, to);
  }
  const hooks = afterHooks(hooksOf(record, run, 'PreSync'));
  const results = resultsOf(record, run, hooks, failure);
  return attemptFailed(record, run, failure, now, results);
}

function failHooks(
  record: AppRecord,
  run: Run,
  failure: Failure,
  now: number,
): AppRecord {
  const hooks = hooksOf(record, run, 'PreSync');
  const results = resultsOf(record, run, afterHooks(hooks, failure.hook));
  const failed = {
    ...record,
    live: {
      ...liveOf(record),
      hooks: hooks.map(object => ({
        object,
        health:
          object.name === failure.hook
            ? {
                status: 'Degraded' as const,
                message: 'Job has reached the specified backoff limit',
              }
            : {
                status: 'Healthy' as const,
                message: 'Reached expected number of succeeded pods',
              },
      })),
    },
  };
  return refreshed(
    attemptFailed(failed, run, failure, now, results),
    now,
    'cluster',
  );
}
