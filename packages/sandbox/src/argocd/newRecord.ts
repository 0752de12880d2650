import type { Repositories } from '../world';
import type { GeneratedApplication } from './applicationSet';
import { pastSyncs, type PastSync } from './history';
import { readManifests, type Manifests } from './manifests';
import { uuidOf } from './random';
import { ordinary, workloadsOf, type AppRecord, type Live } from './record';
import type { Situation } from './scenario';
import { resultsOf } from './syncResults';
import { refreshed } from './view';
import {
  kubeTime,
  type Application,
  type Operation,
  type ResourceHealth,
} from './wire';

const HISTORY_LIMIT = 10;
const MINUTE = 60_000;

/** An application as its ApplicationSet has just made it: nothing compared yet. */
export function newRecord(
  wanted: GeneratedApplication,
  now: number,
): AppRecord {
  const application: Application = {
    metadata: {
      name: wanted.name,
      namespace: 'argocd',
      // Replaced by the instance, which knows all that makes it unique.
      uid: uuidOf(wanted.name),
      resourceVersion: '0',
      generation: 0,
      creationTimestamp: kubeTime(now),
      ...(wanted.labels && { labels: wanted.labels }),
      ...(wanted.annotations && { annotations: wanted.annotations }),
      ownerReferences: [
        {
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'ApplicationSet',
          name: wanted.applicationSet,
          uid: uuidOf('applicationset', wanted.applicationSet),
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: wanted.spec,
    status: {
      sync: {
        status: '',
        comparedTo: { source: { repoURL: '' }, destination: {} },
      },
      health: {},
      summary: {},
      sourceHydrator: {},
    },
  };
  return {
    application,
    repository: wanted.repository,
    applicationSet: wanted.applicationSet,
    nextHistoryId: 0,
  };
}

/** Where a past is made from. */
export interface Past {
  repositories: Repositories;
  seed: string;
  now: number;
}

/** When the folder's commits were synced, as far as its whole history goes. */
export async function pastOf(
  wanted: GeneratedApplication,
  past: Past,
): Promise<PastSync[]> {
  const { repositories, seed, now } = past;
  const { path } = wanted.spec.source;
  const commits = await repositories.log(wanted.repository, {
    path,
    limit: 5_000,
  });
  const log = await repositories.log(wanted.repository, { limit: 5_000 });
  return pastSyncs(commits, {
    automated: wanted.spec.syncPolicy?.automated !== undefined,
    log,
    now,
    seed: `${seed}/${wanted.applicationSet}`,
  });
}

/**
 * An application that has been there all along: history and cluster as its
 * syncs left them, not yet compared with Git's newest.
 */
export async function recordWithPast(
  wanted: GeneratedApplication,
  syncs: PastSync[],
  situation: Situation | undefined,
  past: Past,
): Promise<AppRecord> {
  const first = syncs[0];
  if (!first) return newRecord(wanted, past.now);
  const created = newRecord(wanted, first.startedAt - 2 * MINUTE);
  if (situation === 'broken-path') return withBrokenPath(created);

  const kept = situation === 'behind' ? syncs.slice(0, -1) : syncs;
  const last = kept.at(-1) ?? first;
  const manifests = await readManifests(
    past.repositories,
    wanted.repository,
    wanted.spec.source.path ?? '.',
    last.revision,
    wanted.spec.destination.namespace ?? 'default',
  );
  const record: AppRecord = {
    ...created,
    nextHistoryId: kept.length,
    attempted: last.revision,
    live: liveOf(manifests, situation),
    ...(situation && { left: true }),
  };
  return withOperation(record, kept, manifests, past.now);
}

function withOperation(
  record: AppRecord,
  syncs: PastSync[],
  manifests: Manifests,
  now: number,
): AppRecord {
  const { spec } = record.application;
  const last = syncs.at(-1);
  if (!last) return record;
  const operation: Operation = {
    sync: {
      revision: last.revision,
      ...(spec.syncPolicy?.automated?.prune && { prune: true }),
      source: spec.source,
    },
    initiatedBy: last.initiatedBy,
    retry: last.initiatedBy.automated ? { limit: 5 } : {},
  };
  const history = syncs
    .map((sync, id) => ({
      revision: sync.revision,
      deployedAt: kubeTime(sync.deployedAt),
      id,
      source: spec.source,
      deployStartedAt: kubeTime(sync.startedAt),
      initiatedBy: sync.initiatedBy,
    }))
    .slice(-(spec.revisionHistoryLimit ?? HISTORY_LIMIT));
  const running: AppRecord = {
    ...record,
    application: { ...record.application, operation },
  };
  const run = {
    stage: 'compare' as const,
    due: now,
    target: manifests,
    outcome: 'healthy' as const,
    rolloutMs: 0,
    hookMs: 0,
    pace: 0,
  };
  const withStatus: AppRecord = {
    ...record,
    application: {
      ...record.application,
      status: {
        ...record.application.status,
        history,
        reconciledAt: kubeTime(now),
        operationState: {
          operation,
          phase: 'Succeeded',
          message: 'successfully synced (all tasks run)',
          syncResult: resultsOf(running, run, []),
          startedAt: kubeTime(last.startedAt),
          finishedAt: kubeTime(last.deployedAt),
        },
      },
    },
  };
  // Health has been what it is since the last deployment settled.
  return refreshed(withStatus, last.deployedAt + MINUTE / 2, 'cluster');
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
