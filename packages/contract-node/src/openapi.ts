import { z } from 'zod';
import { createDocument } from 'zod-openapi';
import type { Contract, RouteDefinition } from '@michi/contract-common';
import { failuresOf } from './failures';

/** Where every plugin serves its OpenAPI document, below its base URL. */
export const OPENAPI_PATH = '/openapi.json';

// The body that Backstage's error middleware answers.
const errorSchema = z
  .object({
    error: z.looseObject({ name: z.string(), message: z.string() }),
    request: z.looseObject({ method: z.string(), url: z.string() }).optional(),
    response: z.looseObject({ statusCode: z.number().int() }),
  })
  .meta({ id: 'Error' });

/**
 * The OpenAPI 3.1 document of a contract, made from the same schemas that
 * validate requests and answers.
 */
export function createOpenApiDocument(
  contract: Contract,
): Record<string, unknown> {
  const paths: Record<string, Record<string, object>> = {};
  for (const [operationId, route] of Object.entries(contract.routes)) {
    paths[route.path] = {
      ...paths[route.path],
      [route.method]: operation(operationId, route),
    };
  }
  return {
    ...createDocument({
      openapi: '3.1.0',
      info: { title: contract.title, version: contract.version },
      servers: [{ url: `/api/${contract.pluginId}` }],
      security: [{ backstage: [] }],
      paths,
      components: {
        securitySchemes: {
          backstage: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        },
      },
    }),
  };
}

function operation(operationId: string, route: RouteDefinition) {
  return {
    operationId,
    summary: route.summary,
    description: [
      route.description,
      `Permission: \`${route.access.permission.name}\`.`,
    ]
      .filter(Boolean)
      .join('\n\n'),
    requestParams: {
      ...(route.params instanceof z.ZodObject && { path: route.params }),
      ...(route.query instanceof z.ZodObject && { query: route.query }),
    },
    ...(route.body && {
      requestBody: {
        // None at all counts as an empty one.
        required: !route.body.safeParse({}).success,
        content: { 'application/json': { schema: route.body } },
      },
    }),
    ...(route.lines && {
      requestBody: {
        required: true,
        content: { 'application/x-ndjson': { schema: route.lines } },
      },
    }),
    responses: {
      '200': {
        description: route.summary,
        content: { 'application/json': { schema: route.response } },
      },
      ...(route.method === 'get' && {
        '304': {
          description:
            'Nothing has changed since the answer whose ETag `If-None-Match` carries.',
        },
      }),
      ...Object.fromEntries(
        Object.entries(failuresOf(route)).map(([status, description]) => [
          status,
          {
            description,
            content: { 'application/json': { schema: errorSchema } },
          },
        ]),
      ),
    },
  };
}
