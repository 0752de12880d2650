import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { z } from 'zod';
import {
  failure,
  get,
  good,
  hang,
  hangMidBody,
  json,
  SECRET,
  setUpServer,
} from './__testUtils__/server';

const world = setUpServer();

describe('an answer', () => {
  it('is validated and returned, and the headers are sent', async () => {
    let authorization: string | undefined;
    world.answers = [
      (req, res) => {
        authorization = req.headers.authorization;
        good(req, res);
      },
    ];
    const one = world.upstream();
    await expect(
      get(one, { query: { a: 'b c', list: ['x', 'y'], none: undefined } }),
    ).resolves.toEqual({ name: 'a' });
    expect(authorization).toBe(`Bearer ${SECRET}`);
    expect(world.seen).toEqual(['GET /api/thing?a=b+c&list=x&list=y']);
    expect(one.state()).toMatchObject({
      circuit: 'closed',
      lastSuccessAt: expect.any(Date),
    });
  });

  it('may be empty where the schema says so', async () => {
    world.answers = [(_req, res) => void res.writeHead(204).end()];
    await expect(
      world.upstream().request({
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
    world.answers = [
      (_req, res) => {
        res.writeHead(200, { 'content-type': type }).end(body);
      },
    ];
    const error = await failure(get(world.upstream()));
    expect(error.kind).toBe('malformed');
    expect(error.message).toMatch(message);
    expect(error.message).toContain("argocd 'production'");
    expect(error.message).toContain('GET /api/thing');
    expect(error.message).not.toContain('sign in');
    expect(error.message).not.toContain('"se');
    expect(world.seen).toHaveLength(1);
  });

  it('that is too large is given up while it arrives', async () => {
    world.answers = [
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
    const error = await failure(get(world.upstream({ maxBytes: 100_000 })));
    expect(error.kind).toBe('malformed');
    expect(error.message).toContain('more than 100000 bytes');
  });
});

describe('the deadline', () => {
  it.each([
    ['before the headers', hang],
    ['in the middle of the body', hangMidBody],
  ])('ends a call that hangs %s', async (_title, answer) => {
    world.answers = [answer];
    const startedAt = Date.now();
    const error = await failure(get(world.upstream({ deadlineMs: 120 })));
    expect(error.kind).toBe('timeout');
    expect(error.message).toContain('within 0.1 s');
    expect(Date.now() - startedAt).toBeLessThan(1_500);
  });

  it('covers all attempts together', async () => {
    world.answers = [json(503, {})];
    const startedAt = Date.now();
    await failure(
      get(
        world.upstream({
          deadlineMs: 200,
          retry: { attempts: 1_000, baseMs: 30, maxMs: 30 },
          random: () => 1,
        }),
      ),
    );
    expect(Date.now() - startedAt).toBeLessThan(1_500);
    expect(world.seen.length).toBeGreaterThan(1);
    expect(world.seen.length).toBeLessThan(12);
  });

  it('leaves time for another attempt when attempts are bounded', async () => {
    world.answers = [hang, good];
    await expect(get(world.upstream({ attemptMs: 100 }))).resolves.toEqual({
      name: 'a',
    });
  });

  it("does not hide the caller's own abort", async () => {
    world.answers = [hang];
    const controller = new AbortController();
    const promise = get(world.upstream(), { signal: controller.signal });
    const reason = new Error('page left');
    setImmediate(() => controller.abort(reason));
    await expect(promise).rejects.toBe(reason);
  });
});

describe('the network', () => {
  it('says when nothing listens, and repeats even a write then', async () => {
    await world.stop();
    const debug = mockServices.logger.mock();
    const error = await failure(
      get(world.upstream({ logger: debug }), { method: 'POST' }),
    );
    expect(error.kind).toBe('network');
    expect(error.reachedServer).toBe(false);
    expect(error.message).toContain('could not be reached');
    expect(debug.debug).toHaveBeenCalledTimes(2);
  });

  it('refuses a token that a header cannot hold, without quoting it', async () => {
    const one = world.upstream({
      headers: { authorization: `Bearer ${SECRET}\n` },
    });
    const error = await get(one).catch(reason => reason);
    expect(error.name).toBe('InputError');
    expect(error.message).toContain('line breaks');
    expect(error.message).not.toContain(SECRET);
  });
});

describe('paths', () => {
  it('stay below the base path and encode their segments', async () => {
    world.answers = [good];
    const one = world.upstream({ baseUrl: `${world.baseUrl}/argo/` });
    await get(one, { path: ['apps', 'a/b?c#d'] });
    expect(world.seen).toEqual(['GET /argo/apps/a%2Fb%3Fc%23d']);
  });

  it.each([
    ['../admin'],
    ['apps/..'],
    ['apps/%2e%2E/x'],
    ['apps/..%5cx'],
    ['apps?x=1'],
    ['apps/%zz'],
  ])('%s is refused', async path => {
    await expect(get(world.upstream(), { path })).rejects.toMatchObject({
      name: 'InputError',
    });
    expect(world.seen).toEqual([]);
  });

  it.each(['argocd', 'ftp://x', 'https://user:pass@x'])(
    'the base URL %s is refused',
    url => {
      expect(() => world.upstream({ baseUrl: url })).toThrow(
        /argocd 'production'/,
      );
    },
  );
});

it('counts requests, retries and durations', async () => {
  const metrics = metricsServiceMock.mock();
  const add = jest.fn();
  const record = jest.fn();
  metrics.createCounter.mockReturnValue({ add });
  metrics.createHistogram.mockReturnValue({ record });
  world.answers = [json(500, {}), good];
  await get(world.upstream({ metrics }));
  const labels = { system: 'argocd', instance: 'production', method: 'GET' };
  expect(add).toHaveBeenCalledWith(1, { ...labels, because: 'server' });
  expect(add).toHaveBeenCalledWith(1, { ...labels, outcome: 'ok' });
  expect(record).toHaveBeenCalledWith(expect.any(Number), {
    ...labels,
    outcome: 'ok',
  });
});
