import {
  ordinary,
  workloadsOf,
  type AppRecord,
  type Live,
  type Run,
  type Workload,
} from './record';
import { refreshed } from './view';
import type { ResourceHealth } from './wire';

type Rollout = NonNullable<AppRecord['rollout']>;

/** Until KubeVela has rendered what it was given, and until pods are seen, in milliseconds. */
const AFTER = { render: 900, observe: 600 };

/** After a change was applied: the workloads that have to roll, from a moment later on. */
export function startRollout(
  record: AppRecord,
  before: Live | undefined,
  run: Run,
  now: number,
): AppRecord {
  const old = new Map(
    (before?.objects ?? [])
      .flatMap(workloadsOf)
      .map(workload => [workload.key, workload]),
  );
  const rolling = workloadsIn(record).filter(
    workload =>
      !isSame(workload, old.get(workload.key)) ||
      record.live?.health[workload.key]?.status !== 'Healthy',
  );
  if (rolling.length === 0) return record;
  const oldImages = rolling.flatMap(workload => {
    const image = old.get(workload.key)?.image;
    return image === undefined || image === workload.image ? [] : [image];
  });
  return {
    ...record,
    ...(record.live && { live: { ...record.live, oldImages } }),
    rollout: {
      stage: 'waiting',
      due: now + AFTER.render * run.pace,
      workloads: rolling.map(workload => workload.key),
      outcome: run.outcome,
      durationMs: run.rolloutMs,
      observeMs: AFTER.observe * run.pace,
    },
  };
}

/** The next step of a rollout: seen, updating, replacing the old pods, done. */
export function advanceRollout(
  record: AppRecord,
  rollout: Rollout,
  now: number,
): AppRecord {
  const later = (
    stage: Rollout['stage'],
    ms: number,
    health: (workload: Workload) => ResourceHealth,
  ): AppRecord =>
    refreshed(
      {
        ...withHealth(record, rollout, health),
        rollout: { ...rollout, stage, due: now + ms },
      },
      now,
      'cluster',
    );
  switch (rollout.stage) {
    case 'waiting':
      return later('observed', rollout.observeMs, () => ({
        status: 'Progressing',
        message:
          'Waiting for rollout to finish: observed deployment generation less than desired generation',
      }));
    case 'observed':
      return later('updating', rollout.durationMs / 2, ({ replicas }) => ({
        status: 'Progressing',
        message: `Waiting for rollout to finish: 0 out of ${replicas} new replicas have been updated...`,
      }));
    case 'updating':
      if (rollout.outcome === 'stuck') return stuck(record, rollout, now);
      return later('draining', rollout.durationMs / 2, ({ replicas }) => ({
        status: 'Progressing',
        message:
          rollout.outcome === 'healthy' && (record.live?.oldImages ?? []).length
            ? 'Waiting for rollout to finish: 1 old replicas are pending termination...'
            : `Waiting for rollout to finish: 0 of ${replicas} updated replicas are available...`,
      }));
    case 'draining':
      return settle(record, rollout, now);
    default:
      return rollout.stage satisfies never;
  }
}

/** An image that was never built: the pods wait for it, and nothing else happens. */
function stuck(record: AppRecord, rollout: Rollout, now: number): AppRecord {
  const waiting = withHealth(record, rollout, ({ replicas }) => ({
    status: 'Progressing',
    message: `Waiting for rollout to finish: 0 of ${replicas} updated replicas are available...`,
  }));
  return refreshed({ ...waiting, rollout: undefined }, now, 'cluster');
}

function settle(record: AppRecord, rollout: Rollout, now: number): AppRecord {
  const done = withHealth(record, rollout, workload =>
    rollout.outcome === 'degraded'
      ? {
          status: 'Degraded',
          message: `${workload.kind} "${workload.name}" exceeded its progress deadline`,
        }
      : { status: 'Healthy' },
  );
  const { live } = done;
  const finished =
    live && rollout.outcome === 'healthy'
      ? { ...done, live: { ...live, oldImages: [] } }
      : done;
  return refreshed({ ...finished, rollout: undefined }, now, 'cluster');
}

function withHealth(
  record: AppRecord,
  rollout: Rollout,
  health: (workload: Workload) => ResourceHealth,
): AppRecord {
  if (!record.live) return record;
  const changed = Object.fromEntries(
    workloadsIn(record)
      .filter(workload => rollout.workloads.includes(workload.key))
      .map(workload => [workload.key, health(workload)]),
  );
  return {
    ...record,
    live: { ...record.live, health: { ...record.live.health, ...changed } },
  };
}

function workloadsIn(record: AppRecord): Workload[] {
  return ordinary(record.live?.objects ?? []).flatMap(workloadsOf);
}

function isSame(a: Workload, b: Workload | undefined): boolean {
  return a.image === b?.image && a.replicas === b.replicas;
}
