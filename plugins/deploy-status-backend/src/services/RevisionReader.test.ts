import { mockServices } from '@backstage/backend-test-utils';
import { UpstreamError } from '@michi/upstream-node';
import { eventually } from '../__testUtils__/eventually';
import type { SourceRevision } from '../domain/observed';
import { RevisionCache } from './RevisionCache';
import { RevisionReader } from './RevisionReader';

const revision = (digit: string): SourceRevision => ({
  id: digit.repeat(40),
  repoUrl: 'https://github.com/hanabi/blog-api.git',
});
const chart = (id: string): SourceRevision => ({
  id,
  repoUrl: 'https://charts.example',
  chart: 'web',
});
const owner = (name: string) => ({
  namespace: 'argocd',
  name,
  project: 'default',
});

let readers: RevisionReader[] = [];

/** A reader whose Argo CD fails until it is told to answer. */
function setup() {
  const world = {
    now: 1_000_000,
    answers: false,
    failure: new Error('Not now'),
    asked: [] as string[],
    told: [] as string[],
    /** What the store says to everything, if it fails. */
    storeFails: undefined as Error | undefined,
    saved: [] as string[],
  };
  const cache = new RevisionCache();
  const reader = new RevisionReader({
    argoCd: {
      revisionMetadata: async ({ name }, { id, sourceIndex }) => {
        const place = sourceIndex === undefined ? '' : `#${sourceIndex}`;
        world.asked.push(`${name}@${id.slice(0, 1)}${place}`);
        if (!world.answers) throw world.failure;
        return { author: 'Yuki Sato', message: 'A change' };
      },
    },
    cache,
    store: {
      findRevisions: async () => new Map(),
      saveRevisions: async told => {
        if (world.storeFails) throw world.storeFails;
        world.saved.push(...told.map(({ revision: { id } }) => id.slice(0, 1)));
      },
    },
    whenQuiet: Promise.resolve(),
    onKnown: names => world.told.push(...names),
    logger: mockServices.logger.mock(),
    now: () => world.now,
  });
  readers.push(reader);
  return Object.assign(world, { cache, reader });
}

afterEach(async () => {
  await Promise.all(readers.map(one => one.stop()));
  readers = [];
});

it('reads a commit once for all that show it, and tells them', async () => {
  const world = setup();
  world.answers = true;
  world.reader.want(owner('a'), [revision('1')]);
  world.reader.want(owner('b'), [revision('1')]);
  world.reader.start();
  await eventually(() => world.told.length === 2);
  expect(world.asked).toEqual(['a@1']);
  expect(world.cache.get(revision('1'))?.author).toBe('Yuki Sato');
});

describe('while the database is away', () => {
  /** A reader which knows a commit that could not be saved. */
  async function setupUnsaved() {
    const world = setup();
    world.answers = true;
    world.storeFails = new Error('the database system is shutting down');
    world.reader.want(owner('a'), [revision('1')]);
    world.reader.start();
    await eventually(() => world.told.length === 1);
    return world;
  }

  it('keeps what it has read, and saves it later although nothing shows it any more', async () => {
    const world = await setupUnsaved();
    world.reader.forget([owner('a')]);
    world.storeFails = undefined;
    world.now += 5_000;
    world.reader.want(owner('b'), [revision('2')]);
    await eventually(() => world.saved.length === 2);
    expect(world.saved.sort()).toEqual(['1', '2']);
    expect(world.asked).toEqual(['a@1', 'b@2']);
  });

  it('asks the database every five seconds, of its own accord', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    try {
      const world = await setupUnsaved();
      world.storeFails = undefined;
      world.now += 4_999;
      await jest.advanceTimersByTimeAsync(4_999);
      expect(world.saved).toEqual([]);
      world.now += 1;
      await jest.advanceTimersByTimeAsync(1);
      expect(world.saved).toEqual(['1']);
    } finally {
      jest.useRealTimers();
    }
  });

  it('saves it as the backend stops', async () => {
    const world = await setupUnsaved();
    world.storeFails = undefined;
    await world.reader.stop();
    expect(world.saved).toEqual(['1']);
  });
});

it('asks for nothing that nobody shows any more', async () => {
  const world = setup();
  world.reader.want(owner('a'), [revision('1'), revision('2')]);
  world.reader.want(owner('b'), [revision('2')]);
  world.reader.want(owner('gone'), [revision('3')]);
  world.reader.start();
  await eventually(() => world.asked.length === 3);

  world.reader.want(owner('a'), [revision('4')]);
  world.reader.forget([owner('gone')]);
  await eventually(() => world.asked.length === 4);
  world.asked.length = 0;
  world.answers = true;
  world.now += 60_000;
  world.reader.want(owner('c'), [revision('5')]);
  await eventually(() => world.told.length === 3);
  expect(world.asked.sort()).toEqual(['a@4', 'b@2', 'c@5']);
  expect(world.told.sort()).toEqual(['a', 'b', 'c']);
});

it('asks for a commit as the Application that is left has it', async () => {
  const world = setup();
  world.answers = true;
  world.reader.want(owner('multi'), [{ ...revision('1'), sourceIndex: 1 }]);
  world.reader.want(owner('single'), [revision('1')]);
  world.reader.forget([owner('multi')]);
  world.reader.start();
  await eventually(() => world.told.length === 1);
  expect(world.asked).toEqual(['single@1']);
});

it('reads what a version of a chart is about, apart from other charts of the same repository', async () => {
  const world = setup();
  world.answers = true;
  const other = { ...chart('1.0.0'), chart: 'other' };
  world.reader.want(owner('a'), [chart('1.0.0'), other]);
  world.reader.start();
  await eventually(() => world.told.length === 2);
  expect(world.asked).toHaveLength(2);
  expect(world.cache.get(chart('1.0.0'))).toBeDefined();
  expect(world.cache.get(chart('2.0.0'))).toBeUndefined();
});

/** An answer of Argo CD that is no good one. */
const answered = (status: number, retryAfterMs?: number) =>
  new UpstreamError(
    status === 429 ? 'rate-limited' : 'server',
    { system: 'argocd', instance: 'dev', method: 'GET', path: '/' },
    { what: `says ${status}`, advice: 'Look there.', status, retryAfterMs },
  );

it.each<[string, Error, number]>([
  ['30 s while the repo-server restarts', answered(503), 30_000],
  ['30 s while the kube-apiserver is away', answered(403), 30_000],
  ['30 s where a proxy finds nobody', answered(502), 30_000],
  ['30 s where our credentials are refused', answered(401), 30_000],
  ['as long as it says, where it is asked too much', answered(429, 6e4), 6e4],
  ['30 s where that is not long', answered(429, 1_000), 30_000],
  ['30 s where it does not answer', new Error('Not now'), 30_000],
  ['half an hour where Git has no such commit', answered(500), 1_800_000],
  ['half an hour where the project is gone', answered(400), 1_800_000],
  ['half an hour where it knows nothing of it', answered(404), 1_800_000],
])('asks again after %s', async (_title, failure, pauseMs) => {
  const world = setup();
  world.failure = failure;
  world.reader.want(owner('a'), [revision('1')]);
  world.reader.start();
  await eventually(() => world.asked.length === 1);

  const looksAgain = async (mark: string) => {
    world.reader.want(owner(mark), [revision(mark)]);
    await eventually(() => world.asked.includes(`${mark}@${mark}`));
  };
  world.now += pauseMs - 1;
  await looksAgain('2');
  expect(world.asked.filter(one => one === 'a@1')).toHaveLength(1);
  world.now += 1;
  world.answers = true;
  await looksAgain('3');
  await eventually(() => world.told.includes('a'));
  expect(world.asked.filter(one => one === 'a@1')).toHaveLength(2);
});

it.each([404, 501])(
  'asks an Argo CD that answers %d once about a chart, however often it is shown',
  async status => {
    const world = setup();
    world.failure = answered(status);
    world.reader.want(owner('a'), [chart('1.0.0')]);
    world.reader.start();
    await eventually(() => world.asked.length === 1);
    world.now += 24 * 60 * 60_000;
    world.reader.want(owner('a'), [chart('1.0.0')]);
    world.reader.want(owner('b'), [chart('1.0.0'), chart('2.0.0')]);
    await eventually(() => world.asked.length === 2);
    expect(world.asked).toEqual(['a@1', 'b@2']);
  },
);

it('asks for nothing that may be another thing tomorrow', async () => {
  const world = setup();
  world.answers = true;
  world.reader.want(owner('a'), [
    chart('1.x'),
    chart('>=1.0.0'),
    { id: 'main', repoUrl: 'https://github.com/hanabi/blog-api.git' },
    { id: 'latest', repoUrl: 'oci://ghcr.io/hanabi/blog' },
    { id: `sha256:${'a'.repeat(64)}`, repoUrl: 'oci://ghcr.io/hanabi/blog' },
  ]);
  world.reader.start();
  await eventually(() => world.told.length === 1);
  expect(world.asked).toEqual(['a@s']);
});
