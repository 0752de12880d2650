import type { Repositories } from '../world';
import type { GeneratedApplication } from './applicationSet';
import { succeededMessage } from './ending';
import { readManifests, type Manifests } from './manifests';
import { newRecord } from './newRecord';
import { pastOperations } from './past';
import { inSituation, type PastOperation } from './pastOperation';
import { ordinary, workloadsOf, type AppRecord, type Live } from './record';
import type { Situation } from './scenario';
import { afterHooks, hooksOf, resultsOf } from './syncResults';
import { refreshed } from './view';
import {
  kubeTime,
  type Operation,
  type OperationState,
  type ResourceHealth,
} from './wire';

const HISTORY_LIMIT = 10;
const MINUTE = 60_000;

/** Where a past is made from. */
export interface Past {
  repositories: Repositories;
  seed: string;
  now: number;
  /** Until then the instance was slow, in milliseconds since the epoch. */
  slowUntil?: number;
}

/** What was done with the folder's commits, as far as its whole history goes. */
export async function pastOf(
  wanted: GeneratedApplication,
  past: Past,
): Promise<PastOperation[]> {
  const { repositories, seed, now, slowUntil } = past;
  const { repository, spec } = wanted;
  const { path } = spec.source;
  const commits = await repositories.log(repository, { path, limit: 5_000 });
  const [newest] = commits;
  if (!newest) return [];
  const log = await repositories.log(repository, { limit: 5_000 });
  const { objects } = await manifestsAt(wanted, newest.sha, past);
  return pastOperations(commits, {
    automated: spec.syncPolicy?.automated !== undefined,
    log,
    now,
    seed: `${seed}/${wanted.applicationSet}`,
    hook: objects.find(({ hook }) => hook === 'PreSync')?.name,
    slowUntil,
  });
}

function manifestsAt(
  { repository, spec }: GeneratedApplication,
  revision: string,
  { repositories }: Past,
): Promise<Manifests> {
  return readManifests(
    repositories,
    repository,
    spec.source.path ?? '.',
    revision,
    spec.destination.namespace ?? 'default',
  );
}

/**
 * An application that has been there all along, and all that was done with it:
 * history and cluster as its operations left them, not yet compared with Git's
 * newest.
 */
export async function recordWithPast(
  wanted: GeneratedApplication,
  found: PastOperation[],
  situation: Situation | undefined,
  past: Past,
): Promise<{ record: AppRecord; operations: PastOperation[] }> {
  const operations = inSituation(found, situation);
  const [first] = operations;
  const last = operations.at(-1);
  const deployed = operations.findLast(({ phase }) => phase === 'Succeeded');
  if (!first || !last || !deployed) {
    return { record: newRecord(wanted, past.now), operations: [] };
  }
  const created = newRecord(wanted, first.startedAt - 2 * MINUTE);
  if (situation === 'broken-path') {
    return { record: withBrokenPath(created), operations: [] };
  }
  const running = await manifestsAt(wanted, deployed.revision, past);
  const record: AppRecord = {
    ...created,
    nextHistoryId: operations.filter(({ phase }) => phase === 'Succeeded')
      .length,
    // Auto-sync has tried the newest commit, whether it changed the folder or not.
    attempted:
      (await past.repositories.head(wanted.repository)) ?? last.revision,
    live: liveOf(running, situation),
    ...(situation && { left: true }),
  };
  const target =
    last === deployed
      ? running
      : await manifestsAt(wanted, last.revision, past);
  return {
    record: withOperations(record, operations, { last, target, now: past.now }),
    operations,
  };
}

function withOperations(
  record: AppRecord,
  operations: PastOperation[],
  newest: { last: PastOperation; target: Manifests; now: number },
): AppRecord {
  const { last, target, now } = newest;
  const { spec } = record.application;
  const history = operations
    .filter(({ phase }) => phase === 'Succeeded')
    .map((operation, id) => ({
      revision: operation.revision,
      deployedAt: kubeTime(operation.finishedAt),
      id,
      source: spec.source,
      deployStartedAt: kubeTime(operation.startedAt),
      initiatedBy: operation.initiatedBy,
    }))
    .slice(-(spec.revisionHistoryLimit ?? HISTORY_LIMIT));
  const withStatus: AppRecord = {
    ...record,
    application: {
      ...record.application,
      status: {
        ...record.application.status,
        history,
        reconciledAt: kubeTime(now),
        operationState: stateAfter(record, last, target, now),
        ...(last.phase === 'Failed' &&
          last.initiatedBy.automated && {
            conditions: [
              {
                type: 'SyncError',
                message: `Failed last sync attempt to [${last.revision}]: ${last.message}`,
                lastTransitionTime: kubeTime(last.finishedAt),
              },
            ],
          }),
      },
    },
  };
  // Health has been what it is since the last deployment settled.
  const settledAt = last.healthyAt ?? last.finishedAt + MINUTE / 2;
  return refreshed(withStatus, settledAt, 'cluster');
}

/** What the newest operation left behind. */
function stateAfter(
  record: AppRecord,
  last: PastOperation,
  target: Manifests,
  now: number,
): OperationState {
  const { spec } = record.application;
  const { automated } = last.initiatedBy;
  const operation: Operation = {
    sync: {
      revision: last.revision,
      ...((spec.syncPolicy?.automated?.prune || last.rollback) && {
        prune: true,
      }),
      ...(last.rollback && { syncStrategy: { apply: {} } }),
      source: spec.source,
    },
    initiatedBy: last.initiatedBy,
    retry: automated ? { limit: 5 } : {},
  };
  const running: AppRecord = {
    ...record,
    application: { ...record.application, operation },
  };
  const run = {
    stage: 'compare' as const,
    due: now,
    target,
    // As they were before; what exactly changed nobody looks at any more.
    before: target.objects.map(object => ({ ...object, digest: '' })),
    outcome: 'healthy' as const,
    rolloutMs: 0,
    hookMs: 0,
    pace: 0,
  };
  const { failure } = last.phase === 'Failed' ? last : {};
  const before = afterHooks(hooksOf(running, run, 'PreSync'), failure);
  const after = failure ? [] : afterHooks(hooksOf(running, run, 'PostSync'));
  return {
    operation,
    phase: last.phase,
    message: last.message ?? succeededMessage(before.length + after.length > 0),
    syncResult: resultsOf(running, run, { before, after }, failure),
    startedAt: kubeTime(last.startedAt),
    finishedAt: kubeTime(last.finishedAt),
    ...(last.retries > 0 && { retryCount: last.retries }),
  };
}

function liveOf(manifests: Manifests, situation: Situation | undefined): Live {
  const objects = ordinary(manifests.objects);
  const health = Object.fromEntries(
    objects
      .flatMap(workloadsOf)
      .map(workload => [workload.key, healthIn(situation, workload)]),
  );
  return { objects, hooks: [], health, oldImages: [] };
}

function healthIn(
  situation: Situation | undefined,
  workload: { kind: string; name: string; image: string; replicas: number },
): ResourceHealth {
  if (workload.image.endsWith(':0.0.0')) {
    return {
      status: 'Progressing',
      message: `Waiting for rollout to finish: 0 of ${workload.replicas} updated replicas are available...`,
    };
  }
  if (situation === 'degraded') {
    return {
      status: 'Degraded',
      message: `${workload.kind} "${workload.name}" exceeded its progress deadline`,
    };
  }
  if (situation === 'suspended') {
    return { status: 'Suspended', message: `${workload.kind} is paused` };
  }
  return { status: 'Healthy' };
}

/** Made by hand, with a folder that does not exist. */
function withBrokenPath(record: AppRecord): AppRecord {
  const { application } = record;
  const { ownerReferences, ...metadata } = application.metadata;
  return {
    ...record,
    applicationSet: undefined,
    left: true,
    application: {
      ...application,
      metadata,
      spec: {
        ...application.spec,
        source: {
          ...application.spec.source,
          path: 'deploy/development',
        },
      },
    },
  };
}
