import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Contract, RouteDefinition } from '@michi/contract-common';
import type { ErrorRequestHandler, RequestHandler, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { tellable } from './failures';
import { readLines } from './lines';
import { createOpenApiDocument, OPENAPI_PATH } from './openapi';
import { perform, type PerformOptions } from './perform';
import { jsonBody, linesBody } from './requestBody';
import { sendJson } from './sendJson';
import { Verdicts } from './Verdicts';

/** The services that a contract's router needs. */
export interface ContractRouterOptions<
  C extends Contract,
> extends PerformOptions<C> {
  httpAuth: HttpAuthService;
}

/**
 * Serves a contract: each request is parsed by the route's schemas (400 with
 * the field's name), authorised by the route's permission (403), recorded by
 * the auditor where the route changes something, handled, and its answer parsed
 * again, so that nothing outside the OpenAPI document ever leaves the plugin: an
 * answer or a failure that the document does not have becomes a 500.
 */
export function createContractRouter<C extends Contract>(
  options: ContractRouterOptions<C>,
): Router {
  const { contract, permissions } = options;
  const context = { ...options, verdicts: new Verdicts(permissions) };
  const router = PromiseRouter();
  const document = createOpenApiDocument(contract);
  router.get(OPENAPI_PATH, (_req, res) => {
    res.json(document);
  });

  for (const [name, route] of Object.entries(contract.routes)) {
    const failing: ErrorRequestHandler = (error, _req, _res, next) =>
      next(tellable(error, route));
    const handling: RequestHandler = async (req, res) => {
      const answer = await perform(context, {
        name,
        route,
        params: req.params,
        query: req.query,
        body: req.body,
        ...(route.lines && { lines: readLines(req, route.lines) }),
        credentials: () => options.httpAuth.credentials(req),
        origin: { request: req, meta: { ...req.params } },
      });
      // Kept by the browser alone, which asks whether it has changed.
      const cacheControl = route.changes ? [] : ['private', 'no-cache'];
      sendJson(req, res, answer, cacheControl);
    };
    router[route.method](
      toExpressPath(route.path),
      ...readersOf(route),
      handling,
      failing,
    );
  }
  return router;
}

/** What a route does not take is not looked at. */
function readersOf({ body, lines }: RouteDefinition): RequestHandler[] {
  return [...(body ? [jsonBody] : []), ...(lines ? [linesBody] : [])];
}

function toExpressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}
