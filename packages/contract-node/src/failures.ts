import { ResponseError, ServiceUnavailableError } from '@backstage/errors';
import type { RouteDefinition } from '@michi/contract-common';
import { z } from 'zod';

/**
 * Every status that a route fails with, and when. What it says of itself comes
 * first; the rest follows from what it takes.
 */
export function failuresOf(route: RouteDefinition): Record<string, string> {
  const { params, query, body, lines } = route;
  return {
    ...((params || query || body || lines) && {
      '400':
        'The request does not fit the schema, or what it asks for makes no sense; the message names the field or says why.',
    }),
    '401': 'Not signed in.',
    '403': 'The permission policy denies it.',
    ...(params && { '404': 'There is no such thing.' }),
    ...(body && {
      '413': 'The body is larger than a megabyte.',
      '415':
        'The body is not `application/json`, or in a charset or an encoding that is not understood.',
    }),
    ...(lines && {
      '415': 'The lines are compressed; they are read as they come.',
    }),
    '500': 'The plugin failed; the log has the request.',
    '503':
      'The portal is starting or stopping, or something that the plugin needs does not answer; try again later.',
    ...route.failures,
  };
}

/** By which names Backstage knows errors; those of other frameworks carry a number. */
const STATUS_BY_NAME: Readonly<Record<string, number>> = {
  InputError: 400,
  AuthenticationError: 401,
  NotAllowedError: 403,
  NotFoundError: 404,
  NotModifiedError: 304,
  ConflictError: 409,
  NotImplementedError: 501,
  ServiceUnavailableError: 503,
};

const status = z.int().min(100).max(599).optional().catch(undefined);
const failureSchema = z.object({
  name: z.string().optional().catch(undefined),
  statusCode: status,
  status,
});

/** The status with which Backstage's error middleware answers an error. */
export function statusOf(error: unknown): number {
  const { data } = failureSchema.safeParse(error);
  return (
    data?.statusCode ?? data?.status ?? STATUS_BY_NAME[data?.name ?? ''] ?? 500
  );
}

/**
 * The error as it may leave a route: with a status that its document has. What
 * another plugin answered to us is no answer of ours, as its 401 says nothing of
 * whoever asked us.
 */
export function tellable(error: unknown, route: RouteDefinition): unknown {
  if (ResponseError.is(error)) {
    return new ServiceUnavailableError(
      'Something that the plugin needs did not answer as expected',
      error,
    );
  }
  const answered = statusOf(error);
  if (String(answered) in failuresOf(route)) {
    return error;
  }
  return new Error(
    `A route failed with ${answered}, which its document does not have`,
    { cause: error },
  );
}
