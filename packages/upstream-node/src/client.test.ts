import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { z } from 'zod';
import { createUpstream, isUpstreamError, UpstreamError } from './index';
import type { Upstream, UpstreamOptions, UpstreamRequest } from './index';

const SECRET = 'very-secret-token-0123456789';
const thing = z.object({ name: z.string() });

let server: Server;
let baseUrl: string;
let seen: string[];
let answers: RequestListener[];
const open: Upstream[] = [];

beforeEach(async () => {
  seen = [];
  answers = [];
  server = createServer((req, res) => {
    seen.push(`${req.method} ${req.url}`);
    // The last answer is given again and again.
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    answer?.(req, res);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  baseUrl = `http://127.0.0.1:${port}`;
});

afterEach(async () => {
  await Promise.all(open.splice(0).map(one => one.close()));
  server.closeAllConnections();
  await new Promise(resolve => {
    server.close(resolve);
  });
});

function upstream(options: Partial<UpstreamOptions> = {}): Upstream {
  const one = createUpstream({
    name: 'production',
    system: 'argocd',
    baseUrl,
    headers: { authorization: `Bearer ${SECRET}` },
    deadlineMs: 2_000,
    retry: { attempts: 3, baseMs: 5, maxMs: 20 },
    circuit: { failures: 100, resetMs: 50 },
    logger: mockServices.logger.mock(),
    ...options,
  });
  open.push(one);
  return one;
}

function get(
  one: Upstream,
  request: Partial<UpstreamRequest<z.infer<typeof thing>>> = {},
) {
  return one.request({ path: 'api/thing', schema: thing, ...request });
}

async function failure(promise: Promise<unknown>): Promise<UpstreamError> {
  const error: unknown = await promise.then(
    () => undefined,
    reason => reason,
  );
  if (!isUpstreamError(error)) {
    throw new Error(`expected an UpstreamError, got ${error}`);
  }
  expect(JSON.stringify({ ...error, message: error.message })).not.toContain(
    SECRET,
  );
  return error;
}

/** Repeats an assertion until it holds, for at most five seconds. */
async function eventually(assertion: () => Promise<void>): Promise<void> {
  const until = Date.now() + 5_000;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() > until) {
        throw error;
      }
      await new Promise(resolve => {
        setTimeout(resolve, 20);
      });
    }
  }
}

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  (_req: IncomingMessage, res: ServerResponse) => {
    res.writeHead(status, { 'content-type': 'application/json', ...headers });
    res.end(JSON.stringify(body));
  };
const good = json(200, { name: 'a' });
const hang: RequestListener = () => {};
const hangMidBody: RequestListener = (_req, res) => {
  res.writeHead(200, { 'content-type': 'application/json' });
  res.write('{"name":');
};
const reset: RequestListener = req => req.socket.resetAndDestroy();

describe('an answer', () => {
  it('is validated and returned, and the headers are sent', async () => {
    let authorization: string | undefined;
    answers = [
      (req, res) => {
        authorization = req.headers.authorization;
        good(req, res);
      },
    ];
    const one = upstream();
    await expect(
      get(one, { query: { a: 'b c', list: ['x', 'y'], none: undefined } }),
    ).resolves.toEqual({ name: 'a' });
    expect(authorization).toBe(`Bearer ${SECRET}`);
    expect(seen).toEqual(['GET /api/thing?a=b+c&list=x&list=y']);
    expect(one.state()).toMatchObject({
      circuit: 'closed',
      lastSuccessAt: expect.any(Date),
    });
  });

  it('may be empty where the schema says so', async () => {
    answers = [(_req, res) => void res.writeHead(204).end()];
    await expect(
      upstream().request({
        method: 'DELETE',
        path: 'api/thing',
        schema: z.undefined(),
      }),
    ).resolves.toBeUndefined();
  });

  it.each([
    ['HTML', 'text/html', '<html>sign in</html>', /text\/html instead of JSON/],
    ['half a JSON', 'application/json', '{"name": "se', /broken JSON/],
    ['another shape', 'application/json', '{"name": 7}', /at name: string/],
  ])('that is %s is malformed', async (_title, type, body, message) => {
    answers = [
      (_req, res) => {
        res.writeHead(200, { 'content-type': type }).end(body);
      },
    ];
    const error = await failure(get(upstream()));
    expect(error.kind).toBe('malformed');
    expect(error.message).toMatch(message);
    expect(error.message).toContain("argocd 'production'");
    expect(error.message).toContain('GET /api/thing');
    expect(error.message).not.toContain('sign in');
    expect(error.message).not.toContain('"se');
    expect(seen).toHaveLength(1);
  });

  it('that is too large is given up while it arrives', async () => {
    answers = [
      (_req, res) => {
        res.writeHead(200, { 'content-type': 'application/json' });
        const more = () => {
          while (!res.destroyed && res.write('x'.repeat(16_384))) {
            // until the socket is full
          }
          if (!res.destroyed) {
            res.once('drain', more);
          }
        };
        more();
      },
    ];
    const error = await failure(get(upstream({ maxBytes: 100_000 })));
    expect(error.kind).toBe('malformed');
    expect(error.message).toContain('more than 100000 bytes');
  });
});

describe('the deadline', () => {
  it.each([
    ['before the headers', hang],
    ['in the middle of the body', hangMidBody],
  ])('ends a call that hangs %s', async (_title, answer) => {
    answers = [answer];
    const startedAt = Date.now();
    const error = await failure(get(upstream({ deadlineMs: 120 })));
    expect(error.kind).toBe('timeout');
    expect(error.message).toContain('within 0.1 s');
    expect(Date.now() - startedAt).toBeLessThan(1_500);
  });

  it('covers all attempts together', async () => {
    answers = [json(503, {})];
    const startedAt = Date.now();
    await failure(
      get(
        upstream({
          deadlineMs: 200,
          retry: { attempts: 1_000, baseMs: 30, maxMs: 30 },
          random: () => 1,
        }),
      ),
    );
    expect(Date.now() - startedAt).toBeLessThan(1_500);
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.length).toBeLessThan(12);
  });

  it('leaves time for another attempt when attempts are bounded', async () => {
    answers = [hang, good];
    await expect(get(upstream({ attemptMs: 100 }))).resolves.toEqual({
      name: 'a',
    });
  });

  it("does not hide the caller's own abort", async () => {
    answers = [hang];
    const controller = new AbortController();
    const promise = get(upstream(), { signal: controller.signal });
    const reason = new Error('page left');
    setImmediate(() => controller.abort(reason));
    await expect(promise).rejects.toBe(reason);
  });
});

describe('repeating', () => {
  it.each([
    ['a reset', reset],
    ['a 500', json(500, { message: 'boom' })],
    ['a 503', json(503, {})],
  ])('a read after %s', async (_title, answer) => {
    answers = [answer, good];
    await expect(get(upstream())).resolves.toEqual({ name: 'a' });
    expect(seen).toHaveLength(2);
  });

  it.each([
    ['a reset', reset, 'network'],
    ['a 500', json(500, {}), 'server'],
    ['a 429', json(429, {}, { 'retry-after': '0' }), 'rate-limited'],
  ])('never a write after %s', async (_title, answer, kind) => {
    answers = [answer];
    const error = await failure(
      get(upstream(), { method: 'POST', body: { a: 1 } }),
    );
    expect(error.kind).toBe(kind);
    expect(seen).toHaveLength(1);
  });

  it('a write that is idempotent', async () => {
    answers = [json(500, {}), good];
    await get(upstream(), { method: 'POST', idempotent: true });
    expect(seen).toHaveLength(2);
  });

  it('stops at the number of attempts and tells the last failure', async () => {
    answers = [json(502, {})];
    const error = await failure(get(upstream()));
    expect(error).toMatchObject({ kind: 'server', upstreamStatus: 502 });
    expect(seen).toHaveLength(3);
  });

  it('is not done for a status that the request tolerates', async () => {
    answers = [json(500, { message: `unknown revision, ${SECRET}` })];
    const one = upstream({ circuit: { failures: 1, resetMs: 60_000 } });
    const error = await failure(get(one, { tolerates: [500] }));
    expect(error.detail).toBe('unknown revision, [redacted]');
    expect(seen).toHaveLength(1);
    expect(one.state().circuit).toBe('closed');
  });

  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [400, 'rejected'],
    [302, 'rejected'],
  ])('is not done after %s', async (status, kind) => {
    answers = [json(status, { error: 'no' }, { location: 'http://x/' })];
    const error = await failure(get(upstream()));
    expect(error).toMatchObject({ kind, upstreamStatus: status });
    expect(error).not.toHaveProperty('status');
    expect(seen).toHaveLength(1);
  });
});

describe('rate limits', () => {
  it.each([
    ['in seconds', () => '0'],
    ['as a date', () => new Date(Date.now() + 1_000).toUTCString()],
  ])('Retry-After %s is waited for', async (_title, value) => {
    answers = [json(429, {}, { 'retry-after': value() }), good];
    await expect(get(upstream({ deadlineMs: 4_000 }))).resolves.toEqual({
      name: 'a',
    });
    expect(seen).toHaveLength(2);
  });

  it('a 429 without headers is repeated after the usual wait', async () => {
    answers = [json(429, {}), good];
    await expect(get(upstream())).resolves.toEqual({ name: 'a' });
  });

  it('a wait longer than the deadline fails at once, and the next call is not sent', async () => {
    answers = [json(429, {}, { 'retry-after': '3600' })];
    const one = upstream();
    const startedAt = Date.now();
    const error = await failure(get(one));
    expect(error).toMatchObject({
      kind: 'rate-limited',
      retryAfterMs: 3_600_000,
    });
    await failure(get(one));
    expect(Date.now() - startedAt).toBeLessThan(1_000);
    expect(seen).toHaveLength(1);
  });

  it('an exhausted budget stops further calls of its bucket only', async () => {
    const inTenMinutes = `${Math.floor(Date.now() / 1000) + 600}`;
    answers = [
      json(
        200,
        { name: 'a' },
        { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inTenMinutes },
      ),
      good,
    ];
    const one = upstream();
    await get(one, { bucket: 'search' });
    const error = await failure(get(one, { bucket: 'search' }));
    expect(error.kind).toBe('rate-limited');
    await get(one, { bucket: 'core' });
    expect(seen).toHaveLength(2);
  });

  it('403 with an exhausted budget is a rate limit, not a refusal', async () => {
    answers = [
      json(
        403,
        {},
        { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '90' },
      ),
    ];
    const error = await failure(get(upstream()));
    expect(error).toMatchObject({ kind: 'rate-limited', retryAfterMs: 90_000 });
  });
});

describe('the circuit', () => {
  it('opens after failures, keeps calls away, and closes by itself', async () => {
    answers = [json(500, {})];
    const logger = mockServices.logger.mock();
    const one = upstream({
      logger,
      retry: { attempts: 1, baseMs: 1, maxMs: 1 },
      circuit: { failures: 2, resetMs: 80 },
    });
    await failure(get(one));
    await failure(get(one));
    expect(one.state().circuit).toBe('open');
    const error = await failure(get(one));
    expect(error.kind).toBe('circuit-open');
    expect(seen).toHaveLength(2);
    expect(logger.warn).toHaveBeenCalledTimes(1);

    answers = [good];
    await eventually(async () => expect(await get(one)).toEqual({ name: 'a' }));
    expect(one.state().circuit).toBe('closed');
  });

  it('is not opened by answers such as 404', async () => {
    answers = [json(404, {})];
    const one = upstream({ circuit: { failures: 1, resetMs: 60_000 } });
    await failure(get(one));
    await failure(get(one));
    expect(one.state()).toMatchObject({
      circuit: 'closed',
      lastError: { kind: 'not-found' },
    });
  });
});

describe('the network', () => {
  it('says when nothing listens, and repeats even a write then', async () => {
    server.closeAllConnections();
    await new Promise(resolve => {
      server.close(resolve);
    });
    const debug = mockServices.logger.mock();
    const error = await failure(
      get(upstream({ logger: debug }), { method: 'POST' }),
    );
    expect(error.kind).toBe('network');
    expect(error.reachedServer).toBe(false);
    expect(error.message).toContain('could not be reached');
    expect(debug.debug).toHaveBeenCalledTimes(2);
  });

  it('refuses a token that a header cannot hold, without quoting it', async () => {
    const one = upstream({ headers: { authorization: `Bearer ${SECRET}\n` } });
    const error = await get(one).catch(reason => reason);
    expect(error.name).toBe('InputError');
    expect(error.message).toContain('line breaks');
    expect(error.message).not.toContain(SECRET);
  });
});

describe('paths', () => {
  it('stay below the base path and encode their segments', async () => {
    answers = [good];
    const one = upstream({ baseUrl: `${baseUrl}/argo/` });
    await get(one, { path: ['apps', 'a/b?c#d'] });
    expect(seen).toEqual(['GET /argo/apps/a%2Fb%3Fc%23d']);
  });

  it.each([
    ['../admin'],
    ['apps/..'],
    ['apps/%2e%2E/x'],
    ['apps/..%5cx'],
    ['apps?x=1'],
    ['apps/%zz'],
  ])('%s is refused', async path => {
    await expect(get(upstream(), { path })).rejects.toMatchObject({
      name: 'InputError',
    });
    expect(seen).toEqual([]);
  });

  it.each(['argocd', 'ftp://x', 'https://user:pass@x'])(
    'the base URL %s is refused',
    url => {
      expect(() => upstream({ baseUrl: url })).toThrow(/argocd 'production'/);
    },
  );
});

it('counts requests, retries and durations', async () => {
  const metrics = metricsServiceMock.mock();
  const add = jest.fn();
  const record = jest.fn();
  metrics.createCounter.mockReturnValue({ add });
  metrics.createHistogram.mockReturnValue({ record });
  answers = [json(500, {}), good];
  await get(upstream({ metrics }));
  const labels = { system: 'argocd', instance: 'production', method: 'GET' };
  expect(add).toHaveBeenCalledWith(1, { ...labels, because: 'server' });
  expect(add).toHaveBeenCalledWith(1, { ...labels, outcome: 'ok' });
  expect(record).toHaveBeenCalledWith(expect.any(Number), {
    ...labels,
    outcome: 'ok',
  });
});
