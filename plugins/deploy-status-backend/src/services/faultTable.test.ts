import dns from 'node:dns';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Connection } from '@michi/plugin-deploy-status-common';
import { FakeArgoCd, type Fault } from '../__testUtils__/FakeArgoCd';
import { fakeApplication } from '../__testUtils__/fakeApplication';
import { config, eventually, setUpFollowing } from '../__testUtils__/following';

/*
 * Everything that can go wrong with an instance, each alone and all at once.
 * What is known stays visible and is marked as stale, the others do not notice,
 * and what was mended is followed again without a restart.
 */

const world = setUpFollowing();

/** An outage: until it is mended, nothing more is learnt from the instance. */
interface Outage {
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
const HOST = 'argocd.michi.test';
let hostIsKnown = true;

type Found = (error: NodeJS.ErrnoException | null, ...found: unknown[]) => void;

/** Resolves {@link HOST} while it is known; other names as ever. */
function resolveHost(): void {
  const lookup: (host: string, options: object, found: Found) => void =
    dns.lookup;
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

const OUTAGES: Outage[] = [
  answering('hangs', 'hang'),
  answering('hangs in the middle of an answer', 'hang-mid-body'),
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
interface Oddity {
  name: string;
  cause(fake: FakeArgoCd): void;
  /** What must be known soon after. */
  known: Record<string, { health?: string; tag?: string } | undefined>;
}

const BLOG = { health: 'Healthy', tag: '0.1.1' };

const ODDITIES: Oddity[] = [
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
  {
    name: 'has a clock that is a day ahead',
    cause: fake =>
      fake.set(
        fakeApplication('blog-api', {
          tag: '0.4.0',
          operation: {
            phase: 'Running',
            startedAt: new Date(Date.now() + 86_400_000).toISOString(),
            operation: { initiatedBy: { username: 'kei' } },
          },
        }),
      ),
    known: { 'blog-api': { tag: '0.4.0' } },
  },
  {
    name: 'loses events past its buffer',
    cause: fake =>
      fake.set(fakeApplication('blog-api', { tag: '0.5.0' }), {
        silently: true,
      }),
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

/** Lists often, so that what the watch cannot tell is seen soon. */
const TIMINGS = { heartbeatMs: 100, relistMs: 300 };
const WELL = 'well';

let fakes: FakeArgoCd[] = [];

/** One fake per name and one that is well, each with two Applications, all followed by one replica. */
async function follow(names: string[]) {
  const byName = new Map(
    [...names, WELL].map(name => [name, new FakeArgoCd()]),
  );
  fakes = [...byName.values()];
  for (const fake of fakes) {
    await fake.start();
    fake.set(fakeApplication('blog-api'));
    fake.set(fakeApplication('checkout'));
  }
  const following = await world.follow({
    instances: [...byName].map(([name, fake]) => ({
      ...config(name, fake),
      url: name.includes('DNS')
        ? fake.url.replace('127.0.0.1', HOST)
        : fake.url,
    })),
    timings: TIMINGS,
  });
  await Promise.all([...byName.keys()].map(following.connected));
  const fakeOf = (name: string) => {
    const fake = byName.get(name);
    if (!fake) throw new Error(`There is no fake called ${name}`);
    return fake;
  };
  return { ...following, fakeOf };
}

type World = Awaited<ReturnType<typeof follow>>;

/** A change on an instance that is well is there at once. */
async function expectUnaffected({ fakeOf, application, instance }: World) {
  const tag = `1.0.${Date.now()}`;
  expect(instance(WELL)?.connection).toBe('connected');
  fakeOf(WELL).set(fakeApplication('blog-api', { tag }));
  await eventually(
    () => application('blog-api', WELL)?.images[0]?.tag === tag,
    2_000,
  );
}

async function expectStale({ instance, application }: World, outage: Outage) {
  await eventually(() => instance(outage.name)?.connection === outage.shownAs);
  expect(instance(outage.name)).toMatchObject({
    problem: expect.stringMatching(/\w/),
    lastContactAt: expect.any(String),
  });
  expect(application('blog-api', outage.name)).toMatchObject({
    health: 'Healthy',
    images: [{ tag: '0.1.1' }],
  });
  expect(application('checkout', outage.name)).toBeDefined();
}

/** What happened in the meantime is known, a deletion too. */
async function expectRecovery(
  { instance, application, fakeOf }: World,
  outage: Outage,
) {
  const fake = fakeOf(outage.name);
  fake.set(fakeApplication('blog-api', { tag: '0.2.0' }), { silently: true });
  fake.remove('checkout', { silently: true });
  await outage.end(fake);
  await eventually(
    () =>
      instance(outage.name)?.connection === 'connected' &&
      application('blog-api', outage.name)?.images[0]?.tag === '0.2.0' &&
      application('checkout', outage.name) === undefined,
    20_000,
  );
  expect(instance(outage.name)).not.toHaveProperty('problem');
}

async function expectKnown({ application }: World, { name, known }: Oddity) {
  const told = () =>
    Object.keys(known).map(key => {
      const found = application(key, name);
      return found && { health: found.health, tag: found.images[0]?.tag };
    });
  const wanted = Object.values(known);
  await eventually(() =>
    told().every((one, index) => fits(one, wanted[index])),
  );
}

function fits(
  found: { health?: string; tag?: string } | undefined,
  wanted: { health?: string; tag?: string } | undefined,
): boolean {
  return !found || !wanted
    ? found === wanted
    : (wanted.health ?? found.health) === found.health &&
        (wanted.tag ?? found.tag) === found.tag;
}

beforeEach(resolveHost);

afterEach(async () => {
  jest.restoreAllMocks();
  hostIsKnown = true;
  await Promise.all(fakes.map(fake => fake.stop()));
});

it.each(OUTAGES)(
  'an instance that $name keeps what is known of it, leaves the others alone, and recovers',
  async outage => {
    const running = await follow([outage.name]);
    await outage.begin(running.fakeOf(outage.name));
    await expectStale(running, outage);
    await expectUnaffected(running);
    await expectRecovery(running, outage);
  },
);

it.each(ODDITIES)('an instance that $name is followed on', async oddity => {
  const running = await follow([oddity.name]);
  oddity.cause(running.fakeOf(oddity.name));
  await expectKnown(running, oddity);
  await expectUnaffected(running);
  await running.connected(oddity.name);
});

it('all of them at once leave the one that is well alone, and recover', async () => {
  const running = await follow([...OUTAGES, ...ODDITIES].map(one => one.name));
  for (const one of OUTAGES) await one.begin(running.fakeOf(one.name));
  for (const one of ODDITIES) one.cause(running.fakeOf(one.name));

  await Promise.all([
    ...OUTAGES.map(one => expectStale(running, one)),
    ...ODDITIES.map(one => expectKnown(running, one)),
    expectUnaffected(running),
  ]);
  await Promise.all(OUTAGES.map(one => expectRecovery(running, one)));
  await expectUnaffected(running);
});

it('holds no more memory after hundreds of faults than after a few', async () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const held = () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const { fakeOf, connected, application } = await follow(['unsteady']);
  const fake = fakeOf('unsteady');
  const faults: Fault[] = ['half-json', 'reset', 'html', 'internal-error'];
  const goWrong = async (times: number) => {
    for (let each = 0; each < times; each++) {
      fake.fault = faults[each % faults.length] ?? 'none';
      fake.cutStreams();
      const asked = fake.requests.length;
      await fake.until(() => fake.requests.length > asked);
      fake.fault = 'none';
      await connected('unsteady');
      const tag = `2.0.${each}`;
      await fake.until(() => fake.openWatches > 0);
      fake.set(fakeApplication('blog-api', { tag }));
      await eventually(
        () => application('blog-api', 'unsteady')?.images[0]?.tag === tag,
      );
    }
    // What is said of requests is the fake's, not ours.
    fake.requests.length = 0;
  };
  await goWrong(20);
  const before = held();
  await goWrong(100);
  const growthMb = (held() - before) / 1_000_000;
  expect(growthMb).toBeLessThan(5);
});
