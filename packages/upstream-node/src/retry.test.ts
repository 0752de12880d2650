import { mockServices } from '@backstage/backend-test-utils';
import {
  failure,
  get,
  good,
  json,
  reset,
  SECRET,
  setUpServer,
} from './__testUtils__/server';

const world = setUpServer();

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

describe('repeating', () => {
  it.each([
    ['a reset', reset],
    ['a 500', json(500, { message: 'boom' })],
    ['a 503', json(503, {})],
  ])('a read after %s', async (_title, answer) => {
    world.answers = [answer, good];
    await expect(get(world.upstream())).resolves.toEqual({ name: 'a' });
    expect(world.seen).toHaveLength(2);
  });

  it.each([
    ['a reset', reset, 'network'],
    ['a 500', json(500, {}), 'server'],
    ['a 429', json(429, {}, { 'retry-after': '0' }), 'rate-limited'],
  ])('never a write after %s', async (_title, answer, kind) => {
    world.answers = [answer];
    const error = await failure(
      get(world.upstream(), { method: 'POST', body: { a: 1 } }),
    );
    expect(error.kind).toBe(kind);
    expect(world.seen).toHaveLength(1);
  });

  it('a write that is idempotent', async () => {
    world.answers = [json(500, {}), good];
    await get(world.upstream(), { method: 'POST', idempotent: true });
    expect(world.seen).toHaveLength(2);
  });

  it('stops at the number of attempts and tells the last failure', async () => {
    world.answers = [json(502, {})];
    const error = await failure(get(world.upstream()));
    expect(error).toMatchObject({ kind: 'server', upstreamStatus: 502 });
    expect(world.seen).toHaveLength(3);
  });

  it('is not done for a status that the request tolerates', async () => {
    world.answers = [json(500, { message: `unknown revision, ${SECRET}` })];
    const one = world.upstream({ circuit: { failures: 1, resetMs: 60_000 } });
    const error = await failure(get(one, { tolerates: [500] }));
    expect(error.detail).toBe('unknown revision, [redacted]');
    expect(world.seen).toHaveLength(1);
    expect(one.state().circuit).toBe('closed');
  });

  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [400, 'rejected'],
    [302, 'rejected'],
  ])('is not done after %s', async (status, kind) => {
    world.answers = [json(status, { error: 'no' }, { location: 'http://x/' })];
    const error = await failure(get(world.upstream()));
    expect(error).toMatchObject({ kind, upstreamStatus: status });
    expect(error).not.toHaveProperty('status');
    expect(world.seen).toHaveLength(1);
  });
});

describe('rate limits', () => {
  it.each([
    ['in seconds', () => '0'],
    ['as a date', () => new Date(Date.now() + 1_000).toUTCString()],
  ])('Retry-After %s is waited for', async (_title, value) => {
    world.answers = [json(429, {}, { 'retry-after': value() }), good];
    await expect(get(world.upstream({ deadlineMs: 4_000 }))).resolves.toEqual({
      name: 'a',
    });
    expect(world.seen).toHaveLength(2);
  });

  it('a 429 without headers is repeated after the usual wait', async () => {
    world.answers = [json(429, {}), good];
    await expect(get(world.upstream())).resolves.toEqual({ name: 'a' });
  });

  it('a wait longer than the deadline fails at once, and the next call is not sent', async () => {
    world.answers = [json(429, {}, { 'retry-after': '3600' })];
    const one = world.upstream();
    const startedAt = Date.now();
    const error = await failure(get(one));
    expect(error).toMatchObject({
      kind: 'rate-limited',
      retryAfterMs: 3_600_000,
    });
    await failure(get(one));
    expect(Date.now() - startedAt).toBeLessThan(1_000);
    expect(world.seen).toHaveLength(1);
  });

  it('an exhausted budget stops further calls of its bucket only', async () => {
    const inTenMinutes = `${Math.floor(Date.now() / 1000) + 600}`;
    world.answers = [
      json(
        200,
        { name: 'a' },
        { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inTenMinutes },
      ),
      good,
    ];
    const one = world.upstream();
    await get(one, { bucket: 'search' });
    const error = await failure(get(one, { bucket: 'search' }));
    expect(error.kind).toBe('rate-limited');
    await get(one, { bucket: 'core' });
    expect(world.seen).toHaveLength(2);
  });

  it('403 with an exhausted budget is a rate limit, not a refusal', async () => {
    world.answers = [
      json(
        403,
        {},
        { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '90' },
      ),
    ];
    const error = await failure(get(world.upstream()));
    expect(error).toMatchObject({ kind: 'rate-limited', retryAfterMs: 90_000 });
  });
});

describe('the circuit', () => {
  it('opens after failures, keeps calls away, and closes by itself', async () => {
    world.answers = [json(500, {})];
    const logger = mockServices.logger.mock();
    const one = world.upstream({
      logger,
      retry: { attempts: 1, baseMs: 1, maxMs: 1 },
      circuit: { failures: 2, resetMs: 80 },
    });
    await failure(get(one));
    await failure(get(one));
    expect(one.state().circuit).toBe('open');
    const error = await failure(get(one));
    expect(error.kind).toBe('circuit-open');
    expect(world.seen).toHaveLength(2);
    expect(logger.warn).toHaveBeenCalledTimes(1);

    world.answers = [good];
    await eventually(async () => expect(await get(one)).toEqual({ name: 'a' }));
    expect(one.state().circuit).toBe('closed');
  });

  it('is not opened by answers such as 404', async () => {
    world.answers = [json(404, {})];
    const one = world.upstream({ circuit: { failures: 1, resetMs: 60_000 } });
    await failure(get(one));
    await failure(get(one));
    expect(one.state()).toMatchObject({
      circuit: 'closed',
      lastError: { kind: 'not-found' },
    });
  });
});
