import type { Attempt, Image } from '@michi/plugin-deploy-status-common';
import { canonical } from '../domain/canonical';
import { compact } from '../domain/compact';
import { sighted } from '../domain/deployments';
import { arranged, parseImage } from '../domain/image';
import {
  isFailed,
  isFinal,
  type ObservedApplication,
  type ObservedDeployment,
} from '../domain/observed';
import { appliedOf } from './deployed';
import { appliedRevisions, revisionsOf } from './toRevisions';
import { doneOf, requestOf, startedBy } from './toOperation';
import {
  wireHistoryEntrySchema,
  wireKeptHistorySchema,
  type WireApplication,
  type WireHistoryEntry,
  type WireOperationState,
  type WireSource,
} from './wire';

/** What every deployment has before anything is known of it. */
const NOTHING_KNOWN = {
  retries: 0,
  attempts: [],
  hooks: [],
  images: [],
  imagesBefore: [],
  rollback: false,
  imported: false,
};

/** What a deployment keeps of its Application, which may be gone tomorrow. */
function placeOf(application: ObservedApplication) {
  const { name, destination, instance, uid, namespace, project, url } =
    application;
  return {
    instance,
    uid,
    namespace,
    inControllerNamespace: application.inControllerNamespace,
    project,
    url,
    application: name,
    ...(destination && { destination }),
  };
}

/** What a deployment needs of a source; a whole one holds every value of a chart. */
const slim = ({ repoURL, chart }: WireSource): WireSource => ({
  repoURL,
  chart,
});

function fromEntry(
  place: ReturnType<typeof placeOf>,
  entry: WireHistoryEntry,
  source: WireSource | undefined,
): ObservedDeployment[] {
  // Old versions of Argo CD have no start; the end is as near as it gets.
  const startedAt = entry.deployStartedAt ?? entry.deployedAt;
  if (!startedAt) {
    return [];
  }
  const deployment = compact({
    ...NOTHING_KNOWN,
    ...place,
    startedAt,
    // The history records what succeeded and nothing else.
    phase: 'Succeeded' as const,
    finishedAt: entry.deployedAt,
    ...startedBy(entry.initiatedBy),
    revisions: revisionsOf(entry, source, entry.id),
  });
  return [sighted(deployment, 'history')];
}

/**
 * The operations of an object's history, as text until they are asked for, which
 * takes a third of the memory and is one thing for the collector instead of a
 * hundred.
 */
export interface ToldHistory {
  entries: string;
  /** Of those that do not say theirs. */
  source?: WireSource;
}

/** What an object's history says; nothing where it has none. */
export function toldHistory(
  wire: WireApplication,
  source: WireSource | undefined,
): ToldHistory | undefined {
  const entries = wireKeptHistorySchema.parse(wire.status?.history);
  return entries.length > 0
    ? compact({
        entries: JSON.stringify(entries),
        source: source && slim(source),
      })
    : undefined;
}

/** The operations of which an Application's history told. */
export function fromHistory(
  { entries, source }: ToldHistory,
  application: ObservedApplication,
): ObservedDeployment[] {
  const kept: unknown[] = JSON.parse(entries);
  const place = placeOf(application);
  return kept.flatMap(entry =>
    fromEntry(place, wireHistoryEntrySchema.parse(entry), source),
  );
}

/** Attempts that failed and are followed by another one. */
function failedAttempts(
  state: WireOperationState,
  waiting: boolean,
  retries: number,
): Attempt[] {
  return waiting
    ? [
        compact({
          number: retries,
          phase: 'Failed' as const,
          finishedAt: state.finishedAt,
          message: state.message,
        }),
      ]
    : [];
}

/** What was deployed, by the applied manifests. */
function appliedImages(
  application: ObservedApplication,
  state: WireOperationState,
): Image[] {
  const applied = (state.syncResult?.resources ?? [])
    .filter(({ hookType }) => hookType === undefined)
    .flatMap(({ images }) => images);
  return arranged(application.name, applied.map(parseImage));
}

/** Later pods of what failed may be of later changes from outside. */
const JUST_OVER_MS = 5 * 60_000;

function isJustOver(status: WireApplication['status']): boolean {
  const ended = Date.parse(status?.operationState?.finishedAt ?? '');
  const looked = Date.parse(status?.reconciledAt ?? '');
  return !(looked - ended > JUST_OVER_MS);
}

/** What runs, of an operation whose manifests do not tell what it deployed. */
export function podsOf(
  wire: WireApplication,
  application: ObservedApplication,
): Image[] {
  const state = wire.status?.operationState;
  const isApplied =
    application.operation?.phase === 'Succeeded' ||
    (appliedOf(wire.status) === 'all' && isJustOver(wire.status));
  if (!state || !isApplied || appliedImages(application, state).length > 0) {
    return [];
  }
  const ofHooks = new Set(
    (state.syncResult?.resources ?? []).flatMap(({ images }) =>
      images.map(image => canonical(parseImage(image))),
    ),
  );
  return arranged(application.name, application.images, ofHooks);
}

/** The operation under way or just over; a dry run is none. */
export function toDeployment(
  wire: WireApplication,
  application: ObservedApplication,
  source: WireSource | undefined,
): ObservedDeployment | undefined {
  const { operation } = application;
  const state = wire.status?.operationState;
  const dryRun = state?.operation?.sync?.dryRun ?? false;
  if (!operation || !state || dryRun) {
    return undefined;
  }
  const { progress, ...told } = operation;
  const ended = isFinal(operation.phase);
  const waiting =
    !ended && state.finishedAt !== undefined && operation.retries > 0;
  const images = appliedImages(application, state);
  // Until something was applied, what runs is what ran before.
  const untouched = !ended && operation.retries === 0 && !state.syncResult;
  const isClear =
    application.images.length > 0 || application.health === 'Missing';
  const before =
    untouched && isClear
      ? arranged(application.name, application.images)
      : undefined;

  const deployment: Parameters<typeof sighted>[0] = {
    ...NOTHING_KNOWN,
    ...placeOf(application),
    ...told,
    ...requestOf(state),
    attempts: failedAttempts(
      { ...state, message: operation.message },
      waiting,
      operation.retries,
    ),
    revisions: application.operationRevisions,
    images,
  };
  // Of what succeeded that is said already.
  const applied = isFailed(operation.phase)
    ? appliedOf(wire.status)
    : undefined;
  const asked = state.operation?.sync;
  const isPartial =
    (asked?.resources.length ?? 0) > 0 ||
    // Everything, and of that what differs: the results have no more.
    asked?.syncOptions.includes('ApplyOutOfSyncOnly=true');
  return sighted(deployment, 'operation', {
    ...(images.length > 0 && { imagesFrom: 'manifests' as const }),
    ...(isPartial && { partial: true }),
    ...(before && { before }),
    ...(applied && { applied }),
    isApplied: appliedRevisions(state, source).length > 0,
    progress: {
      terminating: operation.phase === 'Terminating',
      retries: operation.retries,
      waiting,
      done: doneOf(state),
    },
  });
}
