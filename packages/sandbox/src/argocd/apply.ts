import { succeed } from './ending';
import { endHooks } from './hooks';
import {
  ordinary,
  sameObject,
  workloadsOf,
  type AppRecord,
  type Live,
  type Run,
} from './record';
import { startRollout } from './rollout';
import {
  afterHooks,
  chosenOf,
  hooksOf,
  resultsOf,
  superfluousOf,
} from './syncResults';
import { refreshed } from './view';
import { kubeTime, type Operation } from './wire';
import { liveOf, withOperationState, withStatus } from './withStatus';

const HISTORY_LIMIT = 10;

/** Between what the cluster holds and what the operation says, in milliseconds. */
const AFTER = { apply: 60 };

/** The cluster holds the target from here on, while the operation still says Running. */
export function applied(
  record: AppRecord,
  run: Run,
  now: number,
  to: (next: AppRecord, stage: Run['stage'], ms: number) => AppRecord,
): AppRecord {
  const state = record.application.status.operationState;
  const { operation } = record.application;
  if (!state || !operation) return { ...record, run: undefined };
  if (operation.sync.dryRun)
    return to(succeed(record, run, now), 'compare', 40);

  const before = record.live;
  const ready = endHooks(record, run, 'PreSync');
  const live = applyTo(liveOf(ready), run, operation);
  const changed = startRollout({ ...ready, live }, before, run, now);
  const shown = refreshed(changed, now, 'cluster');
  return hooksOf(record, run, 'PostSync').length > 0
    ? to(waitForHealth(shown, run), 'settle', AFTER.apply)
    : to(recorded(shown, now), 'finish', AFTER.apply);
}

/** An entry in history, where the operation is one that gets one. */
export function recorded(record: AppRecord, now: number): AppRecord {
  const { operation } = record.application;
  const state = record.application.status.operationState;
  if (!operation || !state || operation.sync.resources) return record;
  const history = [
    ...(record.application.status.history ?? []),
    {
      revision: operation.sync.revision,
      deployedAt: kubeTime(now),
      id: record.nextHistoryId,
      source: operation.sync.source,
      deployStartedAt: state.startedAt,
      initiatedBy: operation.initiatedBy,
    },
  ].slice(-(record.application.spec.revisionHistoryLimit ?? HISTORY_LIMIT));
  return {
    ...withStatus(record, { history }),
    nextHistoryId: record.nextHistoryId + 1,
  };
}

/** What was applied has to be healthy before the hooks after it begin. */
function waitForHealth(record: AppRecord, run: Run): AppRecord {
  const before = afterHooks(hooksOf(record, run, 'PreSync'));
  const [first, ...others] = ordinary(run.target.objects);
  const more = others.length > 0 ? ` and ${others.length} more resources` : '';
  return withOperationState(record, {
    ...(first && {
      message: `waiting for healthy state of ${first.group}/${first.kind}/${first.name}${more}`,
    }),
    syncResult: resultsOf(record, run, { before }),
  });
}

function applyTo(live: Live, run: Run, operation: Operation): Live {
  const { sync } = operation;
  const target = chosenOf(run.target.objects, sync);
  const pruned = sync.prune ? superfluousOf(live.objects, run, sync) : [];
  const kept = live.objects.filter(
    object =>
      !pruned.includes(object) &&
      !target.some(other => sameObject(other, object)),
  );
  const health = { ...live.health };
  for (const { key } of pruned.flatMap(workloadsOf)) delete health[key];
  return { ...live, objects: [...kept, ...target], health };
}
