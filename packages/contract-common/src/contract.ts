import type {
  BasicPermission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import type { z } from 'zod';

/** What a request carries, after its schemas have parsed it. */
export interface RouteInput<Params = unknown, Query = unknown, Body = unknown> {
  params: Params;
  query: Query;
  body: Body;
}

/**
 * Who may call a route. There is no way to leave it out: a route that anyone
 * signed in may call still names the read permission that says so.
 *
 * - `permission` alone: one decision for the whole request.
 * - with `resourceRefs`: one decision per resource, all of which must allow.
 * - with `resourceRefs` and `mode: 'each'`: one decision per resource; the
 *   handler receives those that were allowed as `permitted` and answers for
 *   them alone.
 * - with `mode: 'found'`: the request does not name the resources. The handler
 *   finds them and asks `permit` which of them the caller may have; a caller
 *   who may have none at all is denied before.
 */
export type RouteAccess<Input> =
  | { permission: BasicPermission }
  | {
      permission: ResourcePermission;
      resourceRefs(input: Input): string[];
      mode?: 'all' | 'each';
    }
  | { permission: ResourcePermission; mode: 'found' };

/**
 * One operation of a plugin's HTTP API: the schemas of what goes in and what
 * comes out, and who may call it. The server's validation, the OpenAPI
 * document and the typed client are all made from this value.
 */
export interface RouteDefinition<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
  Line extends z.ZodType = z.ZodType,
> {
  method: 'get' | 'post' | 'put' | 'delete';
  /** Below the plugin's base URL, parameters in braces: `/v1/entities/{kind}`. */
  path: `/${string}`;
  /** One line for the OpenAPI document. */
  summary: string;
  description?: string;
  access: RouteAccess<
    RouteInput<z.output<Params>, z.output<Query>, z.output<Body>>
  >;
  params?: Params;
  query?: Query;
  body?: Body;
  /**
   * In place of `body`: the request is NDJSON, each line of this schema. The
   * handler receives the lines as they arrive, so that a request may be larger
   * than memory.
   */
  lines?: Line;
  response: Response;
  /**
   * When it fails in a way that does not follow from what it takes, by status. A
   * failure that the document does not have is answered as one of the plugin.
   */
  failures?: Partial<Record<'404' | '409', string>>;
  /** Set on every route that changes something: the auditor records each call. */
  changes?: boolean;
  /**
   * What the auditor keeps of a call beside who, when and the path: never a
   * secret. `answer` is absent where the call was denied or failed.
   */
  audit?(
    input: RouteInput<z.output<Params>, z.output<Query>, z.output<Body>>,
    answer?: z.output<Response>,
  ): JsonObject;
  /**
   * Why an answer says that nothing was done, or that nobody knows whether it
   * was: the auditor records the call as failed. Absent where it was done.
   */
  notDone?(answer: z.output<Response>): string | undefined;
}

/** A plugin's HTTP API. */
export interface Contract<
  Routes extends Record<string, RouteDefinition> = Record<
    string,
    RouteDefinition
  >,
> {
  pluginId: string;
  title: string;
  /** Of the API, not of the package: raised when a client must change. */
  version: string;
  routes: Routes;
}

/** One line of an NDJSON request, parsed; or what is wrong with it. */
export type RequestLine<T> =
  | { number: number; value: T; problem?: undefined }
  | { number: number; value?: undefined; problem: string };

/** The schema of a part that a route does not have. */
type None = z.ZodUndefined;

type Carried<Name extends string, S extends z.ZodType> = S extends None
  ? {}
  : {} extends z.input<S>
    ? { [K in Name]?: z.input<S> }
    : { [K in Name]: z.input<S> };

/** What a caller passes: only the parts that the route declares. */
export type CallInput<R> =
  R extends RouteDefinition<infer P, infer Q, infer B, z.ZodType, infer L>
    ? Carried<'params', P> &
        Carried<'query', Q> &
        Carried<'body', B> &
        (unknown extends z.input<L>
          ? {}
          : L extends None
            ? {}
            : { lines: Iterable<z.input<L>> })
    : never;

/** What a route answers, parsed. */
export type CallOutput<R> =
  R extends RouteDefinition<z.ZodType, z.ZodType, z.ZodType, infer S, z.ZodType>
    ? z.output<S>
    : never;

/**
 * Checks one route's types where it is written, so that `access` sees the
 * parsed input.
 *
 * @example
 * ```ts
 * const getEntityStatus = defineRoute({
 *   method: 'get',
 *   path: '/v1/entities/{kind}/{namespace}/{name}/status',
 *   summary: 'What runs where for one entity',
 *   params: entityParams,
 *   response: entityStatusSchema,
 *   access: {
 *     permission: deployStatusReadPermission,
 *     resourceRefs: ({ params }) => [stringifyEntityRef(params)],
 *   },
 * });
 * ```
 */
export function defineRoute<
  Response extends z.ZodType,
  Params extends z.ZodType = None,
  Query extends z.ZodType = None,
  Body extends z.ZodType = None,
  Line extends z.ZodType = None,
>(
  route: RouteDefinition<Params, Query, Body, Response, Line>,
): RouteDefinition<Params, Query, Body, Response, Line> {
  return route;
}

/** Gathers a plugin's routes; their names become the client's methods. */
export function defineContract<Routes extends Record<string, RouteDefinition>>(
  contract: Contract<Routes>,
): Contract<Routes> {
  return contract;
}
