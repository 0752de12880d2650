import { compact } from './compact';
import {
  isFailed,
  type Found,
  type Observation,
  type ObservedApplication,
} from './observed';
import { revisionKind } from './revisionKind';

const idsOf = (of: ObservedApplication): string =>
  of.operationRevisions.map(({ id }) => id).join();

/**
 * Whether it deployed, by a person's wish, what had been deployed before. Git is
 * elsewhere then from the start, and the wish stays unfulfilled.
 */
function wasToGoBack(application: ObservedApplication, found: Found): boolean {
  return (
    !application.operation?.automated &&
    found.deployed.includes(idsOf(application))
  );
}

/** Whether Argo CD has looked since it ended, and found that there runs what Git says at another revision. */
function isOvertaken(application: ObservedApplication, found: Found): boolean {
  const { operation, operationRevisions, sync } = application;
  return (
    sync === 'Synced' &&
    found.at !== undefined &&
    operation?.finishedAt !== undefined &&
    found.at > operation.finishedAt &&
    found.revisions.length > 0 &&
    operationRevisions.length > 0 &&
    // The name of a branch may mean the revision that was found.
    operationRevisions.every(one => revisionKind(one) !== undefined) &&
    !wasToGoBack(application, found)
  );
}

/**
 * A failed operation of which the change was taken back in Git is history: Argo CD
 * starts no other one where there runs what Git says, so it stays the last one for
 * ever. What it said of resources is no trouble of now, and no part of it runs.
 *
 * It stays history when Git moves on, until Git is at its revision again. What
 * failed once everything was applied is what runs, and is never history before
 * something else is deployed: a commit that changes nothing here mends no test.
 */
export function withSuperseded(
  known: ObservedApplication | undefined,
  observation: Observation,
): Observation {
  const { application, found } = observation;
  const { operation } = application;
  if (
    !found ||
    !operation ||
    !isFailed(operation.phase) ||
    operation.startedAt === application.deployedAt ||
    idsOf(application) === found.revisions.join()
  ) {
    return observation;
  }
  const wasBefore =
    known?.superseded === true &&
    known.uid === application.uid &&
    known.operation?.startedAt === operation.startedAt;
  return wasBefore || isOvertaken(application, found)
    ? {
        ...observation,
        application: compact({
          ...application,
          superseded: true,
          mixed: undefined,
          troubles: found.troubles,
        }),
      }
    : observation;
}
