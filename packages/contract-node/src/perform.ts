import type {
  AuditorService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { InputError, toError } from '@backstage/errors';
import type {
  Contract,
  RequestLine,
  RouteDefinition,
  RouteInput,
} from '@michi/contract-common';
import type { JsonObject } from '@backstage/types';
import type { Request } from 'express';
import { z } from 'zod';
import { authorise, type Authorisation } from './authorise';
import { callerName } from './callerName';
import type { Handlers } from './handlers';
import type { Verdicts } from './Verdicts';

/** What a contract is answered with, however its routes are called. */
export interface PerformOptions<C extends Contract> {
  contract: C;
  handlers: Handlers<C>;
  permissions: PermissionsService;
  auditor: AuditorService;
}

/** The same, with what is kept from one call to the next. */
export interface PerformContext<C extends Contract> extends PerformOptions<C> {
  verdicts: Verdicts;
}

/** A call of a route before anything of it is checked. */
export interface RawCall {
  name: string;
  route: RouteDefinition;
  params: unknown;
  query: unknown;
  body: unknown;
  lines?: AsyncIterable<RequestLine<unknown>>;
  credentials(): Promise<BackstageCredentials>;
  /** What the auditor is told of where it comes from. */
  origin: { request?: Request; meta: JsonObject };
}

type AnyHandler = (
  context: RouteInput &
    Authorisation & {
      credentials: BackstageCredentials;
      lines?: AsyncIterable<RequestLine<unknown>>;
    },
) => Promise<unknown>;

/**
 * Parses, authorises, records, handles, and parses the answer: the one way to a
 * handler, so that a permission cannot be had by calling it in another manner.
 */
export async function perform<C extends Contract>(
  options: PerformContext<C>,
  call: RawCall,
): Promise<unknown> {
  const { name, route, origin } = call;
  if (!route.changes) {
    return answer(options, call, () => {});
  }
  const event = await options.auditor.createEvent({
    eventId: kebab(name),
    severityLevel: 'medium',
    ...origin,
  });
  let heard: Heard | undefined;
  const metaOf = (body?: unknown): JsonObject | undefined =>
    heard && {
      requestedBy: callerName(heard.credentials),
      ...(heard.input && route.audit?.(heard.input, body)),
    };
  let body: unknown;
  try {
    body = await answer(options, call, what => {
      heard = what;
    });
  } catch (error) {
    await event.fail({ error: toError(error), meta: metaOf() });
    throw error;
  }
  // Outside: what was done is not told as failed because nobody wrote it down.
  const why = route.notDone?.(body);
  await (why === undefined
    ? event.success({ meta: metaOf(body) })
    : event.fail({ error: new Error(why), meta: metaOf(body) }));
  return body;
}

/** Who asks, and for what once it is parsed. */
interface Heard {
  credentials: BackstageCredentials;
  input?: RouteInput;
}

async function answer<C extends Contract>(
  { handlers, ...policy }: PerformContext<C>,
  call: RawCall,
  heard: (what: Heard) => void,
): Promise<unknown> {
  const { name, route, lines } = call;
  const handler = handlers[name as keyof C['routes']] as AnyHandler;
  const credentials = await call.credentials();
  heard({ credentials });
  const input: RouteInput = {
    params: parse(route.params, call.params, 'path'),
    query: parse(route.query, call.query, 'query'),
    body: parse(route.body, call.body, 'body'),
  };
  heard({ credentials, input });
  const authorisation = await authorise(route, input, credentials, policy);
  // Not parseAsync: it takes four times as long, and no schema waits for anything.
  return route.response.parse(
    await handler({
      ...input,
      ...authorisation,
      credentials,
      ...(lines && { lines }),
    }),
  );
}

function parse(schema: z.ZodType | undefined, value: unknown, part: string) {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (!result.success) {
    throw new InputError(
      `The ${part} of the request is not valid. ${z.prettifyError(result.error)}`,
    );
  }
  return result.data;
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}
