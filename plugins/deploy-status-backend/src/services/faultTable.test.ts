import { setTimeout as delay } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { mockServices } from '@backstage/backend-test-utils';
import { aThreadReader, threadOf } from '../__testUtils__/aThreadReader';
import { FakeArgoCd } from '../__testUtils__/FakeArgoCd';
import { fakeApplication } from '../__testUtils__/fakeApplication';
import {
  HOST,
  ODDITIES,
  OUTAGES,
  resolveHost,
  type Oddity,
  type Outage,
} from '../__testUtils__/faultsOfArgoCd';
import { config, eventually, setUpFollowing } from '../__testUtils__/following';
import { heldMb } from '../__testUtils__/heldMb';

/*
 * Everything that can go wrong with an instance, each alone and all at once.
 * What is known stays visible and is marked as stale, the others do not notice,
 * and what was mended is followed again without a restart. It is read in a
 * thread, as in a running backend.
 */

const world = setUpFollowing();
/** What is wrong with the thread, such as that it could not be started. */
const troubles: string[] = [];
const trouble = (message: string) => troubles.push(message);
const reader = aThreadReader({
  ...mockServices.logger.mock(),
  warn: trouble,
  error: trouble,
});
let thread: Worker;

/** Lists often, so that what the watch cannot tell is seen soon. */
const TIMINGS = { heartbeatMs: 100, relistMs: 300 };
const WELL = 'well';
const ROUNDS = 5;
const AS_BEFORE = {
  'blog-api': { health: 'Healthy', tag: '0.1.1' },
  checkout: { health: 'Healthy' },
};

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
    reader,
    // One that hangs shows soon; one that is well is not taken for it where the machine is busy.
    deadlineMs: name => (name === WELL ? 5_000 : 300),
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
async function expectUnaffected({ fakeOf, application, row }: World) {
  const tag = `1.0.${Date.now()}`;
  expect(row('blog-api', WELL)).toMatchObject({ live: true });
  fakeOf(WELL).set(fakeApplication('blog-api', { tag }));
  await eventually(
    () => application('blog-api', WELL)?.images[0]?.tag === tag,
    2_000,
  );
}

async function expectStale({ instance, row }: World, outage: Outage) {
  await eventually(() => instance(outage.name)?.connection === outage.shownAs);
  expect(instance(outage.name)).toMatchObject({
    problem: expect.stringMatching(/\w/),
    lastContactAt: expect.any(String),
  });
  expect(row('blog-api', outage.name)).toMatchObject({
    live: false,
    observedAt: expect.any(String),
    health: 'Healthy',
    images: [{ tag: '0.1.1' }],
  });
  expect(row('checkout', outage.name)).toMatchObject({ live: false });
}

/** What happened in the meantime is known, a deletion too. */
async function expectRecovery(
  { instance, application, row, fakeOf }: World,
  outage: Outage,
) {
  const fake = fakeOf(outage.name);
  fake.set(fakeApplication('blog-api', { tag: '0.2.0' }), { silently: true });
  fake.remove('checkout', { silently: true });
  await outage.end(fake);
  await eventually(
    () =>
      row('blog-api', outage.name)?.live === true &&
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

/** In the ledger once, with the times of the instance's own clock. */
async function expectInLedger({ name, deployed }: Oddity) {
  if (!deployed) return;
  const { startedAt } = deployed;
  const found = async () => {
    const { deployments } = await world.store.findDeployments({
      applications: [{ instance: name, name: 'blog-api' }],
      since: new Date(0),
      limit: 100,
    });
    return deployments.filter(one => one.startedAt === startedAt);
  };
  await eventually(
    async () => (await found())[0]?.phase === deployed.phase,
    20_000,
  );
  expect(await found()).toMatchObject([deployed]);
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

beforeAll(async () => {
  thread = await threadOf(reader);
});

afterAll(() => reader.close());

beforeEach(resolveHost);

afterEach(async () => {
  jest.restoreAllMocks();
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
    expect(running.instance(outage.name)?.connection).toBe('connected');
  },
);

it('an instance that wants to be left alone for an hour is asked nothing until then', async () => {
  const name = 'answers 429';
  const running = await follow([name]);
  const fake = running.fakeOf(name);
  fake.fault = 'rate-limited-with-headers';
  fake.retryAfterSeconds = 3_600;
  const asked = fake.requests.length;
  fake.cutStreams();
  await eventually(() => running.instance(name)?.connection === 'unreachable');
  const until = Date.parse(running.instance(name)?.nextAttemptAt ?? '');
  expect(until).toBeGreaterThan(Date.now() + 3_500_000);
  // Many times the longest pause between attempts.
  await delay(1_000);
  // The watch, and what was under way beside it.
  expect(fake.requests.length - asked).toBeLessThanOrEqual(3);
  await expectUnaffected(running);
});

it.each(ODDITIES)('an instance that $name is followed on', async oddity => {
  const running = await follow([oddity.name]);
  oddity.cause(running.fakeOf(oddity.name));
  await expectKnown(running, oddity);
  await expectInLedger(oddity);
  await expectUnaffected(running);
  await running.connected(oddity.name);
  expect(running.instance(oddity.name)).not.toHaveProperty('problem');
});

it('all of them at once leave the one that is well alone, and recover', async () => {
  const running = await follow([...OUTAGES, ...ODDITIES].map(one => one.name));
  for (const one of OUTAGES) await one.begin(running.fakeOf(one.name));
  for (const one of ODDITIES) one.cause(running.fakeOf(one.name));

  await Promise.all([
    ...OUTAGES.map(one => expectStale(running, one)),
    ...ODDITIES.map(one => expectKnown(running, one)),
    ...ODDITIES.map(expectInLedger),
    expectUnaffected(running),
  ]);
  await Promise.all(OUTAGES.map(one => expectRecovery(running, one)));
  await expectUnaffected(running);
  await eventually(() =>
    running.followed.board
      .instances()
      .every(({ connection }) => connection === 'connected'),
  );
  expect(running.instance(WELL)).not.toHaveProperty('problem');
  expect(troubles).toEqual([]);
});

it('holds no more memory after many faults and frames of 1 MB than after each of them once', async () => {
  const name = 'unsteady, and known to DNS';
  const following = await follow([name]);
  const { fakeOf, instance, connected, application } = following;
  const fake = fakeOf(name);
  fake.retryAfterSeconds = 0.1;
  // So many that a list which is kept once too often shows.
  const names = Array.from({ length: 300 }, (_, index) => `api-${index}`);
  names.forEach(each => fake.set(fakeApplication(each), { silently: true }));

  /** Each outage once, and after it a frame of 1 MB about another Application each time; then each oddity. */
  const round = async (number: number) => {
    for (const [index, outage] of OUTAGES.entries()) {
      await outage.begin(fake);
      await eventually(() => instance(name)?.connection === outage.shownAs);
      await outage.end(fake);
      await connected(name);
      const about = names[number * OUTAGES.length + index] ?? '';
      const changed = fakeApplication(about, { tag: '2.0.0' });
      const annotations = { padding: 'x'.repeat(1_000_000) };
      fake.set({ ...changed, metadata: { ...changed.metadata, annotations } });
      await eventually(
        () => application(about, name)?.images[0]?.tag === '2.0.0',
      );
      fake.set(changed, { silently: true });
    }
    for (const oddity of ODDITIES) {
      oddity.cause(fake);
      await expectKnown(following, { ...oddity, name });
      fake.fault = 'none';
      // By the next list: what the watch tells would outweigh it for a while.
      ['blog-api', 'checkout'].forEach(each =>
        fake.set(fakeApplication(each), { silently: true }),
      );
      await expectKnown(following, { ...oddity, name, known: AS_BEFORE });
    }
  };
  /** By the test's thread and by the one that reads. */
  const held = () =>
    heldMb(thread, () => {
      // What is remembered of requests, log and signals is the test's, not ours.
      fake.requests.length = 0;
      world.published.length = 0;
      jest.clearAllMocks();
    });

  await round(0);
  const before = await held();
  for (let number = 1; number <= ROUNDS; number++) await round(number);
  // One list more for each outage would be 26 MB, one frame 75 MB.
  const after = await held();
  expect(after.here - before.here).toBeLessThan(10);
  expect(after.there - before.there).toBeLessThan(10);
}, 360_000);
