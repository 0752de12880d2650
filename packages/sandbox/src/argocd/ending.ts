import type { AppRecord, Run } from './record';
import { withOperationState, withStatus } from './withStatus';
import { afterHooks, hooksOf, resultsOf } from './syncResults';
import { kubeTime, type OperationState } from './wire';

/** What an operation says that went well. */
export function succeededMessage(ranHooks: boolean): string {
  return ranHooks
    ? 'successfully synced (no more tasks)'
    : 'successfully synced (all tasks run)';
}

/** All tasks ran. */
export function succeed(record: AppRecord, run: Run, now: number): AppRecord {
  const { operation } = record.application;
  const before = afterHooks(hooksOf(record, run, 'PreSync'));
  const after = afterHooks(hooksOf(record, run, 'PostSync'));
  const ranHooks = before.length + after.length > 0;
  return ended(record, now, {
    phase: 'Succeeded',
    message: succeededMessage(ranHooks || operation?.sync.dryRun === true),
    syncResult: resultsOf(record, run, { before, after }),
  });
}

/** Something went wrong; what auto-sync tried it does not try again, and says so. */
export function fail(
  record: AppRecord,
  now: number,
  message: string,
  syncResult: OperationState['syncResult'],
): AppRecord {
  const failed = ended(record, now, { phase: 'Failed', message, syncResult });
  const { operation } = record.application;
  if (!operation?.initiatedBy.automated) return failed;
  const others = (failed.application.status.conditions ?? []).filter(
    ({ type }) => type !== 'SyncError',
  );
  return withStatus(failed, {
    conditions: [
      ...others,
      {
        type: 'SyncError',
        message: `Failed last sync attempt to [${operation.sync.revision}]: ${message}`,
        lastTransitionTime: kubeTime(now),
      },
    ],
  });
}

/** The operation is over: it leaves its place, and its state says how it went. */
export function ended(
  record: AppRecord,
  now: number,
  change: Partial<OperationState>,
): AppRecord {
  const conditions = (record.application.status.conditions ?? []).filter(
    ({ type }) => type !== 'SyncError',
  );
  const next = withStatus(
    withOperationState(record, { ...change, finishedAt: kubeTime(now) }),
    { conditions: conditions.length > 0 ? conditions : undefined },
  );
  return {
    ...next,
    application: { ...next.application, operation: undefined },
  };
}

/** The results of an operation that was cut short: hooks that ran are deleted. */
export function terminated(record: AppRecord): OperationState['syncResult'] {
  const result = record.application.status.operationState?.syncResult;
  return (
    result && {
      ...result,
      resources: result.resources?.map(resource =>
        resource.hookPhase === 'Running'
          ? { ...resource, message: 'Deleted', hookPhase: 'Succeeded' as const }
          : resource,
      ),
    }
  );
}
