import { randomUUID } from 'node:crypto';
import { mockCredentials } from '@backstage/backend-test-utils';
import { deployStatusContract } from '@michi/plugin-deploy-status-common';
import type * as UpstreamNode from '@michi/upstream-node';
import type { UpstreamRequest } from '@michi/upstream-node';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import fc, { type Arbitrary } from 'fast-check';
import type { Hints, JsonSchema } from './__testUtils__/arbitraryRequest';
import {
  asDocumented,
  BYTES,
  CONDITIONS,
  IN_OTHER_WAYS,
  inPath,
  mistaken,
  PARTS,
  SEARCHES,
  TOO_LARGE,
  type Change,
  type Operation,
} from './__testUtils__/arbitraryWire';
import {
  consent,
  setUpOperating,
  targetIn,
  type Policy,
} from './__testUtils__/operating';
import { send, type WireRequest } from './__testUtils__/wire';

/** How long a call to another system may take at most; a day, unless a test has no time for one that hangs. */
let mockMostMs = 86_400_000;
jest.mock('@michi/upstream-node', () => {
  const real = jest.requireActual<typeof UpstreamNode>('@michi/upstream-node');
  return {
    ...real,
    createUpstream: (options: Parameters<typeof real.createUpstream>[0]) => {
      const upstream = real.createUpstream(options);
      const within = <T>(call: UpstreamRequest<T>) =>
        upstream.request<T>({
          ...call,
          deadlineMs: Math.min(call.deadlineMs ?? 10_000, mockMostMs),
        });
      return { ...upstream, request: within };
    },
  };
});

const ROOT = '/api/deploy-status';
/** A key that a sync was made with. */
const USED_KEY = randomUUID();

/** What exists, so that requests reach further than "not found". */
const hints = (deploymentId: string): Hints => ({
  'path:kind': ['component'],
  'path:namespace': ['default'],
  'path:name': ['blog-api', 'blog-api', 'blog-api', 'session', 'intruder'],
  namespace: ['argocd'],
  name: ['blog-api'],
  instance: ['dev', 'production'],
  application: ['blog-api'],
  deploymentId: [deploymentId],
  entityRefs: ['component:default/blog-api', 'component:default/session'],
  owners: ['group:default/blog'],
  ref: ['component:default/blog-api', 'group:default/blog'],
  tag: ['0.1.1'],
  digest: [`sha256:${'a'.repeat(64)}`],
  confirm: ['production', 'dev'],
  environments: ['dev', 'production'],
  systems: ['system:default/blogging'],
  since: ['2026-10-24T00:00:00Z'],
  until: ['2026-11-23T00:00:00Z'],
});

/** Those with which nothing is missing. */
const CERTAIN_HINTS: Hints = {
  'path:name': ['blog-api'],
  instance: ['production'],
  reason: ['A customer waits'],
  confirm: ['production'],
  ref: ['component:default/blog-api'],
};

interface DocumentedOperation {
  operationId: string;
  parameters?: Array<{ name: string; schema: JsonSchema }>;
  requestBody?: { content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, { content?: object }>;
}

interface Documented extends Operation {
  responses: DocumentedOperation['responses'];
}

const operationsOf = (
  paths: Record<string, Record<string, DocumentedOperation>>,
): Documented[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const [[type, media] = []] = Object.entries(
        operation.requestBody?.content ?? {},
      );
      return {
        id: operation.operationId,
        method,
        path: `${ROOT}${path}`,
        parameters: operation.parameters ?? [],
        ...(type && media && { takes: { type, schema: media.schema } }),
        responses: operation.responses,
      };
    }),
  );

/** Whether Express hands a path to the operation's route: it is Backstage that answers the others. */
const isFor = ({ path }: Operation, request: WireRequest) =>
  new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`).test(
    request.path.replace(/\?.*$/s, ''),
  );

/** As many people do; and it takes less time. */
const eachAtOnce = <T>(all: readonly T[], of: (one: T) => Promise<void>) =>
  Promise.all(all.map(of));

const world = setUpOperating();
// Some three thousand requests, for which a busy machine needs longer.
jest.setTimeout(240_000);
afterEach(() => {
  mockMostMs = 86_400_000;
});

/** A portal with its document, and what checks an answer against it. */
async function start(policy: Policy) {
  const { port, api, post } = await world.start({ policy });
  const document = (await api.get(`${ROOT}/openapi.json`)).body;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema(document, 'document');
  const pointer = (...parts: string[]) =>
    `document#/${parts.map(part => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
  const context = {
    hints: hints(await world.deploymentOf('production')),
    resolve: (ref: string): JsonSchema =>
      document.components.schemas[ref.split('/').at(-1) ?? ''],
  };
  const seen = new Map<string, Set<string>>();

  /** @throws Error for an answer that the document does not have. */
  async function check(operation: Documented, request: WireRequest) {
    const answer = await send(port, request);
    const { status, text } = answer;
    const what = () =>
      `${request.method} ${request.path} ${JSON.stringify(request.headers)} ${request.body?.toString().slice(0, 2_000)} → ${status} ${text}`;
    if (status >= 500) throw new Error(`Failed: ${what()}`);
    if (status === 404 && text === '' && !isFor(operation, request)) {
      return answer;
    }
    const name = String(status);
    const documented = operation.responses[name];
    if (!documented) throw new Error(`Not in the document: ${what()}`);
    seen.set(operation.id, (seen.get(operation.id) ?? new Set()).add(name));
    if (!documented.content) {
      if (text !== '') throw new Error(`Has a body: ${what()}`);
      return answer;
    }
    if (answer.type !== 'application/json') {
      throw new Error(`Is no JSON: ${what()}`);
    }
    const validate = ajv.getSchema(
      pointer(
        'paths',
        operation.path.slice(ROOT.length),
        operation.method,
        'responses',
        name,
        'content',
        'application/json',
        'schema',
      ),
    );
    if (!validate?.(JSON.parse(text))) {
      throw new Error(
        `Not as the document says: ${what()}\n${ajv.errorsText(validate?.errors)}`,
      );
    }
    return answer;
  }

  return {
    operations: operationsOf(document.paths),
    context,
    seen,
    check,
    post,
    holds: (
      operation: Documented,
      requests: Arbitrary<WireRequest>,
      numRuns: number,
    ) =>
      fc.assert(
        fc.asyncProperty(requests, async request => {
          await check(operation, request);
        }),
        { numRuns },
      ),
  };
}

describe('the OpenAPI document', () => {
  it('says the truth about every request, whatever is in it, and nothing of answers that there are not', async () => {
    const { operations, context, check, holds, post, seen } =
      await start('allow');
    expect(operations).toHaveLength(
      Object.keys(deployStatusContract.routes).length,
    );
    await post('sync', {
      target: targetIn('dev'),
      ...consent(),
      idempotencyKey: USED_KEY,
    });
    const certain = {
      ...context,
      hints: { ...context.hints, ...CERTAIN_HINTS },
      certain: true,
    };
    const usedKey = {
      ...certain,
      hints: { ...certain.hints, idempotencyKey: [USED_KEY] },
    };

    await eachAtOnce(operations, async operation => {
      const good = asDocumented(operation, context);
      await holds(operation, good, 12);
      await holds(operation, mistaken(operation, context), 25);
      await holds(operation, asDocumented(operation, certain), 3);
      await holds(operation, asDocumented(operation, usedKey), 3);

      // Each of these is tried, with another request each.
      const changes: Change[] = [
        ...(operation.takes ? BYTES : []).map((body): Change => request => ({
          ...request,
          body,
        })),
        ...TOO_LARGE,
        ...IN_OTHER_WAYS,
        ...SEARCHES,
        ...CONDITIONS,
        ...PARTS.flatMap((part, at) => inPath(operation, part, at)),
        ...[mockCredentials.none.header(), 'Bearer x', 'Basic eDp5'].map(
          (authorization): Change =>
            request => ({
              ...request,
              headers: { ...request.headers, authorization },
            }),
        ),
      ];
      const requests = fc.sample(good, changes.length);
      for (const [index, request] of requests.entries()) {
        await check(operation, changes[index]?.(request) ?? request);
      }
    });
    await eachAtOnce(
      operations.filter(({ responses }) => responses['304']),
      async operation => {
        const requests = fc.sample(asDocumented(operation, certain), 20);
        for (const request of requests) {
          // What is known may have changed since it was asked before.
          if (!seen.get(operation.id)?.has('304')) {
            const { etag = '' } = await check(operation, request);
            const again = { ...request.headers, 'if-none-match': etag };
            await check(operation, { ...request, headers: again });
          }
        }
      },
    );

    // The policy allows everything, and nothing fails.
    const unseen = ({ id, responses }: Documented) =>
      Object.keys(responses).filter(
        status =>
          !['403', '500', '503'].includes(status) && !seen.get(id)?.has(status),
      );
    expect(
      operations.flatMap(one => unseen(one).map(status => [one.id, status])),
    ).toEqual([]);
  });

  it.each(['deny', 'owners'] as const)(
    'says it where the policy is "%s"',
    async policy => {
      const { operations, context, holds, seen } = await start(policy);
      await eachAtOnce(operations, async operation => {
        await holds(operation, asDocumented(operation, context), 10);
        await holds(operation, mistaken(operation, context), 5);
      });
      const denied = operations.filter(({ id }) => seen.get(id)?.has('403'));
      expect(denied.length).toBeGreaterThan(policy === 'deny' ? 18 : 10);
    },
  );

  it.each(['internal-error', 'hang', 'html'] as const)(
    'says it where an Argo CD has the fault "%s"',
    async fault => {
      const { operations, context, holds, seen } = await start('allow');
      world.argoCd.production.fault = fault;
      mockMostMs = 100;
      await eachAtOnce(operations, operation =>
        holds(operation, asDocumented(operation, context), 5),
      );
      expect(seen.size).toBe(operations.length);
    },
  );
});
