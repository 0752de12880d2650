import { attemptFailed, attemptMessage } from './failing';
import { sameObject, type AppRecord, type Failure, type Run } from './record';
import {
  afterHooks,
  hooksOf,
  resultsOf,
  runningHooks,
  waitingFor,
} from './syncResults';
import { refreshed } from './view';
import type { ManifestObject } from './manifests';
import type { ResourceHealth, ResourceResult } from './wire';
import { liveOf, withOperationState } from './withStatus';

/** When hooks run: before anything is applied, or once that is healthy. */
export type HookTime = 'PreSync' | 'PostSync';

const SUCCEEDED: ResourceHealth = {
  status: 'Healthy',
  message: 'Reached expected number of succeeded pods',
};

/** The hook that the operation will fail with, if it is one of these. */
export function failing(hooks: ManifestObject[], run: Run): boolean {
  return hooks.some(({ name }) => name === run.failure?.hook);
}

/** Hooks begin; those of an earlier operation are deleted first. */
export function startHooks(
  record: AppRecord,
  run: Run,
  time: HookTime,
  now: number,
): AppRecord {
  const hooks = hooksOf(record, run, time);
  return refreshed(
    withOperationState(
      withHooks(record, hooks, () => ({ status: 'Progressing' })),
      {
        message: waitingFor(hooks),
        syncResult: results(record, run, time, runningHooks(hooks)),
      },
    ),
    now,
    'cluster',
  );
}

/** All of them did what they had to; those that ask for it are deleted. */
export function endHooks(
  record: AppRecord,
  run: Run,
  time: HookTime,
): AppRecord {
  const hooks = hooksOf(record, run, time);
  const done = withHooks(record, hooks, () => SUCCEEDED);
  const live = liveOf(done);
  return {
    ...done,
    live: {
      ...live,
      hooks: live.hooks.filter(({ object }) => !object.deletedOnSuccess),
    },
  };
}

/** One of them did not, and with it the attempt. */
export function failHooks(
  record: AppRecord,
  run: Run,
  time: HookTime,
  failure: Failure,
  now: number,
): AppRecord {
  const hooks = hooksOf(record, run, time);
  const failed = withHooks(record, hooks, ({ name }) =>
    name === failure.hook
      ? { status: 'Degraded', message: failure.reason }
      : SUCCEEDED,
  );
  return refreshed(
    attemptFailed(
      failed,
      run,
      attemptMessage(failure),
      now,
      results(record, run, time, afterHooks(hooks, failure)),
    ),
    now,
    'cluster',
  );
}

function results(
  record: AppRecord,
  run: Run,
  time: HookTime,
  hooks: ResourceResult[],
) {
  return time === 'PreSync'
    ? resultsOf(record, run, { before: hooks })
    : resultsOf(record, run, {
        before: afterHooks(hooksOf(record, run, 'PreSync')),
        after: hooks,
      });
}

function withHooks(
  record: AppRecord,
  hooks: ManifestObject[],
  health: (object: ManifestObject) => ResourceHealth,
): AppRecord {
  const live = liveOf(record);
  const others = live.hooks.filter(
    ({ object }) => !hooks.some(hook => sameObject(hook, object)),
  );
  const own = hooks.map(object => ({ object, health: health(object) }));
  return { ...record, live: { ...live, hooks: [...others, ...own] } };
}
