import { isDeepStrictEqual } from 'node:util';
import { healthSchema, syncSchema } from '@michi/plugin-deploy-status-common';
import { compact } from '../domain/compact';
import { parseImage } from '../domain/image';
import type {
  Observation,
  ObservedApplication,
  SourceRevision,
} from '../domain/observed';
import { withRollout } from '../domain/rollout';
import { shortened } from '../domain/storable';
import { waitingOf } from '../domain/waiting';
import { lastDeployed, settledOf } from './deployed';
import { foundOf } from './found';
import {
  fromHistory,
  podsOf,
  toDeployment,
  toldHistory,
  type ToldHistory,
} from './toDeployments';
import { scopeOf, toOperation } from './toOperation';
import { operationRevisions, revisionsOf } from './toRevisions';
import {
  healthIgnoresKubeVela,
  kubeVelaApplications,
  troublesOf,
} from './troubles';
import type { WireApplication, WireHistoryEntry, WireSource } from './wire';

/** What an Application object does not say about itself. */
export interface ModelContext {
  instance: string;
  /** Where people open this Argo CD, without a slash at the end. */
  frontendUrl: string;
  /** When it was received, ISO 8601. */
  observedAt: string;
}

const KEPT_MESSAGE = 2_000;

/** A value of an enumeration, `Unknown` for those we do not know. */
const health = healthSchema.catch('Unknown');
const sync = syncSchema.catch('Unknown');

/**
 * Whether it is out of sync although Argo CD compared with what was deployed
 * last, from the same source and after the last operation. A branch on which
 * others commit too moves on without a change for this Application; there it
 * cannot be told, and a change is taken to wait.
 */
function hasDrifted(
  { spec, status }: WireApplication,
  last: WireHistoryEntry | undefined,
): boolean {
  const compared = status?.sync;
  const idsOf = (of: { revision?: string; revisions: string[] }) =>
    of.revisions.length > 0 ? of.revisions : [of.revision];
  const sourcesOf = (of: { source?: WireSource; sources: WireSource[] }) =>
    of.sources.length > 0 ? of.sources : [of.source];
  return (
    compared?.status === 'OutOfSync' &&
    last !== undefined &&
    spec !== undefined &&
    (last.revision !== undefined || last.revisions.length > 0) &&
    isDeepStrictEqual(idsOf(compared), idsOf(last)) &&
    isDeepStrictEqual(sourcesOf(spec), sourcesOf(last)) &&
    settledOf(status) !== false
  );
}

/** Where Git is, where Argo CD found a difference to it. */
function comparedOf(
  { spec, status }: WireApplication,
  source: WireSource | undefined,
): SourceRevision[] | undefined {
  const compared = status?.sync;
  return compared?.status === 'OutOfSync'
    ? revisionsOf({ ...compared, sources: spec?.sources ?? [] }, source)
    : undefined;
}

/** Where an Application is to be deployed from, each repository once. */
function repositoriesOf(spec: WireApplication['spec']): string[] | undefined {
  const sources = [spec?.source, ...(spec?.sources ?? [])];
  const urls = sources.flatMap(source => source?.repoURL || []);
  return urls.length > 0 ? [...new Set(urls)] : undefined;
}

/**
 * An object whose last operation is a dry run without it: a dry run deploys
 * nothing, and Argo CD forgets for it what it knew of the real one.
 */
function withoutDryRun(wire: WireApplication): {
  wire: WireApplication;
  dryRun: boolean;
} {
  const state = wire.status?.operationState;
  const asked = state ? state.operation?.sync : wire.operation?.sync;
  return asked?.dryRun
    ? {
        dryRun: true,
        wire: {
          ...wire,
          operation: undefined,
          status: wire.status && { ...wire.status, operationState: undefined },
        },
      }
    : { dryRun: false, wire };
}

/** An observation as data, which can come from another thread. */
export interface Told extends Omit<Observation, 'history'> {
  history?: ToldHistory;
}

/** What was told as an observation. */
export function toObservation({ history, ...told }: Told): Observation {
  return history
    ? { ...told, history: () => fromHistory(history, told.application) }
    : told;
}

/** An Application object in our terms, with the operations it tells of. Pure. */
export function toModel(
  object: WireApplication,
  context: ModelContext,
): Observation {
  return toObservation(toTold(object, context));
}

/** {@inheritDoc toModel} */
export function toTold(object: WireApplication, context: ModelContext): Told {
  const { wire, dryRun } = withoutDryRun(object);
  const { metadata, spec, status } = wire;
  const source = spec?.source?.repoURL ? spec.source : spec?.sources[0];
  const namespace = metadata.namespace ?? status?.controllerNamespace ?? '';
  const state = status?.operationState;
  const { entry: last, unrecorded, mixed } = lastDeployed(status);
  const controller = status?.controllerNamespace;
  const automated = spec?.syncPolicy?.automated;
  const deployed = last ? revisionsOf(last, source, last.id) : [];
  const compared = comparedOf(wire, source);
  const ofOperation = state ? operationRevisions(state, source) : [];

  const application: ObservedApplication = compact({
    instance: context.instance,
    namespace,
    name: metadata.name,
    uid: metadata.uid ?? `${namespace}/${metadata.name}`,
    project: spec?.project ?? 'default',
    labels: metadata.labels ?? {},
    resourceVersion: metadata.resourceVersion,
    inControllerNamespace: !controller || controller === namespace,
    health: health.parse(status?.health?.status),
    healthMessage: shortened(status?.health?.message, KEPT_MESSAGE),
    healthSince: status?.health?.lastTransitionTime,
    sync: sync.parse(status?.sync?.status),
    drifted: hasDrifted(wire, last) ? true : undefined,
    waiting: waitingOf(compared, deployed),
    autoSync: automated !== undefined && automated.enabled !== false,
    images: (status?.summary?.images ?? []).map(parseImage),
    revisions: deployed,
    wantedFrom: deployed.length === 0 ? repositoriesOf(spec) : undefined,
    deployedAt: last?.deployStartedAt ?? last?.deployedAt,
    unrecorded: unrecorded || undefined,
    mixed: mixed || undefined,
    operation: toOperation(wire),
    queued: wire.operation && !state ? true : undefined,
    settled: settledOf(status),
    destination: spec?.destination?.name ?? spec?.destination?.server,
    // Once in memory where they are the same, as they mostly are.
    operationRevisions: isDeepStrictEqual(deployed, ofOperation)
      ? deployed
      : ofOperation,
    operationScope: state && scopeOf(state),
    troubles: troublesOf(status),
    conditions: (status?.conditions ?? []).map(({ type, message }) => ({
      type: type ?? 'Unknown',
      message: shortened(message ?? '', KEPT_MESSAGE),
    })),
    hasKubeVela: kubeVelaApplications(status).length > 0 ? true : undefined,
    healthIgnoresKubeVela: healthIgnoresKubeVela(status),
    url: `${context.frontendUrl}/applications/${encodeURIComponent(namespace)}/${encodeURIComponent(metadata.name)}`,
    observedAt: context.observedAt,
  });

  const deployment = toDeployment(wire, application, source);
  const earlier = toldHistory(wire, source);
  const pods = podsOf(wire, application);
  const found = foundOf(wire, dryRun);
  return withRollout({
    application,
    ...(deployment && { deployment }),
    ...(earlier && { history: earlier }),
    ...(pods.length > 0 && { pods }),
    ...(found && { found }),
    ...(dryRun && { dryRun }),
    ...(compared && { compared }),
  });
}
