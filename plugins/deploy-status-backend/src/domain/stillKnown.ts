import { compact } from './compact';
import {
  isFinal,
  type Observation,
  type ObservedApplication,
} from './observed';
import { isOlder } from './resourceVersion';
import { withRollout } from './rollout';
import { waitingOf } from './waiting';

/*
 * What is known of an Application and what its object no longer tells, although it
 * holds.
 */

const troubleKey = (one: ObservedApplication['troubles'][number]) =>
  `${one.group}/${one.kind}/${one.namespace ?? ''}/${one.name}`;

/**
 * A dry run takes the place of the last operation in Argo CD's object. What is
 * known of that operation, and what it said of resources, stays.
 */
export function withKnownOperation(
  known: ObservedApplication | undefined,
  observation: Observation,
): Observation {
  const operation = known?.operation;
  if (
    !observation.dryRun ||
    known?.uid !== observation.application.uid ||
    !operation ||
    !isFinal(operation.phase)
  ) {
    return observation;
  }
  const { operationScope, ...application } = observation.application;
  const messages = new Map(known.troubles.map(one => [troubleKey(one), one]));
  return {
    ...observation,
    application: {
      ...application,
      operation,
      operationRevisions: known.operationRevisions,
      ...(known.operationScope && { operationScope: known.operationScope }),
      ...(known.settled !== undefined && { settled: known.settled }),
      troubles: application.troubles.map(one => {
        const message = one.message ?? messages.get(troubleKey(one))?.message;
        return { ...one, ...(message && { message }) };
      }),
    },
  };
}

/**
 * While an operation runs, or a dry run has taken its place, Argo CD's object no
 * longer tells what one before it had brought that failed. It runs until
 * something is deployed later.
 */
export function withKnownDeployed(
  known: ObservedApplication | undefined,
  observation: Observation,
): Observation {
  const { application } = observation;
  const since = (one: ObservedApplication) => one.deployedAt ?? '';
  if (known?.uid !== application.uid) return observation;
  const isForgotten =
    known.unrecorded === true && since(known) > since(application);
  const isStillMixed =
    known.mixed === true && since(known) === since(application);
  // Where a cluster's database is restored, what is told is older and true.
  const isRestored =
    isOlder(application.resourceVersion, known.resourceVersion) === true;
  if (isRestored) return observation;
  if (isStillMixed) {
    return { ...observation, application: { ...application, mixed: true } };
  }
  return isForgotten ? withDeployed(known, observation) : observation;
}

/** What is out of sync is out of sync with what runs. */
function withDeployed(
  known: ObservedApplication,
  observation: Observation,
): Observation {
  const { application, compared } = observation;
  const { revisions, deployedAt, unrecorded } = known;
  // Of that operation itself most was to be seen when it had just ended.
  const isSame = application.operation?.startedAt === deployedAt;
  const waiting = waitingOf(compared, revisions);
  const isDrifted =
    compared !== undefined && !waiting && application.settled !== false;
  return {
    ...observation,
    application: compact({
      ...application,
      revisions,
      deployedAt,
      unrecorded,
      mixed: (isSame ? undefined : application.mixed) ?? known.mixed,
      waiting,
      drifted: isDrifted ? true : undefined,
      wantedFrom: undefined,
    }),
  };
}

/** What only the health of resources tells is kept where a row does not tell it. */
export function withKnownHealth(
  known: ObservedApplication | undefined,
  row: Observation,
): Observation {
  const { application } = row;
  return known?.healthIgnoresKubeVela !== undefined &&
    application.healthIgnoresKubeVela === undefined
    ? withRollout({
        ...row,
        application: {
          ...application,
          healthIgnoresKubeVela: known.healthIgnoresKubeVela,
        },
      })
    : row;
}
