import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { z } from 'zod';
import {
  createUpstream,
  isUpstreamError,
  type Upstream,
  type UpstreamError,
  type UpstreamOptions,
  type UpstreamRequest,
} from '../index';

export const SECRET = 'very-secret-token-0123456789';

const thing = z.object({ name: z.string() });

/** Answers JSON. */
export const json =
  (
    status: number,
    body: unknown,
    headers: Record<string, string> = {},
  ): RequestListener =>
  (_req, res) => {
    res.writeHead(status, { 'content-type': 'application/json', ...headers });
    res.end(JSON.stringify(body));
  };
export const good = json(200, { name: 'a' });
export const hang: RequestListener = () => {};
export const hangMidBody: RequestListener = (_req, res) => {
  res.writeHead(200, { 'content-type': 'application/json' });
  res.write('{"name":');
};
export const reset: RequestListener = req => req.socket.resetAndDestroy();

/** Asks for a thing. */
export function get(
  one: Upstream,
  request: Partial<UpstreamRequest<z.infer<typeof thing>>> = {},
) {
  return one.request({ path: 'api/thing', schema: thing, ...request });
}

/** The error of a call, which never shows the secret. */
export async function failure(
  promise: Promise<unknown>,
): Promise<UpstreamError> {
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

/** A server for each test of a file that gives the answers in turn. */
export function setUpServer() {
  const open: Upstream[] = [];
  let server: Server;
  const world = {
    /** The last one is given again and again. */
    answers: [] as RequestListener[],
    /** Method and path of each request. */
    seen: [] as string[],
    baseUrl: '',
    upstream(options: Partial<UpstreamOptions> = {}): Upstream {
      const one = createUpstream({
        name: 'production',
        system: 'argocd',
        baseUrl: world.baseUrl,
        headers: { authorization: `Bearer ${SECRET}` },
        deadlineMs: 2_000,
        retry: { attempts: 3, baseMs: 5, maxMs: 20 },
        circuit: { failures: 100, resetMs: 50 },
        logger: mockServices.logger.mock(),
        ...options,
      });
      open.push(one);
      return one;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => {
        server.close(resolve);
      });
    },
  };

  beforeEach(async () => {
    world.seen = [];
    world.answers = [];
    server = createServer((req, res) => {
      world.seen.push(`${req.method} ${req.url}`);
      const { answers } = world;
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      answer?.(req, res);
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    world.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    await Promise.all(open.splice(0).map(one => one.close()));
    if (server.listening) {
      await world.stop();
    }
  });

  return world;
}
