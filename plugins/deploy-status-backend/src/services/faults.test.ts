import { setTimeout as delay } from 'node:timers/promises';
import {
  FAKE_PASSWORD,
  FAKE_TOKEN,
  type Fault,
} from '../__testUtils__/FakeArgoCd';
import { fakeApplication } from '../__testUtils__/fakeApplication';
import { config, eventually, setUpFollowing } from '../__testUtils__/following';

const world = setUpFollowing();

describe('an instance that fails', () => {
  it('leaves its rows with the time of the last known state, and the others alone; and comes back', async () => {
    world.dev.set(fakeApplication('blog-api'));
    world.production.set(fakeApplication('blog-api'));
    const { application, connected, instance } = await world.follow();
    await Promise.all([connected('dev'), connected('production')]);
    const before = Date.now();

    await world.dev.stop();
    await eventually(() => instance('dev')?.connection === 'unreachable');
    expect(application('blog-api')).toBeDefined();
    const contact = Date.parse(instance('dev')?.lastContactAt ?? '');
    expect(contact).toBeLessThanOrEqual(before + 1_000);
    expect(instance('dev')).toMatchObject({
      problem: expect.stringContaining('cannot be reached'),
      problemKind: 'network',
      nextAttemptAt: expect.any(String),
    });
    expect(instance('production')?.connection).toBe('connected');
    world.production.set(
      fakeApplication('blog-api', { health: 'Progressing' }),
    );
    await eventually(
      () => application('blog-api', 'production')?.health === 'Progressing',
    );

    world.dev.set(fakeApplication('blog-api', { tag: '0.2.0' }));
    await world.dev.start();
    await eventually(() => instance('dev')?.connection === 'connected');
    expect(application('blog-api')?.images[0]?.tag).toBe('0.2.0');
    expect(instance('dev')).not.toHaveProperty('problem');
    expect(instance('dev')).not.toHaveProperty('problemKind');
  });

  it.each<[Fault, string, RegExp]>([
    ['hang', 'unreachable', /answer in time/],
    ['reset', 'unreachable', /cannot be reached/],
    ['server-error', 'unreachable', /errors/],
    ['html', 'unreachable', /not the Argo CD API/],
    ['cut', 'unreachable', /cannot be reached/],
    ['unauthorized', 'unauthorized', /refuses our credentials/],
  ])(
    'with %s is shown as %s, keeps what is known, and recovers by itself',
    async (fault, connection, problem) => {
      world.dev.set(fakeApplication('a'));
      const { application, connected, instance } = await world.follow({
        timings: { heartbeatMs: 100 },
      });
      await connected();
      world.dev.fault = fault;
      world.dev.cutStreams();
      await eventually(() => instance('dev')?.connection === connection);
      expect(application('a')).toBeDefined();
      await eventually(() => problem.test(instance('dev')?.problem ?? ''));
      expect(JSON.stringify(instance('dev'))).not.toContain('127.0.0.1');

      world.dev.fault = 'none';
      await connected();
    },
  );

  it('because its token is wrong from the start says so, and is followed once it is right', async () => {
    world.dev.set(fakeApplication('blog-api'));
    world.production.set(fakeApplication('blog-api'));
    world.dev.token = 'another-token';
    const { connected, instance, row } = await world.follow();
    await Promise.all([
      connected('production'),
      eventually(() => instance('dev')?.connection === 'unauthorized'),
    ]);
    expect(instance('dev')).toMatchObject({
      problem: expect.stringContaining('refuses our credentials'),
      problemKind: 'unauthorized',
    });
    expect(instance('dev')).not.toHaveProperty('lastContactAt');
    expect(row('blog-api')).toBeUndefined();
    expect(row('blog-api', 'production')).toMatchObject({ live: true });

    world.dev.token = FAKE_TOKEN;
    await connected();
    expect(row('blog-api')).toMatchObject({ live: true });
  });

  it('because its token is wrong after a restart shows what an earlier run has stored, as stale', async () => {
    world.dev.set(fakeApplication('blog-api'));
    const earlier = await world.follow();
    await earlier.connected();
    await earlier.followed.stop();
    world.dev.token = 'another-token';
    const { instance, row } = await world.follow();
    await eventually(() => instance('dev')?.connection === 'unauthorized');
    expect(row('blog-api')).toMatchObject({
      live: false,
      health: 'Healthy',
      images: [{ tag: '0.1.1' }],
    });
    expect(instance('dev')?.lastContactAt).toBeDefined();
  });

  it('by falling silent is noticed without any event', async () => {
    const { connected, instance } = await world.follow({
      timings: { heartbeatMs: 100 },
    });
    await connected();
    world.dev.fault = 'hang';
    await eventually(() => instance('dev')?.connection === 'unreachable');
    expect(instance('dev')?.problem).toContain('in time');
  });

  it('and comes back within the grace is not shown as gone', async () => {
    world.dev.set(fakeApplication('a'));
    const { connected } = await world.follow({ timings: { graceMs: 5_000 } });
    await connected();
    await eventually(() => world.published.length > 0);
    world.published.length = 0;
    world.dev.cutStreams();
    await eventually(() => world.dev.openWatches === 1);
    await delay(400);
    expect(world.published).toEqual([]);
  });

  it('never holds up the start or the end', async () => {
    world.dev.fault = 'hang';
    const startedAt = Date.now();
    const { followed, instance } = await world.follow();
    expect(instance('dev')?.connection).toBe('connecting');
    await followed.stop();
    expect(Date.now() - startedAt).toBeLessThan(2_000);
  });
});

it('never writes a token or password into the log', async () => {
  const { instance, logger } = await world.follow({
    instances: [
      config('dev', world.dev, {
        type: 'password',
        username: 'portal',
        password: FAKE_PASSWORD,
      }),
    ],
  });
  await eventually(() => instance('dev')?.connection === 'connected');
  world.dev.fault = 'unauthorized';
  world.dev.cutStreams();
  await eventually(() => instance('dev')?.connection === 'unauthorized');
  const { info, warn, error, debug } = logger;
  const written = [info, warn, error, debug]
    .flatMap(each => each.mock.calls)
    .flatMap(call => call.map(part => `${part} ${JSON.stringify(part)}`))
    .join('\n');
  expect(written).toContain('cannot be followed');
  expect(written).not.toContain(FAKE_TOKEN);
  expect(written).not.toContain(FAKE_PASSWORD);
});
