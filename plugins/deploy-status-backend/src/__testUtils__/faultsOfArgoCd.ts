import dns from 'node:dns';
import type { Connection } from '@michi/plugin-deploy-status-common';
import type { FakeArgoCd, Fault } from './FakeArgoCd';
import { fakeApplication } from './fakeApplication';

/** An outage: until it is mended, nothing more is learnt from the instance. */
export interface Outage {
  name: string;
  begin(fake: FakeArgoCd): Promise<void> | void;
  end(fake: FakeArgoCd): Promise<void> | void;
  shownAs: Connection;
}

const answering = (
  name: string,
  fault: Fault,
  shownAs: Connection = 'unreachable',
): Outage => ({
  name,
  shownAs,
  begin(fake) {
    fake.fault = fault;
    fake.cutStreams();
  },
  end(fake) {
    fake.fault = 'none';
  },
});

/** A name whose address cannot be found for a while. */
export const HOST = 'argocd.michi.test';
let hostIsKnown = true;

type Found = (error: NodeJS.ErrnoException | null, ...found: unknown[]) => void;

/** Resolves {@link HOST} while it is known; other names as ever. */
export function resolveHost(): void {
  const lookup: (host: string, options: object, found: Found) => void =
    dns.lookup;
  hostIsKnown = true;
  const spy: jest.SpyInstance = jest.spyOn(dns, 'lookup');
  spy.mockImplementation((host: string, options: object, found: Found) => {
    if (host === HOST && !hostIsKnown) {
      const error = new Error(`getaddrinfo ENOTFOUND ${HOST}`);
      process.nextTick(found, Object.assign(error, { code: 'ENOTFOUND' }));
    } else {
      lookup(host === HOST ? '127.0.0.1' : host, options, found);
    }
  });
}

/** Something between us and the instance swallows its watch, and that alone, while it reconciles all the time. */
function hangingWatch(): Outage {
  let reconciling: NodeJS.Timeout | undefined;
  return {
    name: 'answers all but the watch',
    shownAs: 'unreachable',
    begin(fake) {
      fake.fault = 'watch-hangs';
      fake.cutStreams();
      reconciling = setInterval(() => {
        const reconciledAt = new Date().toISOString();
        fake.set(fakeApplication('checkout', { reconciledAt }));
      }, 20);
      reconciling.unref();
    },
    end(fake) {
      clearInterval(reconciling);
      fake.fault = 'none';
    },
  };
}

/** Every outage that we have seen or can think of. */
export const OUTAGES: Outage[] = [
  answering('hangs', 'hang'),
  answering('hangs in the middle of an answer', 'hang-mid-body'),
  hangingWatch(),
  answering('resets connections', 'reset'),
  answering('answers 429 with Retry-After', 'rate-limited-with-headers'),
  answering('answers 429 without headers', 'rate-limited'),
  answering('answers 500', 'internal-error'),
  answering('answers 502', 'server-error'),
  answering('answers HTML', 'html'),
  answering('answers truncated JSON', 'half-json'),
  answering('breaks off its answers', 'cut'),
  answering('refuses the token', 'unauthorized', 'unauthorized'),
  {
    name: 'ends the watch because the token has expired',
    shownAs: 'unauthorized',
    begin(fake) {
      fake.fault = 'unauthorized';
      fake.sendRaw(
        'data: {"error":{"grpc_code":16,"http_code":401,"message":"invalid session: token has invalid claims: token is expired"}}\n\n',
      );
    },
    end(fake) {
      fake.fault = 'none';
    },
  },
  {
    name: 'is restarted',
    shownAs: 'unreachable',
    begin: fake => fake.stop(),
    end: fake => fake.start(),
  },
  {
    name: 'has a name that DNS does not know',
    shownAs: 'unreachable',
    async begin(fake) {
      hostIsKnown = false;
      await fake.stop();
      await fake.start();
    },
    end() {
      hostIsKnown = true;
    },
  },
];

/** Something odd that is no outage: the instance is followed all the time. */
export interface Oddity {
  name: string;
  cause(fake: FakeArgoCd): void;
  /** What must be known soon after. */
  known: Record<string, { health?: string; tag?: string } | undefined>;
  /** What the ledger must have of `blog-api` soon after. */
  deployed?: { startedAt: string; finishedAt: string; phase: string };
}

const BLOG = { health: 'Healthy', tag: '0.1.1' };

/** A whole operation at times that are not now. */
function wrongClock(which: string, byMs: number, tag: string): Oddity {
  const at = (ms: number) => new Date(Date.now() + byMs + ms).toISOString();
  const startedAt = at(0);
  const finishedAt = at(20_000);
  const operation = { initiatedBy: { username: 'kei' } };
  return {
    name: `has a clock that is a day ${which}`,
    cause: fake => {
      const running = { phase: 'Running', startedAt, operation };
      const ended = { ...running, phase: 'Succeeded', finishedAt };
      for (const each of [running, ended]) {
        fake.set(fakeApplication('blog-api', { tag, operation: each }));
      }
    },
    known: { 'blog-api': { tag } },
    deployed: { startedAt, finishedAt, phase: 'Succeeded' },
  };
}

/** Every oddity that we have seen or can think of. */
export const ODDITIES: Oddity[] = [
  {
    name: 'says values that nobody knows yet',
    cause: fake =>
      fake.set(
        fakeApplication('blog-api', {
          health: 'Contemplating',
          sync: 'Elsewhere',
          operation: {
            phase: 'Meditating',
            startedAt: '2026-11-23T10:00:00Z',
            operation: {},
          },
        }),
      ),
    known: { 'blog-api': { health: 'Unknown' } },
  },
  {
    name: 'sends frames of 1 MB',
    cause: fake => {
      const application = fakeApplication('blog-api', { tag: '0.3.0' });
      fake.set({
        ...application,
        metadata: {
          ...application.metadata,
          annotations: { padding: 'x'.repeat(1_000_000) },
        },
      });
    },
    known: { 'blog-api': { tag: '0.3.0' } },
  },
  wrongClock('ahead', 86_400_000, '0.4.0'),
  wrongClock('behind', -86_400_000, '0.4.1'),
  {
    name: 'loses events past its buffer',
    cause: fake => {
      fake.sendRaw(':\n\n');
      fake.set(fakeApplication('blog-api', { tag: '0.5.0' }), {
        silently: true,
      });
    },
    known: { 'blog-api': { tag: '0.5.0' } },
  },
  {
    name: 'deletes an Application while nobody is connected',
    cause: fake => {
      fake.cutStreams();
      fake.remove('checkout', { silently: true });
    },
    known: { checkout: undefined, 'blog-api': BLOG },
  },
  {
    name: 'no longer shows an Application that was relabelled',
    cause: fake => fake.remove('checkout', { silently: true }),
    known: { checkout: undefined, 'blog-api': BLOG },
  },
  {
    name: 'lists null in place of no items',
    cause: fake => {
      fake.fault = 'items-null';
    },
    known: { 'blog-api': undefined, checkout: undefined },
  },
  {
    name: 'sends a frame that is no event',
    cause: fake => {
      fake.sendRaw('data: {"surprise":true}\n\ndata: {"result":{"type":\n\n');
      fake.set(fakeApplication('blog-api', { tag: '0.6.0' }));
    },
    known: { 'blog-api': { tag: '0.6.0' } },
  },
];
