import type {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { InputError, toError } from '@backstage/errors';
import type {
  CallOutput,
  Contract,
  RequestLine,
  RouteInput,
} from '@michi/contract-common';
import express, { type Request, type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { authorise, type Authorisation } from './authorise';
import { readLines } from './lines';
import { createOpenApiDocument, OPENAPI_PATH } from './openapi';

/** What a handler is given: parsed input, and who asks. */
export interface HandlerContext<R> {
  params: R extends { params?: infer P extends z.ZodType }
    ? z.output<P>
    : never;
  query: R extends { query?: infer Q extends z.ZodType } ? z.output<Q> : never;
  body: R extends { body?: infer B extends z.ZodType } ? z.output<B> : never;
  /** Of an NDJSON request, as they arrive; empty lines are left out. */
  lines: R extends { lines?: infer L extends z.ZodType }
    ? AsyncIterable<RequestLine<z.output<L>>>
    : never;
  credentials: BackstageCredentials;
  /** The resources that the permission was granted for; empty for a route without resources. */
  permitted: ReadonlySet<string>;
  /** Which of the resources that the handler found the caller may have, for a route with `mode: 'found'`. */
  permit(refs: string[]): Promise<ReadonlySet<string>>;
}

/** One handler per route: it calls one service method and returns its answer. */
export type Handlers<C extends Contract> = {
  [Name in keyof C['routes']]: (
    context: HandlerContext<C['routes'][Name]>,
  ) => Promise<CallOutput<C['routes'][Name]>>;
};

/** The services that a contract's router needs. */
export interface ContractRouterOptions<C extends Contract> {
  contract: C;
  handlers: Handlers<C>;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  auditor: AuditorService;
}

/**
 * Serves a contract: each request is parsed by the route's schemas (400 with
 * the field's name), authorised by the route's permission (403), recorded by
 * the auditor where the route changes something, handled, and its answer parsed
 * again, so that nothing outside the OpenAPI document ever leaves the plugin.
 */
export function createContractRouter<C extends Contract>(
  options: ContractRouterOptions<C>,
): Router {
  const { contract, handlers, auditor } = options;
  const router = PromiseRouter();
  router.use(express.json({ limit: '1mb' }));

  const document = createOpenApiDocument(contract);
  router.get(OPENAPI_PATH, (_req, res) => {
    res.json(document);
  });

  for (const [name, route] of Object.entries(contract.routes)) {
    const handler = handlers[name as keyof C['routes']] as (
      context: RouteInput &
        Authorisation & {
          credentials: BackstageCredentials;
          lines?: AsyncIterable<RequestLine<unknown>>;
        },
    ) => Promise<unknown>;

    const answer = async (req: Request, heard: (input: RouteInput) => void) => {
      const credentials = await options.httpAuth.credentials(req);
      const input: RouteInput = {
        params: parse(route.params, req.params, 'path'),
        query: parse(route.query, req.query, 'query'),
        body: parse(route.body, req.body, 'body'),
      };
      heard(input);
      const authorisation = await authorise(
        route,
        input,
        credentials,
        options.permissions,
      );
      // Not parseAsync: it takes four times as long, and no schema waits for anything.
      return route.response.parse(
        await handler({
          ...input,
          ...authorisation,
          credentials,
          ...(route.lines && { lines: readLines(req, route.lines) }),
        }),
      );
    };

    router[route.method](toExpressPath(route.path), async (req, res) => {
      if (!route.changes) {
        // Kept by the browser alone, which asks whether it has changed.
        res.set('cache-control', 'private, no-cache');
        res.json(await answer(req, () => {}));
        return;
      }
      const event = await auditor.createEvent({
        eventId: kebab(name),
        severityLevel: 'medium',
        request: req,
        meta: { ...req.params },
      });
      let input: RouteInput | undefined;
      try {
        const body = await answer(req, parsed => {
          input = parsed;
        });
        await event.success({ meta: input && route.audit?.(input, body) });
        res.json(body);
      } catch (error) {
        await event.fail({
          error: toError(error),
          meta: input && route.audit?.(input),
        });
        throw error;
      }
    });
  }
  return router;
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

function toExpressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}
