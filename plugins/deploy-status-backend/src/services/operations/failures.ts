import type { Obstacle } from '@michi/plugin-deploy-status-common';
import {
  isUpstreamError,
  type UpstreamError,
  type UpstreamErrorKind,
} from '@michi/upstream-node';
import { problemOf } from '../../domain/problem';
import type { OperationOutcome } from '../../store/OperationStore';

/**
 * Answers that say no. Argo CD explains every one of them in words, and has too
 * few codes to tell them apart: 400 with code 9 is another operation, auto-sync,
 * and Git out of reach alike. What can be known is asked before; what is left is
 * told to the person as Argo CD says it.
 */
const NO: ReadonlySet<UpstreamErrorKind> = new Set([
  'rejected',
  'forbidden',
  'not-found',
  'unauthorized',
  'rate-limited',
]);

/** What is said of a system that did not do what it was asked. */
function words(error: UpstreamError): string {
  // Its own words are about the request; those about our account are not for
  // the person who asked.
  const own = error.kind === 'unauthorized' ? undefined : error.detail;
  const root =
    error.kind === 'circuit-open' && isUpstreamError(error.cause)
      ? error.cause
      : error;
  return (
    own ??
    (root.system === 'argocd'
      ? problemOf(root.kind).problem
      : `The Git host did not answer as expected: ${root.kind}.`)
  );
}

/** What became of a change of which an error came back. */
export function resultOf(error: UpstreamError): {
  outcome: OperationOutcome;
  message: string;
} {
  const refused = !error.reachedServer || NO.has(error.kind);
  return { outcome: refused ? 'refused' : 'unknown', message: words(error) };
}

/** Why an Application could not be read before it is changed. */
export function obstacleOf(error: UpstreamError): Obstacle {
  switch (error.kind) {
    case 'not-found':
      return {
        kind: 'application-missing',
        message: 'Argo CD does not have this Application any more.',
      };
    case 'forbidden':
    case 'rejected':
      return { kind: 'refused', message: words(error) };
    default:
      return { kind: 'instance-unreachable', message: words(error) };
  }
}

/** A value that had to be read, or why it could not be. */
export type Reading<T> =
  | { value: T; obstacle?: undefined }
  | { value?: undefined; obstacle: Obstacle };

/** Reads from Argo CD; what it did not answer is an obstacle and not an error. */
export async function reading<T>(call: () => Promise<T>): Promise<Reading<T>> {
  try {
    return { value: await call() };
  } catch (error) {
    if (isUpstreamError(error)) {
      return { obstacle: obstacleOf(error) };
    }
    throw error;
  }
}
