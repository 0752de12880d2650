import type { ResourceName } from '@michi/plugin-deploy-status-common';
import type {
  ManifestSource,
  OperableApplication,
  OperationNow,
} from '../domain/operations/operable';
import { compact } from '../domain/compact';
import { isFailed, isFinal } from '../domain/observed';
import { PLAN_INFO } from '../domain/operations/operationInfo';
import type { OperableWire } from './operationWire';
import {
  hookType,
  phase,
  requestOf,
  retriesOf,
  startedBy,
} from './toOperation';

type Status = NonNullable<OperableWire['status']>;
type WireSource = NonNullable<OperableWire['spec']['source']>;
type WireName = Status['resources'][number];

const UNDER_WAY = new Set(['Running', 'Terminating']);

function nameOf(
  wire: Pick<WireName, 'group' | 'kind' | 'namespace' | 'name'>,
): ResourceName {
  return compact({
    group: wire.group ?? '',
    kind: wire.kind ?? 'Unknown',
    namespace: wire.namespace,
    name: wire.name ?? '',
  });
}

function revisionsOf(from: { revision?: string; revisions: string[] }) {
  if (from.revisions.length > 0) return from.revisions;
  return from.revision ? [from.revision] : [];
}

function sourceOf(wire: WireSource): ManifestSource[] {
  return wire.repoURL
    ? [
        compact({
          repoUrl: wire.repoURL,
          revision: wire.targetRevision,
          path: wire.path,
          chart: wire.chart,
          ref: wire.ref,
          valueFiles: wire.helm?.valueFiles ?? [],
          recurse: wire.directory?.recurse,
        }),
      ]
    : [];
}

function operationOf(
  state: NonNullable<Status['operationState']>,
): OperationNow {
  const asked = state.operation?.sync;
  const result = state.syncResult;
  const resources = asked?.resources ?? [];
  const applied = result ? revisionsOf(result) : [];
  return compact({
    phase: phase.parse(state.phase),
    startedAt: state.startedAt,
    // Set during the pause before a retry as well, where nothing has finished.
    finishedAt: isFinal(state.phase) ? state.finishedAt : undefined,
    ...startedBy(state.operation?.initiatedBy),
    ...requestOf(state),
    retries: retriesOf(state),
    message: state.message,
    dryRun: asked?.dryRun ?? false,
    planId: state.operation?.info.find(({ name }) => name === PLAN_INFO)?.value,
    prune: asked?.prune ?? false,
    resources: resources.length > 0 ? resources.map(nameOf) : undefined,
    revisions: applied.length > 0 || !asked ? applied : revisionsOf(asked),
    results: (result?.resources ?? []).map(one =>
      compact({
        ...nameOf(one),
        status: one.status,
        message: one.message,
        hook: one.hookType !== undefined,
        hookType: one.hookType ? hookType.parse(one.hookType) : undefined,
        // Resources have one too: applied, and not ready yet.
        phase: one.hookPhase ? phase.parse(one.hookPhase) : undefined,
        failed: one.status === 'SyncFailed' || isFailed(one.hookPhase),
      }),
    ),
  });
}

/** An Application's object, for whoever is about to change it. Pure. */
export function toOperable(wire: OperableWire): OperableApplication {
  const { spec, status } = wire;
  const state = status?.operationState;
  const automated = spec.syncPolicy?.automated;
  const single = spec.source ? sourceOf(spec.source) : [];
  return compact({
    uid: wire.metadata.uid ?? '',
    autoSync: automated !== undefined && automated.enabled !== false,
    synced: status?.sync?.status === 'Synced',
    // A multi-source object carries an empty single source beside the real ones.
    sources: spec.sources.length > 0 ? spec.sources.flatMap(sourceOf) : single,
    targetRevisions: status?.sync ? revisionsOf(status.sync) : [],
    history: (status?.history ?? []).flatMap(entry => {
      const startedAt = entry.deployStartedAt ?? entry.deployedAt;
      return startedAt
        ? // The first id is 0, which Argo CD may leave out.
          [{ id: entry.id ?? 0, startedAt, revisions: revisionsOf(entry) }]
        : [];
    }),
    operation: state && operationOf(state),
    busy: wire.operation !== undefined || UNDER_WAY.has(state?.phase ?? ''),
    dryRunning: wire.operation?.sync?.dryRun ?? false,
    resources: (status?.resources ?? [])
      // What a resource of the Application has made is not synced: KubeVela's
      // Deployments are listed, and have no state of their own.
      .filter(one => !one.hook && one.name && one.status)
      .map(one => ({
        ...nameOf(one),
        outOfSync: one.status !== 'Synced',
        missing: one.health?.status === 'Missing',
        requiresPruning: one.requiresPruning ?? false,
      })),
  });
}
