import { setTimeout as delay } from 'node:timers/promises';
import { mockServices } from '@backstage/backend-test-utils';
import { FAKE_PASSWORD } from '../__testUtils__/FakeArgoCd';
import { fakeApplication } from '../__testUtils__/fakeApplication';
import { config, eventually, setUpFollowing } from '../__testUtils__/following';
import { ArgoCdClient } from '../upstream/ArgoCdClient';

const LIST = /applications$/;
const PASSWORD = {
  type: 'password',
  username: 'portal',
  password: FAKE_PASSWORD,
} as const;

const world = setUpFollowing();

describe('following', () => {
  it('opens the watch before it lists, and shows what is there', async () => {
    world.dev.set(fakeApplication('blog-api'));
    const { application, connected } = await world.follow();
    await connected();
    expect(application('blog-api')).toMatchObject({
      health: 'Healthy',
      images: [{ name: 'ghcr.io/hanabi/blog-api', tag: '0.1.1' }],
    });
    expect(world.dev.requests.slice(0, 3)).toEqual([
      'GET /api/v1/stream/applications?resourceVersion=0',
      'GET /api/v1/applications?name=is-anybody-there&fields=metadata.resourceVersion',
      'GET /api/v1/applications',
    ]);
  });

  it('shows a change within two seconds and tells open browsers', async () => {
    world.dev.set(fakeApplication('blog-api'));
    const { application, connected } = await world.follow();
    await connected();
    await world.dev.until(() => world.dev.openWatches === 1);
    await eventually(() => world.published.length > 0);
    world.published.length = 0;

    const changedAt = Date.now();
    world.dev.set(fakeApplication('blog-api', { health: 'Degraded' }));
    await eventually(() =>
      world.published.some(
        ({ instance, applications }) =>
          instance === 'dev' && applications.includes('blog-api'),
      ),
    );
    expect(application('blog-api')?.health).toBe('Degraded');
    expect(Date.now() - changedAt).toBeLessThan(2_000);
  });

  it('says many changes at once, and nothing about mere reconciliations', async () => {
    world.dev.set(fakeApplication('a'));
    const { application, connected } = await world.follow();
    await connected();
    await eventually(() => world.published.length > 0);
    world.published.length = 0;

    const reconciledAt = '2026-11-23T12:00:00Z';
    for (let i = 0; i < 20; i++) {
      world.dev.set(fakeApplication('a', { reconciledAt }));
      world.dev.set(fakeApplication('b', { tag: `0.1.${i}` }));
    }
    await eventually(() => application('b')?.images[0]?.tag === '0.1.19');
    await eventually(() => world.published.length > 0);
    expect(world.published).toEqual([{ instance: 'dev', applications: ['b'] }]);
  });

  it('lists once more when the watch proves to be open, so that nothing is lost', async () => {
    const { application, connected } = await world.follow();
    await connected();
    expect(world.dev.count(/applications$/)).toBe(1);
    // Lost in the gap between list and watch: no event tells of it.
    world.dev.set(fakeApplication('lost'), { silently: true });
    world.dev.set(fakeApplication('first'));
    await eventually(() => application('lost') !== undefined);
    expect(world.dev.count(/applications$/)).toBe(2);
  });

  it('finds deletions that no event told of when it lists again', async () => {
    world.dev.set(fakeApplication('gone'));
    const { application, connected } = await world.follow({
      timings: { relistMs: 200 },
    });
    await connected();
    expect(application('gone')).toBeDefined();
    world.dev.remove('gone', { silently: true });
    await eventually(() => application('gone') === undefined);
    world.dev.set(fakeApplication('told'));
    await eventually(() => application('told') !== undefined);
    world.dev.remove('told');
    await eventually(() => application('told') === undefined);
  });

  it('is not put back by the list of a server that is behind', async () => {
    world.dev.set(fakeApplication('turned', { health: 'Progressing' }));
    world.dev.set(fakeApplication('gone'));
    const { application, connected } = await world.follow();
    await connected();
    await world.dev.until(() => world.dev.openWatches === 1);
    // What only the list tells, so that it shows when that was taken in.
    world.dev.set(fakeApplication('listed'), { silently: true });
    world.dev.fallBehind();
    world.dev.set(fakeApplication('turned', { health: 'Healthy' }));
    world.dev.remove('gone');
    world.dev.set(fakeApplication('created'));
    await eventually(() => application('listed') !== undefined);
    expect(application('turned')?.health).toBe('Healthy');
    expect(application('gone')).toBeUndefined();
    expect(application('created')).toBeDefined();
  });

  it('asks for what a list leaves out and people want to know', async () => {
    const setVela = (name: string, health?: { status: string }) => {
      const application = fakeApplication(name);
      world.dev.set({
        ...application,
        status: {
          ...application.status,
          resources: [
            { kind: 'Service', name, health: { status: 'Healthy' } },
            { group: 'core.oam.dev', kind: 'Application', name, health },
          ],
        },
      });
    };
    setVela('shop');
    setVela('covered', { status: 'Healthy' });
    world.dev.set(fakeApplication('sick', { health: 'Degraded' }));
    world.dev.set(fakeApplication('fine'));
    const { application } = await world.follow();
    await eventually(
      () =>
        application('shop')?.healthIgnoresKubeVela === true &&
        application('covered')?.healthIgnoresKubeVela === false &&
        application('sick')?.troubles[0]?.health === 'Degraded',
    );
    expect(world.dev.count(/applications\/[a-z]+\?appNamespace/)).toBe(3);
  });

  it('survives frames that are no events', async () => {
    world.dev.set(fakeApplication('a'));
    const { application, connected, logger } = await world.follow();
    await connected();
    await world.dev.until(() => world.dev.openWatches === 1);
    world.dev.sendRaw(
      'data: {"result":{"type":"MODIFIED","application":{}}}\n\n',
    );
    world.dev.sendRaw('data: {"nonsense":true}\n\ndata: <html>\n\n:\n\n');
    world.dev.set(fakeApplication('a', { tag: '0.1.2' }));
    await eventually(() => application('a')?.images[0]?.tag === '0.1.2');
    expect(world.dev.openWatches).toBe(1);
    expect(logger.warn).toHaveBeenCalledTimes(3);
  });

  it('signs in with a password once, and again when the session ends', async () => {
    world.dev.set(fakeApplication('a'));
    const { connected } = await world.follow({
      instances: [config('dev', world.dev, PASSWORD)],
    });
    await connected();
    expect(world.dev.count(/session/)).toBe(1);
    world.dev.cutStreams();
    await eventually(() => world.dev.openWatches === 1);
    await connected();
    expect(world.dev.count(/session/)).toBe(1);
  });

  it('signs in once more when the token is refused, and goes on with list and watch', async () => {
    world.dev.set(fakeApplication('a', { tag: '0.1.1' }));
    const { connected, application } = await world.follow({
      instances: [config('dev', world.dev, PASSWORD)],
      timings: { relistMs: 100 },
    });
    await connected();
    world.dev.token = 'another-token';
    const listed = world.dev.count(LIST);
    // One list is refused and made again.
    await world.dev.until(() => world.dev.count(LIST) >= listed + 3);
    world.dev.cutStreams();
    await eventually(() => world.dev.openWatches === 1);
    await connected();
    world.dev.set(fakeApplication('a', { tag: '0.1.2' }));
    await eventually(() => application('a')?.images[0]?.tag === '0.1.2');
    expect(world.dev.count(/session/)).toBe(2);
  });

  it('signs in once for all that are refused together', async () => {
    const client = ArgoCdClient.create(config('dev', world.dev, PASSWORD), {
      logger: mockServices.logger.mock(),
    });
    const probe = () => client.probe(new AbortController().signal);
    await probe();
    world.dev.token = 'another-token';
    await Promise.all([probe(), probe(), probe()]);
    expect(world.dev.count(/session/)).toBe(2);
    await client.close();
  });

  it('tries a wrong password once, not until the account is throttled', async () => {
    const { instance } = await world.follow({
      instances: [
        config('dev', world.dev, {
          type: 'password',
          username: 'portal',
          password: 'wrong-password',
        }),
      ],
    });
    await eventually(() => instance('dev')?.connection === 'unauthorized');
    const until = Date.parse(instance('dev')?.nextAttemptAt ?? '');
    expect(until).toBeGreaterThan(Date.now() + 20 * 60_000);
    await delay(500);
    expect(world.dev.count(/session/)).toBe(1);
  });
});
