import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  conditionSchema,
  deployStatusContract,
  type Condition,
  type Operation,
} from '@michi/plugin-deploy-status-common';
import { anApplication } from '../__testUtils__/anApplication';
import type { ArgoCdInstanceConfig } from '../config';
import type { ObservedApplication } from '../domain/observed';
import { EntityIndex } from './EntityIndex';
import { ServiceBoard } from './ServiceBoard';
import { StatusBoard } from './StatusBoard';

const ENVIRONMENTS = ['dev', 'staging', 'production', 'osaka'];

function component(name: string, owner: string, system: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      annotations: name.startsWith('bare') ? {} : { 'argocd/app-name': name },
    },
    spec: { type: 'service', owner, system },
  };
}

const instance = (name: string): ArgoCdInstanceConfig => ({
  name,
  url: 'https://argo.example',
  frontendUrl: 'https://argo.example',
  credentials: { type: 'token', token: 't' },
  environment: name,
  protected: name === 'production',
});

let index: EntityIndex | undefined;
afterEach(async () => {
  await index?.stop();
});

function setup(entities: Entity[], now?: () => number) {
  const board = new StatusBoard(ENVIRONMENTS.map(instance));
  ENVIRONMENTS.forEach(name =>
    board.setConnection(name, { connection: 'connected' }),
  );
  index = new EntityIndex({
    catalog: catalogServiceMock({ entities }),
    auth: mockServices.auth(),
    logger: mockServices.logger.mock(),
  });
  index.start();
  const options = {
    entities: index,
    board,
    rules: { stuckMs: 900_000, production: ['production'] },
    now,
  };
  return {
    board,
    services: new ServiceBoard(options),
    /** One that nobody has asked before. */
    another: () => new ServiceBoard(options),
    put: (
      environment: string,
      name: string,
      more: Partial<ObservedApplication> = {},
    ) =>
      board.book(environment).put(
        anApplication(name, {
          instance: environment,
          deployedAt: '2026-11-23T10:00:00.000Z',
          images: [{ name: 'ghcr.io/hanabi/x', tag: '1.2.3' }],
          ...more,
        }),
      ),
  };
}

const everyone = async (refs: string[]) => new Set(refs);
const names = (answer: { services: Array<{ entityRef: string }> }) =>
  answer.services.map(({ entityRef }) => entityRef.split('/')[1]);

describe('the services of a team, a system or the platform', () => {
  const entities = [
    component('blog-api', 'blog', 'blogging'),
    component('blog-web', 'blog', 'blogging'),
    component('image-resize', 'media', 'blogging'),
    component('bare-idea', 'blog', 'blogging'),
  ];

  it('come worst first, with where they run', async () => {
    const { services, put } = setup(entities);
    for (const name of ['blog-api', 'blog-web', 'image-resize']) {
      put('dev', name);
      put('production', name);
    }
    put('dev', 'image-resize', {
      health: 'Degraded',
      healthMessage: 'CrashLoopBackOff',
    });
    put('production', 'blog-web', { health: 'Suspended' });
    const answer = await services.services({}, everyone);
    expect(names(answer)).toEqual([
      'image-resize',
      'blog-web',
      'bare-idea',
      'blog-api',
    ]);
    expect(answer.services[0]).toEqual({
      entityRef: 'component:default/image-resize',
      owner: 'group:default/media',
      system: 'system:default/blogging',
      state: 'found',
      attention: [
        {
          kind: 'failing',
          environment: 'dev',
          since: '2026-11-23T10:00:00.000Z',
        },
      ],
      places: [
        expect.objectContaining({
          environment: 'dev',
          condition: 'degraded',
          message: 'CrashLoopBackOff',
          version: '1.2.3',
        }),
        expect.objectContaining({ environment: 'production', live: true }),
      ],
    });
    expect(answer.services[2]).toMatchObject({ state: 'not-annotated' });
    expect(answer.instances).toHaveLength(4);
  });

  it('are those of the owners and systems asked for', async () => {
    const { services } = setup(entities);
    const ask = async (filter: Parameters<ServiceBoard['services']>[0]) =>
      names(await services.services(filter, everyone)).sort();
    expect(await ask({ owners: ['Group:default/media'] })).toEqual([
      'image-resize',
    ]);
    expect(
      await ask({
        owners: ['group:default/media', 'user:default/yuki.sato'],
        systems: ['system:default/other'],
      }),
    ).toEqual([]);
    expect(await ask({ systems: ['system:default/blogging'] })).toHaveLength(4);
    await expect(ask({ owners: ['blog'] })).rejects.toThrow('"blog"');
  });

  it('that may not be read are counted and not told', async () => {
    const { services } = setup(entities);
    const answer = await services.services(
      {},
      async refs => new Set(refs.filter(ref => ref.includes('blog'))),
    );
    expect(names(answer).sort()).toEqual(['blog-api', 'blog-web']);
    expect(answer.denied).toBe(2);
  });
});

describe('as time passes', () => {
  const at = '2026-11-23T12:00:00.000Z';
  const operation: Operation = {
    phase: 'Succeeded',
    startedAt: at,
    automated: true,
    retries: 0,
    hooks: [],
  };
  /** What leads to each condition; the type knows if one is forgotten. */
  const leading: Record<Condition, Partial<ObservedApplication>> = {
    healthy: {},
    deploying: { operation: { ...operation, phase: 'Running' } },
    stopping: { operation: { ...operation, phase: 'Terminating' } },
    progressing: { health: 'Progressing' },
    failed: { operation: { ...operation, phase: 'Failed' } },
    incomparable: {
      conditions: [{ type: 'ComparisonError', message: 'no such path' }],
    },
    error: { conditions: [{ type: 'SyncError', message: 'no project' }] },
    degraded: { health: 'Degraded' },
    notDeployed: {
      health: 'Missing',
      sync: 'OutOfSync',
      deployedAt: undefined,
      images: [],
    },
    missing: { health: 'Missing' },
    outOfSync: { sync: 'OutOfSync', drifted: true },
    waits: { sync: 'OutOfSync', autoSync: false },
    suspended: { health: 'Suspended' },
    unknown: { health: 'Unknown' },
  };

  it.each(conditionSchema.options)(
    'say of what is %s what they would say if they were asked for the first time',
    async condition => {
      let now = Date.parse(at) + 10_000;
      const { services, another, put } = setup(
        [component('blog-api', 'blog', 'blogging')],
        () => now,
      );
      put('production', 'blog-api', { ...leading[condition], observedAt: at });
      const before = await services.services({}, everyone);
      expect(before.services[0]?.places[0]?.condition).toBe(condition);
      now += 60 * 60_000;
      const after = await services.services({}, everyone);
      expect(after).toEqual(await another().services({}, everyone));
    },
  );

  it('tell of a first deployment that does not come', async () => {
    let now = Date.parse(at) + 10_000;
    const { services, put } = setup(
      [component('blog-api', 'blog', 'blogging')],
      () => now,
    );
    put('production', 'blog-api', { ...leading.notDeployed, observedAt: at });
    const kinds = async () =>
      (await services.services({}, everyone)).services[0]?.attention.map(
        ({ kind }) => kind,
      );
    expect(await kinds()).toEqual([]);
    now += 60 * 60_000;
    expect(await kinds()).toEqual(['missing']);
  });
});

it('answers for five thousand services on four instances in a moment', async () => {
  const count = 5_000;
  const { services, put } = setup(
    Array.from({ length: count }, (_, i) =>
      component(`service-${i}`, `team-${i % 100}`, 'all'),
    ),
  );
  for (let i = 0; i < count; i++) {
    for (const environment of ENVIRONMENTS) {
      put(environment, `service-${i}`, {
        health: i % 10 === 0 ? 'Degraded' : 'Healthy',
      });
    }
  }
  await services.services({}, everyone);
  const took: Record<string, number> = {};
  const measure = async (title: string, work: () => unknown) => {
    const startedAt = performance.now();
    await work();
    took[title] = performance.now() - startedAt;
  };
  let answer: unknown;
  await measure('everything', async () => {
    answer = await services.services({}, everyone);
  });
  await measure('validated', () =>
    deployStatusContract.routes.getServices.response.parse(answer),
  );
  await measure('team', () =>
    services.services({ owners: ['group:default/team-7'] }, everyone),
  );
  expect((took.everything ?? 0) + (took.validated ?? 0)).toBeLessThan(1_500);
  expect(took.team).toBeLessThan(100);
});
