import { setTimeout as delay } from 'node:timers/promises';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import {
  mockServices,
  startTestBackend,
  TestDatabases,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  type ConditionalPolicyDecision,
} from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import request from 'supertest';
import './readingInPlace';
import { deployStatusPlugin } from '../plugin';
import { FAKE_TOKEN, FakeArgoCd } from './FakeArgoCd';
import { fakeApplication } from './fakeApplication';

const entity = (name: string, annotations: Record<string, string>) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', annotations },
  spec: {},
});

const entities = [
  entity('blog-api', { 'argocd/app-name': 'blog-api' }),
  entity('blog-web', { 'argocd/app-selector': 'team=blog' }),
  entity('session', {
    'argocd/app-name': 'session',
    'argocd/instance-name': 'production',
  }),
  entity('library', {}),
  entity('broken', { 'argocd/app-selector': 'a in (' }),
];

export const BLOG_API = 'component:default/blog-api';
export const API = '/api/deploy-status/v1';
export const STATUS_PATH = `${API}/entities/component/default`;

/** What a policy says that looks at who owns an entity. */
export const OWNERS_ONLY: ConditionalPolicyDecision = {
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'catalog',
  resourceType: 'catalog-entity',
  conditions: { rule: 'IS_OWNER', resourceType: 'catalog-entity', params: {} },
};

/** The plugin in a backend of its own, with a fake Argo CD and a catalog. */
export type RunningBackend = Awaited<
  ReturnType<ReturnType<typeof setUpBackend>['start']>
>;

/** A fake Argo CD and a database for each test of a file. */
export function setUpBackend() {
  jest.setTimeout(60_000);
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let knex: Knex;
  const world = {
    argoCd: new FakeArgoCd(),
    start,
    get knex() {
      return knex;
    },
  };
  let backend: TestBackend | undefined;

  beforeEach(async () => {
    world.argoCd = new FakeArgoCd();
    await world.argoCd.start();
    world.argoCd.set(fakeApplication('blog-api', { labels: { team: 'blog' } }));
    knex = await databases.init('POSTGRES_18');
  });

  afterEach(async () => {
    await backend?.stop();
    backend = undefined;
    await world.argoCd.stop();
  });

  async function start(
    options: {
      instances?: string[];
      decision?: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
    } = {},
  ) {
    const actions = actionsRegistryServiceMock();
    const result = options.decision ?? AuthorizeResult.ALLOW;
    const permissions = mockServices.permissions.mock({
      authorize: async requests => requests.map(() => ({ result })),
      authorizeConditional: async requests => requests.map(() => ({ result })),
    });
    const instances = options.instances ?? ['dev', 'production'];
    const logger = mockServices.logger.mock();
    backend = await startTestBackend({
      features: [
        deployStatusPlugin,
        mockServices.rootConfig.factory({
          data: {
            deployStatus: {
              instances: instances.map(name => ({
                name,
                url: world.argoCd.url,
                token: FAKE_TOKEN,
                labels: { environment: name },
              })),
            },
          },
        }),
        mockServices.database.mock({ getClient: async () => knex }).factory,
        logger.factory,
        permissions.factory,
        catalogServiceMock.factory({ entities }),
        createServiceFactory({
          service: actionsRegistryServiceRef,
          deps: {},
          factory: () => actions,
        }),
      ],
    });
    const { server } = backend;
    const api = {
      get: (path: string) => request(server).get(path),
      post: (path: string, body: object) =>
        request(server).post(path).send(body),
      import: (ndjson: string) =>
        request(server)
          .post('/api/deploy-status/import')
          .set('Content-Type', 'application/x-ndjson')
          .send(ndjson),
    };
    return {
      api,
      actions,
      logger,
      permissions,
      /** Waits until every instance is followed. */
      async connected() {
        for (;;) {
          const { body } = await api.get(`${API}/instances`);
          const states = body.instances.map(
            (one: { connection: string }) => one.connection,
          );
          if (states.every((state: string) => state === 'connected')) {
            return;
          }
          await delay(20);
        }
      },
    };
  }

  return world;
}
