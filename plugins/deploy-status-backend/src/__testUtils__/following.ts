import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { ArgoCdCredentials, ArgoCdInstanceConfig } from '../config';
import { toApplication } from '../domain/view';
import { ChangePublisher } from '../services/ChangePublisher';
import { FollowedInstances } from '../services/FollowedInstances';
import type { FollowerTimings } from '../services/followerTimings';
import { DatabaseStatusStore } from '../store/DatabaseStatusStore';
import { ArgoCdClient } from '../upstream/ArgoCdClient';
import type { Reader } from '../upstream/reading/Reader';
import { eventually } from './eventually';
import { FAKE_TOKEN, FakeArgoCd } from './FakeArgoCd';

export { eventually };

const QUICK: FollowerTimings = {
  settleMs: 30,
  firstListsMs: 60_000,
  relistMs: 60_000,
  unopenedMs: 60_000,
  hearMs: 500,
  heartbeatMs: 60_000,
  graceMs: 50,
  backoff: { baseMs: 20, maxMs: 100 },
  refusedMs: 100,
};

const NO_COMMITS = { metadata: () => undefined, url: () => undefined };

/** The configuration of an instance that is a fake. */
export function config(
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
    protected: false,
  };
}

/**
 * Two fakes and a database for each test of a file, and `follow`, which makes
 * one replica of the backend's inner part.
 */
export function setUpFollowing() {
  jest.setTimeout(60_000);
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let running: FollowedInstances[] = [];
  let store: DatabaseStatusStore;

  const world = {
    dev: new FakeArgoCd(),
    production: new FakeArgoCd(),
    published: [] as Array<{ instance: string; applications: string[] }>,
    get store() {
      return store;
    },
    follow,
  };

  beforeEach(async () => {
    world.dev = new FakeArgoCd();
    world.production = new FakeArgoCd();
    world.published = [];
    running = [];
    await Promise.all([world.dev.start(), world.production.start()]);
    const knex = await databases.init('POSTGRES_18');
    store = await DatabaseStatusStore.create(
      mockServices.database.mock({ getClient: async () => knex }),
    );
  });

  afterEach(async () => {
    await Promise.all(running.map(one => one.stop()));
    await Promise.all([world.dev.stop(), world.production.stop()]);
  });

  async function follow(
    options: {
      instances?: ArgoCdInstanceConfig[];
      timings?: Partial<FollowerTimings>;
      /** How long an instance has for an answer. */
      deadlineMs?: (instance: string) => number;
      /** What reads. Default: the test's own thread. */
      reader?: Reader;
    } = {},
  ) {
    const logger = mockServices.logger.mock();
    const signals = {
      publish: jest.fn(async ({ message }) => {
        world.published.push(...message.changes);
      }),
    };
    const followed = await FollowedInstances.create({
      instances: options.instances ?? [
        config('dev', world.dev),
        config('production', world.production),
      ],
      connect: instance =>
        ArgoCdClient.create(instance, {
          logger,
          reader: options.reader,
          deadlineMs: options.deadlineMs?.(instance.name) ?? 300,
        }),
      store,
      publisher: new ChangePublisher(signals, logger),
      logger,
      timings: { ...QUICK, ...options.timings },
    });
    running.push(followed);
    followed.start();
    const instance = (name: string) =>
      followed.board.instances().find(one => one.name === name);
    const application = (name: string, of = 'dev') =>
      followed.board.book(of).all.get(`argocd/${name}`);
    return {
      followed,
      logger,
      instance,
      application,
      /** An Application as people are told of it. */
      row: (name: string, of = 'dev') => {
        const observed = application(name, of);
        const its = instance(of);
        return observed && its && toApplication(observed, its, NO_COMMITS);
      },
      connected: (name = 'dev') =>
        eventually(() => instance(name)?.connection === 'connected'),
    };
  }

  return world;
}
