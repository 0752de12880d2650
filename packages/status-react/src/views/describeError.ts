import { ResponseError } from '@backstage/errors';

/** What a failed request comes to, read off the answer's status. */
export type ErrorProblem =
  | 'denied'
  | 'signed-out'
  | 'invalid'
  | 'missing'
  | 'conflict'
  | 'busy'
  | 'unavailable'
  /** No answer came, or none of those. */
  | 'other';

/** What a person needs to know about a failed request. */
export interface ErrorDescription {
  kind: 'denied' | 'signed-out' | 'failed';
  /** What it comes to, as a word that an interface translates. */
  problem: ErrorProblem;
  /** In the server's words, where it had some. */
  message: string;
  /** What to hand to whoever looks into it. */
  reference?: string;
}

/** Sorts a failure by what the reader can do about it. */
export function describeError(error: Error): ErrorDescription {
  if (!ResponseError.is(error)) {
    return { kind: 'failed', problem: 'other', message: error.message };
  }
  const { statusCode, body } = error;
  const requestId = error.response.headers.get('x-request-id');
  const request = body.request
    ? `${body.request.method} ${body.request.url}`
    : undefined;
  const problem = problemOf(statusCode);
  return {
    kind: problem === 'denied' || problem === 'signed-out' ? problem : 'failed',
    problem,
    message: error.cause.message,
    reference: [String(statusCode), request, requestId]
      .filter(Boolean)
      .join(' · '),
  };
}

function problemOf(statusCode: number): ErrorProblem {
  switch (statusCode) {
    case 400:
    case 422:
      return 'invalid';
    case 401:
      return 'signed-out';
    case 403:
      return 'denied';
    case 404:
      return 'missing';
    case 409:
      return 'conflict';
    case 429:
      return 'busy';
    default:
      return statusCode >= 500 ? 'unavailable' : 'other';
  }
}
