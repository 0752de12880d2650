import type { Clock } from '../clock';
import type { Repositories } from '../world';
import type { Instance } from './Instance';
import type { NextSync } from './InstanceControl';
import { ManifestError, readManifests, type Manifests } from './manifests';
import type { Plan } from './operations';
import type { Projects } from './Projects';
import { rollBetween } from './random';
import { ordinary, workloadsOf, type AppRecord } from './record';
import { ALWAYS, mishap, namespaceMissing } from './scenario';
import type { InitiatedBy, Source } from './wire';

/** The tag of an image that no CI run has built yet. */
const NEVER_BUILT = ':0.0.0';

/** Applications with fewer syncs than this never fail by chance: a first deployment goes well. */
const SETTLED_AFTER = 3;

/** Decides how an operation will go before it starts, always the same for the same revision. */
export async function planFor(
  record: AppRecord,
  request: { revision: string; source: Source; initiatedBy: InitiatedBy },
  options: {
    repositories: Repositories;
    instance: Instance;
    projects: Projects;
    clock: Clock;
    seed: string;
    isLively(): boolean;
    pace: number;
  },
): Promise<Plan> {
  const { pace, seed } = options;
  const { name } = record.application.metadata;
  const now = options.clock().getTime();
  const windows = options.projects.windowsOf(record, now);
  const times = {
    ...(!windows.canSync && { blockedUntil: windows.until }),
    rolloutMs: rollBetween(4_000, 14_000, seed, name) * pace,
    hookMs: rollBetween(2_500, 6_000, seed, name, 'hook'),
    pace,
  };
  try {
    const target = await readManifests(
      options.repositories,
      record.repository,
      request.source.path ?? '.',
      request.revision,
      record.application.spec.destination.namespace ?? 'default',
    );
    const hook = target.objects.find(object => object.hook);
    const isSettled =
      options.isLively() &&
      request.initiatedBy.automated &&
      record.nextHistoryId >= SETTLED_AFTER;
    const chance = isSettled
      ? mishap(hook?.name, seed, options.instance.name, name, request.revision)
      : { imageMissing: false };
    const refused = namespaceOutside(target, record, options.instance.list());
    const neverBuilt = ordinary(target.objects)
      .flatMap(workloadsOf)
      .some(workload => workload.image.endsWith(NEVER_BUILT));
    const failing = chance.imageMissing ? 'degraded' : 'healthy';
    return {
      ...times,
      target,
      failure:
        refused === undefined ? chance.failure : namespaceMissing(refused),
      outcome: neverBuilt ? 'stuck' : failing,
    };
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    return {
      ...times,
      target: { revision: request.revision, objects: [] },
      error: `ComparisonError: ${error.message}`,
      outcome: 'healthy',
    };
  }
}

/** A plan as somebody has decided it at the control server. */
export function decidedPlan(plan: Plan, decided: NextSync): Plan {
  const { fail, degraded, rolloutSeconds, hookSeconds } = decided;
  return {
    ...plan,
    ...(fail && {
      failure: {
        ...(fail.hook !== undefined && { hook: fail.hook }),
        reason: fail.message,
        times: ALWAYS,
      },
    }),
    ...(degraded && { outcome: 'degraded' as const }),
    ...(rolloutSeconds !== undefined && { rolloutMs: rolloutSeconds * 1_000 }),
    ...(hookSeconds !== undefined && {
      // What a plan has is still to be multiplied by the pace.
      hookMs: (hookSeconds * 1_000) / plan.pace,
    }),
  };
}

/** Namespaces of every cluster. */
const BUILT_IN = [
  'default',
  'kube-system',
  'argocd',
  'vela-system',
  'flux-system',
];

/** A namespace that an object names and no application has brought about. */
function namespaceOutside(
  target: Manifests,
  record: AppRecord,
  records: AppRecord[],
): string | undefined {
  const { syncOptions = [] } = record.application.spec.syncPolicy ?? {};
  // Whoever lets Argo CD make namespaces is not held up by one.
  if (syncOptions.includes('CreateNamespace=true')) return undefined;
  const known = new Set([
    ...BUILT_IN,
    ...records.map(
      ({ application }) => application.spec.destination.namespace ?? 'default',
    ),
  ]);
  return target.objects.find(({ namespace }) => !known.has(namespace))
    ?.namespace;
}
