import { setTimeout as delay } from 'node:timers/promises';
import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { eventually } from '../__testUtils__/eventually';
import { EntityIndex } from './EntityIndex';

function component(
  name: string,
  options: {
    type?: string;
    app?: string;
    owner?: string;
    relations?: Entity['relations'];
  } = {},
): Entity {
  const { type = 'service', app, owner, relations } = options;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      title: `The ${name}`,
      annotations: app ? { 'argocd/app-name': app } : {},
    },
    spec: { type, system: 'blogging', ...(owner && { owner }) },
    relations,
  };
}

const ref = (name: string) => `component:default/${name}`;

let running: EntityIndex[] = [];

/** An index over a catalog of which a test may change the content. */
function setup(
  entities: Entity[],
  timings: ConstructorParameters<typeof EntityIndex>[0]['timings'] = {},
) {
  const calls = { pages: 0, byRefs: [] as string[][] };
  const world = { entities, fails: false, calls };
  const catalog = () => {
    if (world.fails) throw new Error('The catalog is away');
    return catalogServiceMock({ entities: world.entities });
  };
  const mock = catalogServiceMock.mock({
    streamEntities: request => {
      calls.pages += 1;
      return catalog().streamEntities(request);
    },
    getEntitiesByRefs: async request => {
      calls.byRefs.push(request.entityRefs);
      return catalog().getEntitiesByRefs(request);
    },
  });
  const logger = mockServices.logger.mock();
  const index = new EntityIndex({
    catalog: mock,
    auth: mockServices.auth(),
    logger,
    timings: { refreshMs: 20, firstMs: 1_000, ...timings },
  });
  running.push(index);
  const names = async () =>
    (await index.all()).map(({ entityRef }) => entityRef).sort();
  return Object.assign(world, { index, logger, names });
}

afterEach(async () => {
  await Promise.all(running.map(index => index.stop()));
  running = [];
});

describe('the index of entities', () => {
  it('has every entity that names an Application, and services that do not', async () => {
    const { index, names } = setup([
      component('blog-api', { app: 'blog-api' }),
      component('worker', { type: 'worker', app: 'worker' }),
      component('new-service'),
      component('go-kit', { type: 'library' }),
    ]);
    index.start();
    expect(await names()).toEqual(
      ['blog-api', 'new-service', 'worker'].map(ref),
    );
    const [blogApi, goKit, absent] = await index.get(
      ['blog-api', 'go-kit', 'absent'].map(ref),
    );
    expect(blogApi).toMatchObject({
      title: 'The blog-api',
      type: 'service',
      system: 'system:default/blogging',
      locator: { name: 'blog-api' },
    });
    expect(goKit?.locator).toBeUndefined();
    expect(absent).toBeUndefined();
  });

  it('takes the owner from the relation, else from the field', async () => {
    const { index } = setup([
      component('a', { owner: 'blog' }),
      component('b', {
        owner: 'blog',
        relations: [{ type: 'ownedBy', targetRef: 'group:other/media' }],
      }),
      component('c', { owner: 'user:default/yuki.sato' }),
      component('d', { owner: 'not: a reference' }),
    ]);
    const found = await index.get(['a', 'b', 'c', 'd'].map(ref));
    expect(found.map(entity => entity?.owner)).toEqual([
      'group:default/blog',
      'group:other/media',
      'user:default/yuki.sato',
      undefined,
    ]);
  });

  it('answers from memory', async () => {
    const { index, calls } = setup([component('a', { app: 'a' })], {
      refreshMs: 60_000,
    });
    index.start();
    await index.all();
    for (let i = 0; i < 100; i++) await index.get([ref('a')]);
    expect(calls).toEqual({ pages: 1, byRefs: [] });
  });

  it('looks up at once what it does not know, once for all who ask', async () => {
    const world = setup([], { refreshMs: 60_000, absentMs: 0 });
    world.index.start();
    await world.index.all();
    await expect(world.index.get([ref('new')])).resolves.toEqual([undefined]);
    world.entities = [component('new', { app: 'new' })];
    await delay(2);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => world.index.get([ref('new')])),
    );
    expect(answers.every(([entity]) => entity?.locator?.name === 'new')).toBe(
      true,
    );
    expect(world.calls.byRefs).toHaveLength(2);
    expect(await world.names()).toEqual([ref('new')]);
  });

  it('notices changes and removals by itself', async () => {
    const world = setup([
      component('a', { app: 'a' }),
      component('b', { app: 'b' }),
    ]);
    world.index.start();
    await world.index.all();
    world.entities = [component('a', { app: 'other' })];
    await eventually(async () => {
      const [a, b] = await world.index.get([ref('a'), ref('b')]);
      return a?.locator?.name === 'other' && !b;
    });
    expect(await world.names()).toEqual([ref('a')]);
  });

  it('reads again soon while services come, and seldom once none do', async () => {
    const world = setup([], {
      refreshMs: 60_000,
      growingMs: 20,
      settledMs: 300,
    });
    world.index.start();
    expect(await world.names()).toEqual([]);
    // As long as there is none
    await delay(400);
    for (const name of ['a', 'b']) {
      world.entities = [...world.entities, component(name, { app: name })];
      await eventually(async () => (await world.names()).includes(ref(name)));
    }
    await delay(500);
    const { pages } = world.calls;
    await delay(200);
    expect(world.calls.pages).toBe(pages);
  });

  it('checks what is asked for and old behind the answer', async () => {
    const world = setup([component('a', { app: 'a' })], {
      refreshMs: 60_000,
      freshMs: 0,
    });
    world.index.start();
    const [before] = await world.index.all();
    world.entities = [component('a', { app: 'other' })];
    await delay(2);
    const [stale] = await world.index.get([ref('a')]);
    expect(stale).toBe(before);
    await eventually(
      async () =>
        (await world.index.get([ref('a')]))[0]?.locator?.name === 'other',
    );
  });

  it('keeps the same objects while nothing changes', async () => {
    const world = setup([component('a', { app: 'a' })]);
    world.index.start();
    const [first] = await world.index.all();
    await eventually(() => world.calls.pages > 3);
    expect((await world.index.all())[0]).toBe(first);
  });

  it('keeps what is known while the catalog fails', async () => {
    const world = setup([component('a', { app: 'a' })], { freshMs: 0 });
    world.index.start();
    await world.index.all();
    world.fails = true;
    await eventually(() => world.logger.warn.mock.calls.length > 1);
    expect(await world.names()).toEqual([ref('a')]);
    const [known] = await world.index.get([ref('a')]);
    expect(known?.locator?.name).toBe('a');
    await expect(world.index.get([ref('unknown')])).rejects.toThrow('away');
  });

  it('does not pass an unread catalog off as an empty one', async () => {
    const world = setup([], { firstMs: 20 });
    world.fails = true;
    world.index.start();
    await expect(world.index.all()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });

  it('names a reference that is not one', async () => {
    const { index } = setup([]);
    await expect(index.get(['nonsense'])).rejects.toThrow('"nonsense"');
  });
});
