import type { Obstacle } from '@michi/plugin-deploy-status-common';
import {
  isUpstreamError,
  type UpstreamError,
  type UpstreamErrorKind,
} from '@michi/upstream-node';
import { problemOf } from '../../domain/problem';
import type {
  OperationOutcome,
  StoredOperation,
} from '../../store/OperationStore';

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

const ASKED_BEFORE: Obstacle = {
  kind: 'asked-before',
  message:
    'The same request was made before, and no answer to it is known. Look at the Application before you try again.',
};

/**
 * Something to say, in our own words and in those of the other system. At least
 * one of both is given.
 */
export function obstacle(
  kind: Obstacle['kind'],
  own: string,
  quotation?: string,
): Obstacle {
  return {
    kind,
    message: [own, quotation].filter(Boolean).join(' '),
    ...(quotation && { quotation }),
  };
}

/** The error behind one that only says that no more attempts are made. */
function rootOf(error: UpstreamError): UpstreamError {
  return error.kind === 'circuit-open' && isUpstreamError(error.cause)
    ? error.cause
    : error;
}

/** What is known of a failure beside what the other system says itself. */
function ownWords(error: UpstreamError): string {
  const { system, kind } = rootOf(error);
  return system === 'argocd'
    ? problemOf(kind).problem
    : `The Git host did not answer as expected: ${kind}.`;
}

/** Its own words are about the request; those about our account are not for the person who asked. */
function quotationOf({ kind, detail }: UpstreamError): string | undefined {
  return kind === 'unauthorized' ? undefined : detail;
}

/** Why another system did not do what it was asked, or could not be read before. */
export function obstacleOf(error: UpstreamError): Obstacle {
  const quotation = quotationOf(error);
  const own = quotation ? '' : ownWords(error);
  if (rootOf(error).system !== 'argocd') {
    return obstacle('git-host', own, quotation);
  }
  switch (error.kind) {
    case 'not-found':
      return obstacle(
        'application-missing',
        'Argo CD does not have this Application any more.',
      );
    case 'unauthorized':
      return obstacle('access', own);
    case 'forbidden':
      return obstacle(quotation ? 'refused' : 'access', own, quotation);
    case 'rejected':
      return obstacle('refused', own, quotation);
    default:
      return obstacle('instance-unreachable', own, quotation);
  }
}

/** What became of a change of which an error came back. */
export function resultOf(error: UpstreamError): {
  outcome: OperationOutcome;
  problems: Obstacle[];
} {
  if (!error.reachedServer || NO.has(error.kind)) {
    return { outcome: 'refused', problems: [obstacleOf(error)] };
  }
  const quotation = quotationOf(error);
  return {
    outcome: 'unknown',
    problems: [
      obstacle('no-answer', quotation ? '' : ownWords(error), quotation),
    ],
  };
}

/** What is kept of what there was to say: only the others' words cannot be said again. */
export function keptWords(problems: readonly Obstacle[]): string | undefined {
  return (
    problems.flatMap(({ quotation }) => quotation ?? []).join(' ') || undefined
  );
}

/** What there is to say of a request that was made before. */
export function problemsOfStored({
  outcome,
  action,
  message,
  settledAt,
}: StoredOperation): Obstacle[] {
  const host = action === 'promote';
  switch (outcome) {
    case 'refused':
      return [
        obstacle(
          host ? 'git-host' : 'refused',
          message ? '' : `${host ? 'The Git host' : 'Argo CD'} refused it.`,
          message,
        ),
      ];
    case 'unknown':
      return settledAt
        ? [
            obstacle(
              'no-answer',
              message ? '' : 'No usable answer came when it was made.',
              message,
            ),
          ]
        : [ASKED_BEFORE];
    default:
      return [];
  }
}

/** A value that had to be read, or why it could not be. */
export type Reading<T> =
  | { value: T; obstacle?: undefined }
  | { value?: undefined; obstacle: Obstacle };

/** Reads from Argo CD or the Git host; what did not answer is an obstacle and not an error. */
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
