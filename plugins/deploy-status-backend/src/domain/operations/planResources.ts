import type {
  Plan,
  PlannedOperation,
  ResourceName,
} from '@michi/plugin-deploy-status-common';
import type { ComparedResource, ResourceResult } from './operable';

type PlannedResource = Plan['resources'][number];
type Change = PlannedResource['change'];

/** The result statuses that say more than the comparison does. */
const BY_STATUS: ReadonlyMap<string, Change> = new Map([
  ['Pruned', 'delete'],
  ['PruneSkipped', 'none'],
]);

/** The same resource has the same text. */
export const keyOfResource = ({
  group,
  kind,
  namespace,
  name,
}: ResourceName): string => `${group}/${kind}/${namespace ?? ''}/${name}`;

function changeOf(
  { outOfSync, missing, requiresPruning }: ComparedResource,
  prune: boolean,
): Change {
  if (requiresPruning) return prune ? 'delete' : 'none';
  if (missing) return 'create';
  return outOfSync ? 'update' : 'none';
}

/** Whether a resource is one of those that were chosen. */
export function isChosen(
  resource: ResourceName,
  chosen: readonly ResourceName[] | undefined,
): boolean {
  return (
    !chosen ||
    chosen.some(
      one =>
        one.group === resource.group &&
        one.kind === resource.kind &&
        one.name === resource.name &&
        (one.namespace === undefined || one.namespace === resource.namespace),
    )
  );
}

/**
 * What a sync would do to each resource. What it changes comes from Argo CD's
 * comparison with Git, because a dry run tells it only in kubectl's words;
 * whether the cluster would take it comes from the dry run. Pure.
 */
export function planResources(
  compared: readonly ComparedResource[],
  options: { resources?: readonly ResourceName[]; prune: boolean },
  results: readonly ResourceResult[] = [],
): PlannedResource[] {
  const planned = new Map<string, PlannedResource>();
  for (const resource of compared) {
    if (isChosen(resource, options.resources)) {
      const { group, kind, namespace, name } = resource;
      planned.set(keyOfResource(resource), {
        group,
        kind,
        ...(namespace && { namespace }),
        name,
        change: changeOf(resource, options.prune),
        failed: false,
      });
    }
  }
  for (const result of results) {
    const known = planned.get(keyOfResource(result));
    const { group, kind, namespace, name, message, failed } = result;
    planned.set(keyOfResource(result), {
      group,
      kind,
      ...(namespace && { namespace }),
      name,
      change:
        BY_STATUS.get(result.status ?? '') ??
        known?.change ??
        (result.hook ? 'create' : 'unknown'),
      ...(message && { message }),
      failed,
    });
  }
  return [...planned.values()];
}

/**
 * What a retry would do to each resource: what the comparison says, and the
 * hooks once more. Of another revision than the one that was compared nobody
 * knows without a dry run. Pure.
 */
export function repeatedResources(
  compared: readonly ComparedResource[],
  failed: Pick<PlannedOperation, 'resources' | 'prune' | 'results'>,
  isCompared: boolean,
): PlannedResource[] {
  const hooks = failed.results.flatMap(
    ({ group, kind, namespace, name, hook }): PlannedResource[] =>
      // Those after a failure run only if it fails again.
      hook && hook !== 'SyncFail' && group !== undefined
        ? [
            {
              group,
              kind,
              ...(namespace && { namespace }),
              name,
              change: 'create',
              failed: false,
            },
          ]
        : [],
  );
  const planned = planResources(compared, failed);
  return [
    // One may run in several phases.
    ...new Map(hooks.map(one => [keyOfResource(one), one])).values(),
    ...(isCompared
      ? planned
      : planned.map(one => ({ ...one, change: 'unknown' as const }))),
  ];
}
