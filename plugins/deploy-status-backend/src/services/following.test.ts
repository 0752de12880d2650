import { setTimeout as delay } from 'node:timers/promises';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import {
  FAKE_PASSWORD,
  FAKE_TOKEN,
  FakeArgoCd,
  fakeApplication,
  type Fault,
} from '../__testUtils__/FakeArgoCd';
import type { ArgoCdCredentials, ArgoCdInstanceConfig } from '../config';
import { DatabaseStatusStore } from '../store/DatabaseStatusStore';
import { ArgoCdClient } from '../upstream/ArgoCdClient';
import { ChangePublisher } from './ChangePublisher';
import { FollowedInstances } from './FollowedInstances';
import type { FollowerTimings } from './InstanceFollower';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const QUICK: FollowerTimings = {
  settleMs: 30,
  relistMs: 60_000,
  heartbeatMs: 60_000,
  graceMs: 50,
  backoff: { baseMs: 20, maxMs: 100 },
};

let dev: FakeArgoCd;
let production: FakeArgoCd;
let knex: Knex;
let store: DatabaseStatusStore;
let running: FollowedInstances[];
let published: Array<{ instance: string; applications: string[] }>;

beforeEach(async () => {
  dev = new FakeArgoCd();
  production = new FakeArgoCd();
  await Promise.all([dev.start(), production.start()]);
  knex = await databases.init('POSTGRES_18');
  store = await DatabaseStatusStore.create(
    mockServices.database.mock({ getClient: async () => knex }),
  );
  running = [];
  published = [];
});

afterEach(async () => {
  await Promise.all(running.map(one => one.stop()));
  await Promise.all([dev.stop(), production.stop()]);
});

function config(
  name: string,
  fake: FakeArgoCd,
  credentials: ArgoCdCredentials = { type: 'token', token: FAKE_TOKEN },
): ArgoCdInstanceConfig {
  return {
    name,
    url: fake.url,
    frontendUrl: fake.url,
    credentials,
    environment: name,
  };
}

async function follow(
  options: {
    instances?: ArgoCdInstanceConfig[];
    timings?: Partial<FollowerTimings>;
  } = {},
) {
  const logger = mockServices.logger.mock();
  const signals = {
    publish: jest.fn(async ({ message }) => {
      published.push(...message.changes);
    }),
  };
  const followed = await FollowedInstances.create({
    instances: options.instances ?? [
      config('dev', dev),
      config('production', production),
    ],
    connect: instance =>
      ArgoCdClient.create(instance, { logger, deadlineMs: 300 }),
    store,
    publisher: new ChangePublisher(signals, logger),
    logger,
    timings: { ...QUICK, ...options.timings },
  });
  running.push(followed);
  followed.start();
  const instance = (name: string) =>
    followed.board.instances().find(one => one.name === name);
  return {
    followed,
    logger,
    instance,
    application: (name: string, of = 'dev') =>
      followed.board.book(of).all.get(`argocd/${name}`),
    connected: (name = 'dev') =>
      eventually(() => instance(name)?.connection === 'connected'),
  };
}

/** Waits until it is so, for at most ten seconds. */
async function eventually(
  test: () => boolean | undefined | Promise<boolean | undefined>,
): Promise<void> {
  const until = Date.now() + 10_000;
  while (!(await test())) {
    if (Date.now() > until) {
      throw new Error(`It did not become so: ${test}`);
    }
    await delay(10);
  }
}

describe('following', () => {
  it('opens the watch before it lists, and shows what is there', async () => {
    dev.set(fakeApplication('blog-api'));
    const { application, connected } = await follow();
    await connected();
    expect(application('blog-api')).toMatchObject({
      health: 'Healthy',
      images: [{ name: 'ghcr.io/hanabi/blog-api', tag: '0.1.1' }],
    });
    expect(dev.requests.slice(0, 3)).toEqual([
      'GET /api/v1/stream/applications?resourceVersion=0',
      'GET /api/v1/applications?fields=metadata.resourceVersion',
      'GET /api/v1/applications',
    ]);
  });

  it('shows a change within two seconds and tells open browsers', async () => {
    dev.set(fakeApplication('blog-api'));
    const { application, connected } = await follow();
    await connected();
    await dev.until(() => dev.openWatches === 1);
    await eventually(() => published.length > 0);
    published.length = 0;

    const changedAt = Date.now();
    dev.set(fakeApplication('blog-api', { health: 'Degraded' }));
    await eventually(() =>
      published.some(
        ({ instance, applications }) =>
          instance === 'dev' && applications.includes('blog-api'),
      ),
    );
    expect(application('blog-api')?.health).toBe('Degraded');
    expect(Date.now() - changedAt).toBeLessThan(2_000);
  });

  it('says many changes at once, and nothing about mere reconciliations', async () => {
    dev.set(fakeApplication('a'));
    const { application, connected } = await follow();
    await connected();
    await eventually(() => published.length > 0);
    published.length = 0;

    const reconciledAt = '2026-11-23T12:00:00Z';
    for (let i = 0; i < 20; i++) {
      dev.set(fakeApplication('a', { reconciledAt }));
      dev.set(fakeApplication('b', { tag: `0.1.${i}` }));
    }
    await eventually(() => application('b')?.images[0]?.tag === '0.1.19');
    await eventually(() => published.length > 0);
    expect(published).toEqual([{ instance: 'dev', applications: ['b'] }]);
  });

  it('lists once more when the watch proves to be open, so that nothing is lost', async () => {
    const { application, connected } = await follow();
    await connected();
    expect(dev.count(/applications$/)).toBe(1);
    // Lost in the gap between list and watch: no event tells of it.
    dev.set(fakeApplication('lost'), { silently: true });
    dev.set(fakeApplication('first'));
    await eventually(() => application('lost') !== undefined);
    expect(dev.count(/applications$/)).toBe(2);
  });

  it('finds deletions that no event told of when it lists again', async () => {
    dev.set(fakeApplication('gone'));
    const { application, connected } = await follow({
      timings: { relistMs: 200 },
    });
    await connected();
    expect(application('gone')).toBeDefined();
    dev.remove('gone', { silently: true });
    await eventually(() => application('gone') === undefined);
    dev.set(fakeApplication('told'));
    await eventually(() => application('told') !== undefined);
    dev.remove('told');
    await eventually(() => application('told') === undefined);
  });

  it('survives frames that are no events', async () => {
    dev.set(fakeApplication('a'));
    const { application, connected, logger } = await follow();
    await connected();
    await dev.until(() => dev.openWatches === 1);
    dev.sendRaw('data: {"result":{"type":"MODIFIED","application":{}}}\n\n');
    dev.sendRaw('data: {"nonsense":true}\n\ndata: <html>\n\n:\n\n');
    dev.set(fakeApplication('a', { tag: '0.1.2' }));
    await eventually(() => application('a')?.images[0]?.tag === '0.1.2');
    expect(dev.openWatches).toBe(1);
    expect(logger.warn).toHaveBeenCalledTimes(3);
  });

  it('signs in with a password once, and again when the session ends', async () => {
    dev.set(fakeApplication('a'));
    const { connected, instance } = await follow({
      instances: [
        config('dev', dev, {
          type: 'password',
          username: 'portal',
          password: FAKE_PASSWORD,
        }),
      ],
    });
    await connected();
    expect(dev.count(/session/)).toBe(1);
    dev.cutStreams();
    await eventually(() => dev.openWatches === 1);
    expect(instance('dev')?.connection).toBe('connected');
    expect(dev.count(/session/)).toBe(1);
  });

  it('tries a wrong password once, not until the account is throttled', async () => {
    const { instance } = await follow({
      instances: [
        config('dev', dev, {
          type: 'password',
          username: 'portal',
          password: 'wrong-password',
        }),
      ],
    });
    await eventually(() => instance('dev')?.connection === 'unauthorized');
    await delay(500);
    expect(dev.count(/session/)).toBe(1);
  });
});

describe('an instance that fails', () => {
  it('leaves its rows with the time of the last known state, and the others alone; and comes back', async () => {
    dev.set(fakeApplication('blog-api'));
    production.set(fakeApplication('blog-api'));
    const { application, connected, instance } = await follow();
    await Promise.all([connected('dev'), connected('production')]);
    const before = Date.now();

    await dev.stop();
    await eventually(() => instance('dev')?.connection === 'unreachable');
    expect(application('blog-api')).toBeDefined();
    const contact = Date.parse(instance('dev')?.lastContactAt ?? '');
    expect(contact).toBeLessThanOrEqual(before + 1_000);
    expect(instance('dev')).toMatchObject({
      problem: expect.stringContaining('cannot be reached'),
      nextAttemptAt: expect.any(String),
    });
    expect(instance('production')?.connection).toBe('connected');
    production.set(fakeApplication('blog-api', { health: 'Progressing' }));
    await eventually(
      () => application('blog-api', 'production')?.health === 'Progressing',
    );

    dev.set(fakeApplication('blog-api', { tag: '0.2.0' }));
    await dev.start();
    await eventually(() => instance('dev')?.connection === 'connected');
    expect(application('blog-api')?.images[0]?.tag).toBe('0.2.0');
    expect(instance('dev')).not.toHaveProperty('problem');
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
      dev.set(fakeApplication('a'));
      const { application, connected, instance } = await follow({
        timings: { heartbeatMs: 100 },
      });
      await connected();
      dev.fault = fault;
      dev.cutStreams();
      await eventually(() => instance('dev')?.connection === connection);
      expect(application('a')).toBeDefined();
      await eventually(() => problem.test(instance('dev')?.problem ?? ''));
      expect(JSON.stringify(instance('dev'))).not.toContain('127.0.0.1');

      dev.fault = 'none';
      await connected();
    },
  );

  it('by falling silent is noticed without any event', async () => {
    const { connected, instance } = await follow({
      timings: { heartbeatMs: 100 },
    });
    await connected();
    dev.fault = 'hang';
    await eventually(() => instance('dev')?.connection === 'unreachable');
  });

  it('and comes back within the grace is not shown as gone', async () => {
    dev.set(fakeApplication('a'));
    const { connected } = await follow({ timings: { graceMs: 5_000 } });
    await connected();
    await eventually(() => published.length > 0);
    published.length = 0;
    dev.cutStreams();
    await eventually(() => dev.openWatches === 1);
    await delay(400);
    expect(published).toEqual([]);
  });

  it('never holds up the start or the end', async () => {
    dev.fault = 'hang';
    const startedAt = Date.now();
    const { followed, instance } = await follow();
    expect(instance('dev')?.connection).toBe('connecting');
    await followed.stop();
    expect(Date.now() - startedAt).toBeLessThan(2_000);
  });
});

describe('a restart', () => {
  it('shows the last known state of an instance that is down, as stale', async () => {
    dev.set(fakeApplication('blog-api', { tag: '0.1.7' }));
    const first = await follow();
    await first.connected();
    const contact = first.instance('dev')?.lastContactAt;
    await first.followed.stop();
    await dev.stop();

    const second = await follow();
    expect(second.application('blog-api')).toEqual(
      first.application('blog-api'),
    );
    expect(second.instance('dev')?.connection).toBe('connecting');
    expect(second.instance('dev')?.lastContactAt).toBe(contact);
    await eventually(
      () => second.instance('dev')?.connection === 'unreachable',
    );
  });

  it('forgets what was deleted meanwhile', async () => {
    dev.set(fakeApplication('a'));
    dev.set(fakeApplication('b'));
    const first = await follow();
    await first.connected();
    await first.followed.stop();
    dev.remove('b');
    const second = await follow();
    expect(second.application('b')).toBeDefined();
    await second.connected();
    expect(second.application('b')).toBeUndefined();
    await eventually(
      async () => (await store.loadApplications(['dev'])).length === 1,
    );
  });
});

describe('deployments', () => {
  const operation = (phase: string, finishedAt?: string) => ({
    phase,
    startedAt: '2026-11-23T10:00:00Z',
    finishedAt,
    message: `phase ${phase}`,
    operation: { initiatedBy: { username: 'miho.tanaka' } },
    syncResult: { revision: 'b'.repeat(40) },
  });
  const find = () =>
    store.findDeployments({
      applications: [{ instance: 'dev', name: 'a' }],
      since: new Date(0),
      limit: 10,
    });

  it('are kept once, from the first sighting to the end, by two replicas', async () => {
    dev.set(fakeApplication('a'));
    const [one, two] = await Promise.all([follow(), follow()]);
    await Promise.all([one.connected(), two.connected()]);
    dev.set(fakeApplication('a', { operation: operation('Running') }));
    await eventually(async () => (await find()).total === 2);
    expect((await find()).deployments[0]?.phase).toBe('Running');
    dev.set(
      fakeApplication('a', {
        operation: operation('Failed', '2026-11-23T10:01:00Z'),
      }),
    );
    await eventually(async () => (await find()).failed === 1);
    const { deployments, total } = await find();
    expect(total).toBe(2);
    expect(deployments).toMatchObject([
      { phase: 'Failed', startedBy: 'miho.tanaka', message: 'phase Failed' },
      { phase: 'Succeeded', startedBy: 'automated', automated: true },
    ]);
  });

  it('are not lost while the database is away', async () => {
    dev.set(fakeApplication('a'));
    const save = jest
      .spyOn(store, 'saveDeployments')
      .mockRejectedValueOnce(new Error('the database system is shutting down'));
    const { connected, followed } = await follow();
    await connected();
    await eventually(() => save.mock.calls.length > 0);
    await followed.stop();
    await expect(find()).resolves.toMatchObject({ total: 1 });
  });
});

describe('author and message of a revision', () => {
  it('are read once for all Applications that have it, and kept', async () => {
    dev.set(fakeApplication('a'));
    dev.set(fakeApplication('b'));
    const first = await follow();
    const revision = () => first.application('a')?.revisions[0] ?? { id: '' };
    await eventually(
      () => first.followed.revisions.get(revision()) !== undefined,
    );
    expect(first.followed.revisions.get(revision())).toEqual({
      author: 'Yuki Sato <yuki@hanabi.example>',
      message: 'Show drafts to their authors',
      committedAt: '2026-11-20T10:00:00.000Z',
    });
    expect(dev.count(/metadata$/)).toBe(0);
    expect(dev.count(/\/metadata\?/)).toBe(1);
    await eventually(
      async () => (await store.findRevisions([revision()])).size === 1,
    );
    await first.followed.stop();

    const second = await follow();
    await eventually(
      () => second.followed.revisions.get(revision()) !== undefined,
    );
    await second.connected();
    expect(dev.count(/\/metadata\?/)).toBe(1);
  });

  it('that cannot be read harm nothing else', async () => {
    dev.revisionMetadata = { status: 500, body: { error: 'not our ref' } };
    dev.set(fakeApplication('a'));
    const { connected, instance } = await follow();
    await connected();
    await dev.until(() => dev.count(/\/metadata\?/) === 1);
    dev.set(fakeApplication('a', { tag: '0.1.2' }));
    await delay(200);
    expect(dev.count(/\/metadata\?/)).toBe(1);
    expect(instance('dev')?.connection).toBe('connected');
  });
});

it('never writes a token or password into the log', async () => {
  const { instance, logger } = await follow({
    instances: [
      config('dev', dev, {
        type: 'password',
        username: 'portal',
        password: FAKE_PASSWORD,
      }),
    ],
  });
  await eventually(() => instance('dev')?.connection === 'connected');
  dev.fault = 'unauthorized';
  dev.cutStreams();
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
