import { compact } from './compact';
import {
  isFinal,
  type Observation,
  type ObservedApplication,
  type SourceRevision,
} from './observed';
import { withRollout } from './rollout';

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
  if (
    known?.uid !== application.uid ||
    since(known) < since(application) ||
    (since(known) === since(application) && !known.mixed)
  ) {
    return observation;
  }
  const { mixed, waiting, operation, ...rest } = application;
  // What is known of that operation itself was told when there was most to see.
  const isSame = operation?.startedAt === known.deployedAt;
  const isRunning = (one: SourceRevision) =>
    known.revisions.some(
      ({ id, repoUrl }) => id === one.id && repoUrl === one.repoUrl,
    );
  const others = (waiting ?? []).filter(one => !isRunning(one));
  return {
    ...observation,
    application: compact({
      ...rest,
      operation,
      revisions: known.revisions,
      deployedAt: known.deployedAt,
      mixed: (isSame ? undefined : mixed) ?? known.mixed,
      waiting: others.length > 0 ? others : undefined,
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
