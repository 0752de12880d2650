import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { mockServices } from '@backstage/backend-test-utils';
import { isUpstreamError, UpstreamError } from '@michi/upstream-node';
import fc from 'fast-check';
import { obstacleOf } from '../services/operations/failures';
import { ArgoCdClient } from './ArgoCdClient';
import { createSession } from './session';

const MINUTE = 60_000;
const WRONG = { type: 'password', username: 'portal', password: 'x' } as const;

/** Argo CD's own arithmetic: forgets only 300 s after the last wrong password, and locks from the fifth on. */
class Throttle {
  #failures = 0;
  #failedAt = -Infinity;
  locked = false;

  refuse(now: number): never {
    if (now - this.#failedAt > 5 * MINUTE) this.#failures = 0;
    this.#failures += 1;
    this.#failedAt = now;
    this.locked ||= this.#failures >= 5;
    throw new UpstreamError(
      'unauthorized',
      { system: 'argocd', instance: 'dev', method: 'POST', path: '/session' },
      { what: 'refused the credentials', advice: 'Check them.', status: 401 },
    );
  }
}

const refused = (trying: Promise<unknown>) =>
  trying.then(
    () => undefined,
    (error: unknown) => error,
  );

it('never locks the account by a wrong password, with up to four replicas, whenever they start', async () => {
  const starts = fc.array(fc.nat(30), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(starts, async startedAt => {
      const throttle = new Throttle();
      let now = 0;
      const login = { request: async () => throttle.refuse(now) };
      const replicas = startedAt.map(minute => ({
        minute,
        session: createSession(WRONG, login, () => now),
      }));
      for (let minute = 0; minute < 180; minute++) {
        now = minute * MINUTE;
        for (const one of replicas) {
          if (one.minute <= minute) await refused(one.session.headers());
        }
      }
      expect(throttle.locked).toBe(false);
    }),
    { numRuns: 50 },
  );
});

it('tells when a refused password is tried again, and tries it then', async () => {
  let now = 0;
  let tries = 0;
  const throttle = new Throttle();
  const login = {
    request: async () => {
      tries += 1;
      return throttle.refuse(now);
    },
  };
  const session = createSession(WRONG, login, () => now);
  await refused(session.headers());
  now = MINUTE;
  const error = await refused(session.headers());
  expect(error).toMatchObject({
    kind: 'unauthorized',
    instance: 'dev',
    retryAfterMs: 20 * MINUTE,
    message: expect.stringContaining('in 20 min'),
  });
  expect(tries).toBe(1);
  now = 21 * MINUTE;
  await refused(session.headers());
  expect(tries).toBe(2);
});

describe('what Argo CD says of a sign-in', () => {
  const PASSWORD = 'kemuri-9';
  const TOKEN = 'ey.issued-just-now.0123456789';

  it.each([
    ['refuses it', 401, { error: `Invalid password ${PASSWORD}`, code: 16 }],
    ['dislikes it', 400, { message: `cannot read "${PASSWORD}"`, code: 3 }],
    ['fails', 500, { message: `no hash of ${PASSWORD}`, code: 2 }],
    ['wants to be left alone', 429, { error: `${PASSWORD} again` }],
    ['answers something else', 200, { Token: TOKEN, password: PASSWORD }],
    ['answers several tokens', 200, { token: [TOKEN] }],
  ])(
    'shows neither password nor token where it %s',
    async (_title, status, body) => {
      const server = createServer((_req, res) => {
        res.writeHead(status, { 'content-type': 'application/json' });
        res.end(JSON.stringify(body));
      });
      await new Promise<void>(resolve => {
        server.listen(0, '127.0.0.1', resolve);
      });
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const logger = mockServices.logger.mock();
      const client = ArgoCdClient.create(
        {
          name: 'dev',
          url,
          frontendUrl: url,
          environment: 'dev',
          protected: false,
          credentials: {
            type: 'password',
            username: 'portal',
            password: PASSWORD,
          },
        },
        { logger },
      );
      try {
        const error = await refused(client.probe(new AbortController().signal));
        if (!isUpstreamError(error)) throw error;
        const causes = [error, error.cause].filter(one => isUpstreamError(one));
        const { debug, info, warn, error: bad } = logger;
        const everything = inspect(
          [
            causes.map(one => [one, one.detail, obstacleOf(one)]),
            [debug, info, warn, bad].map(each => each.mock.calls),
          ],
          { depth: 20 },
        );
        expect(everything).toContain(`${error.kind}`);
        expect(everything).not.toContain(PASSWORD);
        expect(everything).not.toContain(TOKEN);
      } finally {
        await client.close();
        server.closeAllConnections();
        await new Promise(resolve => {
          server.close(resolve);
        });
      }
    },
  );
});
