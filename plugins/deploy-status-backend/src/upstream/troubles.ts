import {
  healthSchema,
  syncSchema,
  type ResourceTrouble,
} from '@michi/plugin-deploy-status-common';
import { compact } from '../domain/compact';
import { isFailed } from '../domain/observed';
import { shortened } from '../domain/storable';
import type { WireApplication } from './wire';

type WireStatus = NonNullable<WireApplication['status']>;

const MOST_TROUBLES = 20;
const KEPT_MESSAGE = 1_000;
const KUBEVELA_GROUP = 'core.oam.dev';

const UNHEALTHY = new Set(['Degraded', 'Missing', 'Unknown']);

const health = healthSchema.catch('Unknown');
const sync = syncSchema.catch('Unknown');

/**
 * The resources that need a look: out of sync, unhealthy, or refused by the
 * cluster in the last operation, each with what is said about it.
 */
export function troublesOf(status: WireStatus | undefined): ResourceTrouble[] {
  const failures = new Map<string, string | undefined>();
  const keyOf = (of: { kind?: string; namespace?: string; name?: string }) =>
    `${of.kind}/${of.namespace}/${of.name}`;
  const troubles = new Map<string, ResourceTrouble>();

  for (const result of status?.operationState?.syncResult?.resources ?? []) {
    const failed = result.status === 'SyncFailed' || isFailed(result.hookPhase);
    if (failed && result.name) {
      failures.set(keyOf(result), result.message);
      troubles.set(
        keyOf(result),
        compact({
          group: result.group ?? '',
          kind: result.kind ?? 'Unknown',
          namespace: result.namespace,
          name: result.name,
          message: shortened(result.message, KEPT_MESSAGE),
        }),
      );
    }
  }
  for (const resource of status?.resources ?? []) {
    const outOfSync =
      resource.status !== undefined && resource.status !== 'Synced';
    const unhealthy = UNHEALTHY.has(resource.health?.status ?? '');
    if (resource.name && (outOfSync || unhealthy)) {
      const message = failures.get(keyOf(resource)) ?? resource.health?.message;
      troubles.set(
        keyOf(resource),
        compact({
          group: resource.group ?? '',
          kind: resource.kind ?? 'Unknown',
          namespace: resource.namespace,
          name: resource.name,
          health: resource.health && health.parse(resource.health.status),
          sync: outOfSync ? sync.parse(resource.status) : undefined,
          message: shortened(message, KEPT_MESSAGE),
        }),
      );
    }
  }
  // What explains a failure comes before what merely waits to be synced.
  const urgency = (one: ResourceTrouble) =>
    (failures.has(keyOf(one)) || UNHEALTHY.has(one.health ?? '') ? 2 : 0) +
    (one.message ? 1 : 0);
  return [...troubles.values()]
    .sort((a, b) => urgency(b) - urgency(a))
    .slice(0, MOST_TROUBLES);
}

/** The KubeVela Applications among the resources. */
export function kubeVelaApplications(status: WireStatus | undefined) {
  return (status?.resources ?? []).filter(
    ({ group, kind }) => group === KUBEVELA_GROUP && kind === 'Application',
  );
}

/**
 * Whether Argo CD has no health check for the KubeVela Applications in this
 * one, so that `Healthy` says nothing about them. Undefined where that cannot be
 * told: a list leaves out the health of every resource.
 */
export function healthIgnoresKubeVela(
  status: WireStatus | undefined,
): boolean | undefined {
  const resources = status?.resources ?? [];
  const vela = kubeVelaApplications(status);
  const healthIsTold = resources.some(resource => resource.health);
  return vela.length > 0 && healthIsTold
    ? vela.every(resource => !resource.health)
    : undefined;
}
