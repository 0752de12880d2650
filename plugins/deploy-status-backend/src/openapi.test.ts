import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import {
  body,
  pathPart,
  type Hints,
  type JsonSchema,
} from './__testUtils__/arbitraryRequest';
import { setUpBackend, type RunningBackend } from './__testUtils__/backend';

/** Requests per operation. */
const RUNS = 150;
const ROOT = '/api/deploy-status';
const NDJSON = 'application/x-ndjson';

interface Operation {
  parameters?: Array<{ name: string; in: string; schema: JsonSchema }>;
  requestBody?: { content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, { content: Record<string, unknown> }>;
}

/** What exists, so that requests reach further than "not found". */
const HINTS: Hints = {
  'path:kind': ['component'],
  'path:namespace': ['default'],
  'path:name': ['blog-api', 'blog-api', 'blog-web', 'library'],
  namespace: ['argocd'],
  name: ['blog-api'],
  instance: ['dev', 'production'],
  application: ['blog-api'],
  entityRefs: ['component:default/blog-api', 'component:default/blog-web'],
  owners: ['group:default/blog'],
  ref: ['component:default/blog-api', 'group:default/blog'],
  confirm: ['dev', 'production'],
  environments: ['dev', 'production'],
  systems: ['system:default/blogging'],
  since: ['2026-10-24T00:00:00Z'],
  until: ['2026-11-23T00:00:00Z'],
};

const encoded = (part: string) =>
  // A lone surrogate has no encoding.
  encodeURIComponent(Buffer.from(part).toString());

/** What an operation takes: a body, lines, or nothing. */
function contentOf(
  type: string | undefined,
  schema: JsonSchema | undefined,
  context: Parameters<typeof body>[1],
): fc.Arbitrary<unknown> {
  if (!schema) return fc.constant(undefined);
  const one = body(schema, context);
  return type === NDJSON ? fc.array(one, { maxLength: 5 }) : one;
}

function ask(
  api: RunningBackend['api'],
  call: {
    method: string;
    where: string;
    type: string | undefined;
    content: unknown;
  },
) {
  const { method, where, type, content } = call;
  if (method === 'get') return api.get(where);
  return type === NDJSON && Array.isArray(content)
    ? api.import(content.map(line => JSON.stringify(line)).join('\n'))
    : api.raw(method, where, JSON.stringify(content));
}

describe('the OpenAPI document', () => {
  const world = setUpBackend();

  it('says the truth about every request, whatever is in it', async () => {
    const { api, connected } = await world.start();
    await connected();
    const { body: document } = await api.get(`${ROOT}/openapi.json`);
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats(ajv);
    ajv.addSchema(document, 'document');
    const pointer = (...parts: string[]) =>
      `document#/${parts.map(part => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
    const context = {
      hints: HINTS,
      resolve: (ref: string): JsonSchema =>
        document.components.schemas[ref.split('/').at(-1) ?? ''],
    };

    const operations = Object.entries<Record<string, Operation>>(
      document.paths,
    ).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        path,
        method,
        operation,
      })),
    );
    expect(operations.length).toBeGreaterThan(15);

    for (const { path, method, operation } of operations) {
      const parameters = operation.parameters ?? [];
      const [[type, media] = []] = Object.entries(
        operation.requestBody?.content ?? {},
      );
      const request = fc.record({
        parts: fc.tuple(
          ...parameters.map(({ name, schema }) =>
            pathPart(schema, context, name),
          ),
        ),
        content: contentOf(type, media?.schema, context),
      });
      await fc.assert(
        fc.asyncProperty(request, async ({ parts, content }) => {
          const where = parameters.reduce(
            (text, { name }, index) =>
              text.replace(`{${name}}`, encoded(parts[index] ?? '')),
            `${ROOT}${path}`,
          );
          const answer = await ask(api, { method, where, type, content });
          const what = `${method} ${where} → ${answer.status} ${answer.text}`;
          if (answer.status >= 500) throw new Error(`Failed: ${what}`);
          // Express itself answers paths that no route has.
          if (answer.status === 404 && answer.type !== 'application/json') {
            return;
          }
          const status = String(answer.status);
          if (!(status in operation.responses)) {
            throw new Error(`Not in the document: ${what}`);
          }
          const validate = ajv.getSchema(
            pointer(
              'paths',
              path,
              method,
              'responses',
              status,
              'content',
              'application/json',
              'schema',
            ),
          );
          if (!validate?.(answer.body)) {
            throw new Error(
              `Not as the document says: ${what}\n${ajv.errorsText(validate?.errors)}`,
            );
          }
        }),
        { numRuns: RUNS },
      );
    }
  });
});
