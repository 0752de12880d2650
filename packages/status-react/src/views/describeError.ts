import { ResponseError } from '@backstage/errors';

/** What a person needs to know about a failed request. */
export interface ErrorDescription {
  kind: 'denied' | 'signed-out' | 'failed';
  /** In the server's words, where it had some. */
  message: string;
  /** What to hand to whoever looks into it. */
  reference?: string;
}

/** Sorts a failure by what the reader can do about it. */
export function describeError(error: Error): ErrorDescription {
  if (!ResponseError.is(error)) {
    return { kind: 'failed', message: error.message };
  }
  const { statusCode, body } = error;
  const requestId = error.response.headers.get('x-request-id');
  const request = body.request
    ? `${body.request.method} ${body.request.url}`
    : undefined;
  return {
    kind: kindOf(statusCode),
    message: error.cause.message,
    reference: [String(statusCode), request, requestId]
      .filter(Boolean)
      .join(' · '),
  };
}

function kindOf(statusCode: number): ErrorDescription['kind'] {
  switch (statusCode) {
    case 401:
      return 'signed-out';
    case 403:
      return 'denied';
    default:
      return 'failed';
  }
}
