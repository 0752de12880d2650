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
      saveRevisions: async () => {},
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

it.each([404, 501])(
  'asks an Argo CD that answers %d once about a chart, however often it is shown',
  async status => {
    const world = setup();
    world.failure = new UpstreamError(
      'server',
      { system: 'argocd', instance: 'dev', method: 'GET', path: '/' },
      { what: 'does not know charts', advice: 'Update it.', status },
    );
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
