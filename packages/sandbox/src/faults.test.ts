import { createMockDirectory } from '@backstage/backend-test-utils';
import { fetch } from 'undici';
import type { FaultInput } from './faults';
import { GITHUB_TOKEN, startSandbox, type Sandbox } from './sandbox';

jest.setTimeout(60_000);

describe('faults', () => {
  const state = createMockDirectory();
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({
      stateDir: state.path,
      without: ['argocd'],
      quiet: true,
    });
  });
  afterAll(() => sandbox.stop());
  afterEach(() => sandbox.faults.clear('github'));

  const url = (path: string) => `${sandbox.urls.github}/api/v3${path}`;
  const get = (path = '/repos/hanabi/session', signal?: AbortSignal) =>
    fetch(url(path), {
      headers: { authorization: `Bearer ${GITHUB_TOKEN}` },
      signal,
    });
  const fault = (input: FaultInput) => sandbox.faults.set('github', input);

  it('slow: the answer is right and late', async () => {
    fault({ kind: 'slow', delayMs: 150 });
    const start = performance.now();
    const response = await get();
    expect(performance.now() - start).toBeGreaterThanOrEqual(145);
    expect(await response.json()).toMatchObject({ name: 'session' });
  });

  it('hang: nothing is answered', async () => {
    fault({ kind: 'hang' });
    await expect(get(undefined, AbortSignal.timeout(200))).rejects.toThrow(
      expect.objectContaining({ name: 'TimeoutError' }),
    );
  });

  it('rate-limit: 429 with and without Retry-After', async () => {
    fault({ kind: 'rate-limit', retryAfterSeconds: 7 });
    const announced = await get();
    expect(announced.status).toBe(429);
    expect(announced.headers.get('retry-after')).toBe('7');
    fault({ kind: 'rate-limit' });
    const silent = await get();
    expect(silent.status).toBe(429);
    expect(silent.headers.get('retry-after')).toBeNull();
  });

  it('server-error: 500 in GitHub’s words', async () => {
    fault({ kind: 'server-error' });
    const response = await get();
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ message: 'Server Error' });
  });

  it('reset: the socket dies before the answer or in its middle', async () => {
    fault({ kind: 'reset' });
    await expect(get()).rejects.toThrow('fetch failed');
    fault({ kind: 'reset', when: 'mid-body' });
    const response = await get();
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
  });

  it('wrong-token: even the right one is refused', async () => {
    fault({ kind: 'wrong-token' });
    const response = await get();
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ message: 'Bad credentials' });
  });

  it('malformed: half of the JSON, or a page', async () => {
    fault({ kind: 'malformed' });
    const half = await get();
    expect(half.status).toBe(200);
    const text = await half.text();
    expect(text).toMatch(/^\{"id":/);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    fault({ kind: 'malformed', as: 'html' });
    const page = await get();
    expect(page.headers.get('content-type')).toContain('text/html');
  });

  it('is limited to a path and a number of requests', async () => {
    fault({ kind: 'server-error', path: '/api/v3/orgs', times: 1 });
    expect((await get()).status).toBe(200);
    expect((await get('/orgs/hanabi')).status).toBe(500);
    expect((await get('/orgs/hanabi')).status).toBe(200);
  });

  it('is switched by the control server, which explains what it refuses', async () => {
    const control = (method: string, system: string, body?: unknown) =>
      fetch(`${sandbox.urls.control}/faults/${system}`, {
        method,
        body: body === undefined ? undefined : JSON.stringify(body),
      });
    const on = await control('PUT', 'github', { kind: 'server-error' });
    expect(await on.json()).toEqual({ kind: 'server-error', status: 500 });
    expect((await get()).status).toBe(500);
    expect((await control('DELETE', 'github')).status).toBe(204);
    expect((await get()).status).toBe(200);

    expect((await control('PUT', 'gitlab', { kind: 'hang' })).status).toBe(404);
    const refused = await control('PUT', 'github', { kind: 'explode' });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      error: { message: expect.stringContaining('This is not a fault') },
    });
    expect((await fetch(`${sandbox.urls.control}/state`)).status).toBe(200);
  });
});
