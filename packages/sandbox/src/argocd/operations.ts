import { applied, recorded } from './apply';
import { ended, fail, succeed, terminated } from './ending';
import {
  attemptFailed,
  attemptMessage,
  retryAgain,
  UNSUCCESSFUL,
} from './failing';
import { endHooks, failHooks, failing, startHooks } from './hooks';
import type { AppRecord, Run } from './record';
import { advanceRollout } from './rollout';
import { afterHooks, hooksOf, resultsOf } from './syncResults';
import { refreshed } from './view';
import { kubeTime, type Operation } from './wire';
import { withOperationState, withStatus } from './withStatus';

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

/** A year, in milliseconds. */
const FOR_EVER = 365 * 86_400_000;

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
    run: {
      ...plan,
      before: record.live?.objects ?? [],
      stage: 'requested',
      due: now + AFTER.request * plan.pace,
    },
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
  if (rollout && isWaitingFor(record)) return rollout.due;
  // Else pods are seen to change only after the sync that changed them is over.
  return run?.due ?? rollout?.due;
}

/**
 * Takes the next step of an operation or rollout, if it is due. Each step is
 * one frame of the watch.
 */
export function advance(record: AppRecord, now: number): AppRecord {
  const { run, rollout } = record;
  if (rollout && isWaitingFor(record)) {
    return rollout.due <= now ? advanceRollout(record, rollout, now) : record;
  }
  if (run) return run.due <= now ? advanceRun(record, run, now) : record;
  return rollout && rollout.due <= now
    ? advanceRollout(record, rollout, now)
    : record;
}

/** Whether the operation goes on only after the rollout. Without a health check for KubeVela there is nothing to wait for. */
function isWaitingFor({ run, judgesVela }: AppRecord): boolean {
  return (
    run?.stage === 'settle' &&
    (judgesVela === true ||
      run.target.objects.every(({ components }) => components.length === 0))
  );
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
      return to(startHooks(record, run, 'PreSync', now), 'hooks', run.hookMs);
    }
    case 'blocked':
      return { ...record, run: { ...run, stage: 'running' } };
    case 'hooks':
      return run.failure && failing(hooksOf(record, run, 'PreSync'), run)
        ? failHooks(record, run, 'PreSync', run.failure, now)
        : appliedOrNot(record, run, now, to);
    case 'settle':
      return settled(record, run, now, to);
    case 'post-hooks':
      return run.failure && failing(hooksOf(record, run, 'PostSync'), run)
        ? failHooks(record, run, 'PostSync', run.failure, now)
        : to(
            recorded(endHooks(record, run, 'PostSync'), now),
            'finish',
            AFTER.finish,
          );
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
  const before = afterHooks(hooksOf(record, run, 'PreSync'));
  const results = resultsOf(record, run, { before }, failure);
  return attemptFailed(record, run, attemptMessage(failure), now, results);
}

/** The rollout is over: the hooks after it begin, unless it went wrong. */
function settled(
  record: AppRecord,
  run: Run,
  now: number,
  to: Parameters<typeof applied>[3],
): AppRecord {
  const { status } = record.application.status.health;
  if (status === 'Degraded') {
    const before = afterHooks(hooksOf(record, run, 'PreSync'));
    const results = resultsOf(record, run, { before });
    return attemptFailed(record, run, UNSUCCESSFUL, now, results);
  }
  // An image that was never built: until somebody terminates it.
  if (status === 'Progressing' && run.outcome === 'stuck') {
    return { ...record, run: { ...run, due: now + FOR_EVER } };
  }
  return to(startHooks(record, run, 'PostSync', now), 'post-hooks', run.hookMs);
}
