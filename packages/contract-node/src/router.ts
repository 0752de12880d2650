import type {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type {
  CallOutput,
  Contract,
  RouteDefinition,
  RouteInput,
} from '@michi/contract-common';
import express, { type Request, type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { createOpenApiDocument, OPENAPI_PATH } from './openapi';

/** What a handler is given: parsed input, and who asks. */
export interface HandlerContext<R> {
  params: R extends RouteDefinition<infer P, z.ZodType, z.ZodType, z.ZodType>
    ? z.output<P>
    : never;
  query: R extends RouteDefinition<z.ZodType, infer Q, z.ZodType, z.ZodType>
    ? z.output<Q>
    : never;
  body: R extends RouteDefinition<z.ZodType, z.ZodType, infer B, z.ZodType>
    ? z.output<B>
    : never;
  credentials: BackstageCredentials;
  /** The resources that the permission was granted for; empty for a route without resources. */
  permitted: ReadonlySet<string>;
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
      context: RouteInput & {
        credentials: BackstageCredentials;
        permitted: ReadonlySet<string>;
      },
    ) => Promise<unknown>;

    const answer = async (req: Request) => {
      const credentials = await options.httpAuth.credentials(req);
      const input: RouteInput = {
        params: parse(route.params, req.params, 'path'),
        query: parse(route.query, req.query, 'query'),
        body: parse(route.body, req.body, 'body'),
      };
      const permitted = await authorise(
        route,
        input,
        credentials,
        options.permissions,
      );
      return route.response.parseAsync(
        await handler({ ...input, credentials, permitted }),
      );
    };

    router[route.method](toExpressPath(route.path), async (req, res) => {
      if (!route.changes) {
        res.json(await answer(req));
        return;
      }
      const event = await auditor.createEvent({
        eventId: kebab(name),
        severityLevel: 'medium',
        request: req,
        meta: { ...req.params },
      });
      try {
        const body = await answer(req);
        await event.success();
        res.json(body);
      } catch (error) {
        await event.fail({
          error: error instanceof Error ? error : new Error(String(error)),
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

async function authorise(
  route: RouteDefinition,
  input: RouteInput,
  credentials: BackstageCredentials,
  permissions: PermissionsService,
): Promise<ReadonlySet<string>> {
  const { access } = route;
  const refs = 'resourceRefs' in access ? access.resourceRefs(input) : [];
  const requests =
    'resourceRefs' in access
      ? refs.map(resourceRef => ({
          permission: access.permission,
          resourceRef,
        }))
      : [{ permission: access.permission }];
  const decisions = await permissions.authorize(requests, { credentials });
  const allowed = decisions.map(
    decision => decision.result === AuthorizeResult.ALLOW,
  );
  const each = 'mode' in access && access.mode === 'each';
  if (!each && !allowed.every(Boolean)) {
    throw new NotAllowedError(
      `You need the permission ${access.permission.name} for this. The platform team grants it.`,
    );
  }
  return new Set(refs.filter((_, index) => allowed[index]));
}

function toExpressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}
