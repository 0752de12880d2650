import { succeed } from './ending';
import {
  ordinary,
  sameObject,
  workloadsOf,
  type AppRecord,
  type Live,
  type Run,
} from './record';
import { startRollout } from './rollout';
import { refreshed } from './view';
import { kubeTime, type Operation } from './wire';
import { liveOf, withStatus } from './withStatus';

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
  const live = applyTo(liveOf(record), run, operation);
  const changed = startRollout({ ...record, live }, before, run, now);
  const full = !operation.sync.resources;
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
  const shown = refreshed(changed, now, 'cluster');
  return to(
    full
      ? {
          ...withStatus(shown, { history }),
          nextHistoryId: record.nextHistoryId + 1,
        }
      : shown,
    'finish',
    AFTER.apply,
  );
}

function applyTo(live: Live, run: Run, operation: Operation): Live {
  const chosen = operation.sync.resources;
  const target = ordinary(run.target.objects).filter(
    object =>
      !chosen ||
      chosen.some(ref =>
        sameObject(object, {
          group: ref.group ?? '',
          kind: ref.kind,
          name: ref.name,
          namespace: ref.namespace ?? object.namespace,
        }),
      ),
  );
  const untouched = live.objects.filter(
    object => !target.some(other => sameObject(other, object)),
  );
  const kept = operation.sync.prune && !chosen ? [] : untouched;
  const health = { ...live.health };
  for (const object of operation.sync.prune ? untouched : []) {
    for (const { key } of workloadsOf(object)) delete health[key];
  }
  const hooks = run.target.objects
    .filter(object => object.hook)
    .map(object => ({
      object,
      health: {
        status: 'Healthy' as const,
        message: 'Reached expected number of succeeded pods',
      },
    }));
  return { ...live, objects: [...kept, ...target], hooks, health };
}
