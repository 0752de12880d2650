import { mockServices } from '@backstage/backend-test-utils';
import { eventually } from '../__testUtils__/eventually';
import type { SourceRevision } from '../domain/observed';
import { RevisionCache } from './RevisionCache';
import { RevisionReader } from './RevisionReader';

const revision = (digit: string): SourceRevision => ({
  id: digit.repeat(40),
  repoUrl: 'https://github.com/hanabi/blog-api.git',
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
    asked: [] as string[],
    told: [] as string[],
  };
  const cache = new RevisionCache();
  const reader = new RevisionReader({
    argoCd: {
      revisionMetadata: async ({ name }, { id }) => {
        world.asked.push(`${name}@${id.slice(0, 1)}`);
        if (!world.answers) throw new Error('Not now');
        return { author: 'Yuki Sato', message: 'A change' };
      },
    },
    cache,
    store: {
      findRevisions: async () => new Map(),
      saveRevision: async () => {},
    },
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
