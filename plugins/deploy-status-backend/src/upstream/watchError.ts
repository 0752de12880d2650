import { UpstreamError } from '@michi/upstream-node';

/** The error for one that the server sent over the watch before it ended it. */
export function watchError(
  of: { system: string; instance: string },
  error: { http_code?: number },
): UpstreamError {
  const unauthorized = error.http_code === 401;
  return new UpstreamError(
    unauthorized ? 'unauthorized' : 'server',
    {
      ...of,
      method: 'GET',
      path: '/api/v1/stream/applications',
    },
    {
      what: `ended the watch with an error${error.http_code ? ` (${error.http_code})` : ''}`,
      advice: unauthorized
        ? 'Check that the configured token is valid and has not expired.'
        : 'It is opened again by itself.',
      status: error.http_code,
    },
  );
}
