import { isVelaApplication, type ManifestObject } from './manifests';
import {
  ordinary,
  sameObject,
  workloadsOf,
  type AppRecord,
  type Workload,
} from './record';
import { healthOfObject } from './velaHealth';
import {
  HEALTH,
  kubeTime,
  type Application,
  type HealthCode,
  type ResourceHealth,
  type ResourceStatus,
} from './wire';

/** Groups whose kinds Argo CD knows how to judge; others have no health of their own. */
const JUDGED_GROUPS = new Set(['', 'apps', 'batch']);

const base = (object: {
  group: string;
  version: string;
  kind: string;
  namespace: string;
  name: string;
}) => ({
  ...(object.group && { group: object.group }),
  version: object.version,
  kind: object.kind,
  namespace: object.namespace,
  name: object.name,
});

/** Whether the cluster holds exactly what Git asks for. */
export function syncStatusOf(
  record: AppRecord,
): 'Synced' | 'OutOfSync' | 'Unknown' {
  if (record.comparisonError !== undefined || !record.desired) return 'Unknown';
  const desired = ordinary(record.desired.objects);
  const live = record.live?.objects ?? [];
  const same =
    desired.length === live.length &&
    desired.every(object => isLive(record, object));
  return same ? 'Synced' : 'OutOfSync';
}

function isLive(record: AppRecord, object: ManifestObject): boolean {
  return (record.live?.objects ?? []).some(
    live => sameObject(live, object) && live.digest === object.digest,
  );
}

/** `status.resources`, with health, in Argo CD's order. */
export function resourcesOf(record: AppRecord): ResourceStatus[] {
  const live = record.live?.objects ?? [];
  const desired = ordinary(record.desired?.objects ?? []);
  const resources: ResourceStatus[] = [];
  for (const object of desired) {
    const exists = live.some(other => sameObject(other, object));
    const health: ResourceHealth | undefined = exists
      ? ownHealth(record, object)
      : { status: 'Missing' };
    resources.push({
      ...base(object),
      status: isLive(record, object) ? 'Synced' : 'OutOfSync',
      ...(health && { health }),
    });
  }
  for (const object of live) {
    if (desired.some(other => sameObject(other, object))) continue;
    const health = ownHealth(record, object);
    resources.push({
      ...base(object),
      status: 'OutOfSync',
      ...(health && { health }),
      requiresPruning: true,
    });
  }
  for (const { object, health } of record.live?.hooks ?? []) {
    resources.push({
      ...base(object),
      ...(object.group === 'batch' && { health }),
      hook: true,
      requiresPruning: true,
    });
  }
  for (const workload of live.flatMap(workloadsOf)) {
    if (workload.rendered) resources.push(...renderedBy(record, workload));
  }
  return resources.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

function order(resource: ResourceStatus): string {
  return [
    resource.group ?? '',
    resource.kind,
    resource.namespace,
    resource.name,
  ].join('/');
}

function ownHealth(
  record: AppRecord,
  object: ManifestObject,
): ResourceHealth | undefined {
  const { live, judgesVela } = record;
  return live && healthOfObject(object, live, judgesVela);
}

/** KubeVela copies the tracking annotation, so its children appear, but without `status`. */
function renderedBy(record: AppRecord, workload: Workload): ResourceStatus[] {
  const health = record.live?.health[workload.key];
  if (!health) return [];
  const { namespace, name, kind } = workload;
  const child: ResourceStatus = {
    group: kind === 'CronJob' || kind === 'Job' ? 'batch' : 'apps',
    version: 'v1',
    kind,
    namespace,
    name,
    health,
  };
  if (!workload.service) return [child];
  return [
    {
      version: 'v1',
      kind: 'Service',
      namespace,
      name,
      health: { status: 'Healthy' },
    },
    child,
  ];
}

/**
 * The worst health of all; hooks do not count, nor does a missing object of a
 * kind that Argo CD cannot judge (so a KubeVela Application that was never
 * synced counts as Healthy, as seen on a real one, unless Argo CD was given a
 * health check for it).
 */
function healthOf(resources: ResourceStatus[], judgesVela = false): HealthCode {
  const isJudged = ({ group = '', kind }: ResourceStatus) =>
    JUDGED_GROUPS.has(group) ||
    (judgesVela && isVelaApplication({ group, kind }));
  let worst = 0;
  for (const resource of resources) {
    const { health, hook } = resource;
    if (!health || hook) continue;
    if (health.status === 'Missing' && !isJudged(resource)) continue;
    worst = Math.max(worst, HEALTH.indexOf(health.status));
  }
  return HEALTH[worst] ?? 'Unknown';
}

/** `status.summary.images`: those of the pods that exist, old ones included. */
export function imagesOf(record: AppRecord): string[] {
  const live = record.live;
  if (!live) return [];
  const current = live.objects
    .flatMap(workloadsOf)
    .filter(workload => live.health[workload.key])
    .map(workload => workload.image);
  const hooks = live.hooks.flatMap(hook => hook.object.images);
  return [...new Set([...current, ...live.oldImages, ...hooks])].sort();
}

type Part = 'cluster' | 'comparison';

/**
 * The record with its status brought up to date.
 *
 * @param part - `cluster`: resources, health and images only, as while an operation runs; `comparison`: the sync status too
 */
export function refreshed(
  record: AppRecord,
  now: number,
  part: Part,
): AppRecord {
  const { application } = record;
  const compare = part === 'comparison';
  // A failed comparison leaves no resources and judges the application healthy.
  const resources =
    record.comparisonError === undefined ? resourcesOf(record) : [];
  const health = healthOf(resources, record.judgesVela);
  const images = imagesOf(record);
  const shown = compare
    ? resources
    : withOldComparison(resources, application.status.resources ?? []);
  const status: Application['status'] = {
    ...application.status,
    ...(shown.length > 0 ? { resources: shown } : { resources: undefined }),
    health:
      application.status.health.status === health
        ? application.status.health
        : { status: health, lastTransitionTime: kubeTime(now) },
    summary: images.length > 0 ? { images } : {},
    ...(record.desired && { sourceType: 'Directory' }),
    resourceHealthSource: 'appTree',
    controllerNamespace: 'argocd',
    ...(compare && {
      sync: {
        status: syncStatusOf(record),
        comparedTo: {
          source: application.spec.source,
          destination: application.spec.destination,
        },
        revision:
          record.comparisonError === undefined
            ? record.desired?.revision
            : application.spec.source.targetRevision,
      },
      conditions: conditionsOf(record, now),
    }),
  };
  return { ...record, application: { ...application, status } };
}

/** While an operation runs the last comparison still stands. */
function withOldComparison(
  resources: ResourceStatus[],
  before: ResourceStatus[],
): ResourceStatus[] {
  return resources.map(resource => {
    const old = before.find(other => order(other) === order(resource));
    return resource.status && old?.status
      ? { ...resource, status: old.status }
      : resource;
  });
}

function conditionsOf(record: AppRecord, now: number) {
  const before = record.application.status.conditions ?? [];
  const others = before.filter(({ type }) => type !== 'ComparisonError');
  const message = record.comparisonError;
  if (message === undefined) return others.length > 0 ? others : undefined;
  const same = before.find(
    condition =>
      condition.type === 'ComparisonError' && condition.message === message,
  );
  return [
    ...others,
    same ?? {
      type: 'ComparisonError',
      message,
      lastTransitionTime: kubeTime(now),
    },
  ];
}
