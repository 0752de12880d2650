import type { Attempt, Image } from '@michi/plugin-deploy-status-common';
import { canonical } from '../domain/canonical';
import { compact } from '../domain/compact';
import { sighted } from '../domain/deployments';
import type { SightingDetails } from '../domain/ranks';
import { parseImage } from '../domain/image';
import {
  isFinal,
  type ObservedApplication,
  type ObservedDeployment,
} from '../domain/observed';
import { appliedRevisions, revisionsOf } from './toRevisions';
import { doneOf, requestOf, startedBy } from './toOperation';
import type {
  WireApplication,
  WireHistoryEntry,
  WireOperationState,
  WireSource,
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
  const { name, destination, ...rest } = application;
  return {
    instance: rest.instance,
    uid: rest.uid,
    namespace: rest.namespace,
    inControllerNamespace: rest.inControllerNamespace,
    project: rest.project,
    url: rest.url,
    application: name,
    ...(destination && { destination }),
  };
}

function fromHistory(
  application: ObservedApplication,
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
    ...placeOf(application),
    startedAt,
    // The history records what succeeded and nothing else.
    phase: 'Succeeded' as const,
    finishedAt: entry.deployedAt,
    ...startedBy(entry.initiatedBy),
    revisions: revisionsOf(entry, source, entry.id),
  });
  return [sighted(deployment, 'history')];
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

/**
 * Each once: the one that is named like the Application first, and those that
 * hooks used last. A hook often uses the image of the service itself, so that
 * its image is not left out.
 */
function arranged(
  application: ObservedApplication,
  images: readonly Image[],
  ofHooks: ReadonlySet<string> = new Set(),
): Image[] {
  const byText = new Map(images.map(image => [canonical(image), image]));
  const place = (text: string, { name }: Image) => {
    const own = name.split('/').at(-1) === application.name;
    return `${own ? 0 : 1}${ofHooks.has(text) ? 1 : 0}${text}`;
  };
  return [...byText.entries()]
    .map(([text, image]) => ({ image, at: place(text, image) }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ image }) => image);
}

/** What was deployed, by the applied manifests, or by the pods that run now. */
function imagesOf(
  application: ObservedApplication,
  state: WireOperationState,
  healthySince: 'pods' | 'pods-after-change' | undefined,
): Pick<SightingDetails, 'imagesFrom'> & { images: Image[] } {
  const results = state.syncResult?.resources ?? [];
  const applied = results
    .filter(({ hookType }) => hookType === undefined)
    .flatMap(({ images }) => images);
  if (applied.length > 0) {
    return {
      images: arranged(application, applied.map(parseImage)),
      imagesFrom: 'manifests',
    };
  }
  if (!healthySince) {
    // Pods from before may still be there, or those to come not yet.
    return { images: [] };
  }
  const ofHooks = new Set(
    results.flatMap(({ images }) =>
      images.map(image => canonical(parseImage(image))),
    ),
  );
  return {
    images: arranged(application, application.images, ofHooks),
    imagesFrom: healthySince,
  };
}

/** What health says about an operation that has succeeded. */
function healthEvidence(
  wire: WireApplication,
  application: ObservedApplication,
  finishedAt: string | undefined,
): Pick<SightingDetails, 'steady' | 'movedAt' | 'turnedAt'> {
  const changedAt = wire.status?.health?.lastTransitionTime;
  if (
    application.operation?.phase !== 'Succeeded' ||
    !finishedAt ||
    !changedAt
  ) {
    return {};
  }
  const healthy = application.health === 'Healthy';
  if (changedAt >= finishedAt) {
    return { movedAt: changedAt, ...(healthy && { turnedAt: changedAt }) };
  }
  // Argo CD runs these hooks once everything is healthy, so the rollout may be
  // over before the operation is.
  const waited =
    changedAt > application.operation.startedAt &&
    application.operation.hooks.some(({ type }) => type === 'PostSync');
  return healthy && (application.settled || waited) ? { steady: true } : {};
}

function fromOperation(
  wire: WireApplication,
  application: ObservedApplication,
  source: WireSource | undefined,
): ObservedDeployment[] {
  const { operation } = application;
  const state = wire.status?.operationState;
  const dryRun = state?.operation?.sync?.dryRun ?? false;
  if (!operation || !state || dryRun) {
    return [];
  }
  const { progress, ...told } = operation;
  const ended = isFinal(operation.phase);
  const waiting =
    !ended && state.finishedAt !== undefined && operation.retries > 0;
  const health = healthEvidence(wire, application, operation.finishedAt);
  const healthySince =
    (health.turnedAt && 'pods-after-change') ||
    (health.steady && 'pods') ||
    undefined;
  const { images, imagesFrom } = imagesOf(application, state, healthySince);
  // Until something was applied, what runs is what ran before.
  const untouched = !ended && operation.retries === 0 && !state.syncResult;
  const before =
    untouched && application.images.length > 0
      ? arranged(application, application.images)
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
  const isPartial = (state.operation?.sync?.resources.length ?? 0) > 0;
  return [
    sighted(deployment, 'operation', {
      ...health,
      ...(imagesFrom && { imagesFrom }),
      ...(isPartial && { partial: true }),
      ...(before && { before }),
      applied: appliedRevisions(state, source).length > 0,
      progress: {
        terminating: operation.phase === 'Terminating',
        retries: operation.retries,
        waiting,
        done: doneOf(state),
      },
    }),
  ];
}

/** The operations that an Application object tells of. */
export function toDeployments(
  wire: WireApplication,
  application: ObservedApplication,
  source: WireSource | undefined,
): ObservedDeployment[] {
  const history = wire.status?.history ?? [];
  return [
    ...history.flatMap(entry => fromHistory(application, entry, source)),
    ...fromOperation(wire, application, source),
  ];
}
