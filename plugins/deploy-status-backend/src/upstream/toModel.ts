import {
  healthSchema,
  phaseSchema,
  syncSchema,
  type Operation,
} from '@michi/plugin-deploy-status-common';
import { parseImage } from '../domain/image';
import {
  isFinal,
  type Observation,
  type ObservedApplication,
  type ObservedDeployment,
  type SourceRevision,
} from '../domain/observed';
import { compact } from './compact';
import { shortened } from './storable';
import {
  healthIgnoresKubeVela,
  kubeVelaApplications,
  troublesOf,
} from './troubles';
import type { WireApplication } from './wire';

/** What an Application object does not say about itself. */
export interface ModelContext {
  instance: string;
  /** Where people open this Argo CD, without a slash at the end. */
  frontendUrl: string;
  /** When it was received, ISO 8601. */
  observedAt: string;
}

type WireStatus = NonNullable<WireApplication['status']>;
type WireOperationState = NonNullable<WireStatus['operationState']>;
type WireHistoryEntry = WireStatus['history'][number];
type WireSource = NonNullable<NonNullable<WireApplication['spec']>['source']>;

const KEPT_MESSAGE = 2_000;

/** A value of an enumeration, `Unknown` for those we do not know. */
const health = healthSchema.catch('Unknown');
const sync = syncSchema.catch('Unknown');
const phase = phaseSchema.catch('Unknown');

function revisionsOf(
  from: {
    revision?: string;
    revisions: string[];
    source?: WireSource;
    sources: WireSource[];
  },
  fallback: WireSource | undefined,
  historyId?: number,
): SourceRevision[] {
  const one = (
    id: string,
    source: WireSource | undefined,
    sourceIndex?: number,
  ): SourceRevision =>
    compact({
      id,
      repoUrl: source?.repoURL,
      chart: source?.chart ? true : undefined,
      sourceIndex,
      historyId: sourceIndex === undefined ? undefined : historyId,
    });
  if (from.revisions.length > 0) {
    return from.revisions.map((id, index) =>
      one(id, from.sources[index], index),
    );
  }
  if (!from.revision) {
    return [];
  }
  // A multi-source object carries an empty single source beside the real ones.
  return [one(from.revision, from.source?.repoURL ? from.source : fallback)];
}

function operationRevisions(
  state: WireOperationState,
  source: WireSource | undefined,
): SourceRevision[] {
  const result = state.syncResult;
  const applied = result ? revisionsOf(result, source) : [];
  const requested = state.operation?.sync;
  return applied.length > 0 || !requested
    ? applied
    : revisionsOf({ ...requested, sources: [] }, source);
}

function toOperation(state: WireOperationState): Operation | undefined {
  if (!state.startedAt) {
    return undefined;
  }
  const parsed = phase.parse(state.phase);
  const by = state.operation?.initiatedBy;
  return compact({
    phase: parsed,
    startedAt: state.startedAt,
    // Set during the pause before a retry as well, where nothing has finished.
    finishedAt: isFinal(parsed) ? state.finishedAt : undefined,
    startedBy: by?.automated ? 'automated' : by?.username,
    automated: by?.automated ?? false,
    retries: Math.max(0, Math.trunc(state.retryCount ?? 0)),
    message: shortened(state.message, KEPT_MESSAGE),
  });
}

function historyDeployment(
  application: ObservedApplication,
  entry: WireHistoryEntry,
  source: WireSource | undefined,
): ObservedDeployment[] {
  // Old versions of Argo CD have no start; the end is as near as it gets.
  const startedAt = entry.deployStartedAt ?? entry.deployedAt;
  if (!startedAt) {
    return [];
  }
  const by = entry.initiatedBy;
  return [
    compact({
      ...identityOf(application),
      startedAt,
      // The history records what succeeded and nothing else.
      phase: 'Succeeded' as const,
      finishedAt: entry.deployedAt,
      startedBy: by?.automated ? 'automated' : by?.username,
      automated: by?.automated ?? false,
      retries: 0,
      revisions: revisionsOf(entry, source, entry.id),
      images: [],
    }),
  ];
}

/** What a deployment keeps of its Application, which may be gone tomorrow. */
function identityOf(application: ObservedApplication) {
  const {
    instance,
    uid,
    namespace,
    inControllerNamespace,
    project,
    name,
    url,
  } = application;
  return {
    instance,
    uid,
    namespace,
    inControllerNamespace,
    project,
    application: name,
    url,
  };
}

function operationDeployment(
  application: ObservedApplication,
  dryRun: boolean,
): ObservedDeployment[] {
  const { operation } = application;
  if (!operation || dryRun) {
    return [];
  }
  // Until the comparison after it, the images are those from before.
  const settled =
    operation.phase === 'Succeeded' && application.sync === 'Synced';
  return [
    {
      ...identityOf(application),
      ...operation,
      revisions: application.operationRevisions,
      images: settled ? application.images : [],
    },
  ];
}

/** An Application object in our terms, with the operations it tells of. Pure. */
export function toModel(
  wire: WireApplication,
  context: ModelContext,
): Observation {
  const { metadata, spec, status } = wire;
  const source = spec?.source?.repoURL ? spec.source : spec?.sources[0];
  const namespace = metadata.namespace ?? status?.controllerNamespace ?? '';
  const state = status?.operationState;
  const history = status?.history ?? [];
  const last = history.at(-1);
  const controller = status?.controllerNamespace;
  const automated = spec?.syncPolicy?.automated;

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
    sync: sync.parse(status?.sync?.status),
    autoSync: automated !== undefined && automated.enabled !== false,
    images: (status?.summary?.images ?? []).map(parseImage),
    revisions: last ? revisionsOf(last, source, last.id) : [],
    deployedAt: last?.deployStartedAt ?? last?.deployedAt,
    operation: state && toOperation(state),
    operationRevisions: state ? operationRevisions(state, source) : [],
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

  return {
    application,
    deployments: [
      ...history.flatMap(entry =>
        historyDeployment(application, entry, source),
      ),
      // Last, as it knows more than the history's entry of the same operation.
      ...operationDeployment(
        application,
        state?.operation?.sync?.dryRun ?? false,
      ),
    ],
  };
}
