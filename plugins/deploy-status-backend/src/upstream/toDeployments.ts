import type { Attempt, Image } from '@michi/plugin-deploy-status-common';
import { canonical } from '../domain/canonical';
import { compact } from '../domain/compact';
import { sighted } from '../domain/deployments';
import { parseImage } from '../domain/image';
import {
  isFinal,
  type Observation,
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

/** What was deployed, by the applied manifests. */
function appliedImages(
  application: ObservedApplication,
  state: WireOperationState,
): Image[] {
  const applied = (state.syncResult?.resources ?? [])
    .filter(({ hookType }) => hookType === undefined)
    .flatMap(({ images }) => images);
  return arranged(application, applied.map(parseImage));
}

/** What runs, of an operation whose manifests do not tell what it deployed. */
function podsOf(
  application: ObservedApplication,
  state: WireOperationState,
): Image[] {
  if (
    application.operation?.phase !== 'Succeeded' ||
    appliedImages(application, state).length > 0
  ) {
    return [];
  }
  const ofHooks = new Set(
    (state.syncResult?.resources ?? []).flatMap(({ images }) =>
      images.map(image => canonical(parseImage(image))),
    ),
  );
  return arranged(application, application.images, ofHooks);
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
  const images = appliedImages(application, state);
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
      ...(images.length > 0 && { imagesFrom: 'manifests' as const }),
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

/**
 * The operations that an Application object tells of, the one under way or just
 * over last, and the images of pods where only they tell what that one deployed.
 */
export function toDeployments(
  wire: WireApplication,
  application: ObservedApplication,
  source: WireSource | undefined,
): Pick<Observation, 'deployments' | 'pods'> {
  const history = wire.status?.history ?? [];
  const place = placeOf(application);
  const state = wire.status?.operationState;
  const pods = state ? podsOf(application, state) : [];
  return {
    deployments: [
      ...history.flatMap(entry => fromHistory(place, entry, source)),
      ...fromOperation(wire, application, source),
    ],
    ...(pods.length > 0 && { pods }),
  };
}
