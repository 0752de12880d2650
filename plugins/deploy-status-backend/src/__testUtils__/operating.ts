import { randomUUID } from 'node:crypto';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import request from 'supertest';
import { deploymentId } from '../domain/deploymentId';
import './readingInPlace';
import { deployStatusPlugin } from '../plugin';
import { OWNERS_ONLY } from './backend';
import { FAKE_TOKEN, FakeArgoCd } from './FakeArgoCd';
import { fakeApplication, type FakeApplication } from './fakeApplication';
import { FAKE_GITHUB_TOKEN, FakeGitRepository } from './FakeGitRepository';
import { FakeOperations } from './FakeOperations';
import { eventually } from './following';

const entity = (name: string, application: string, location?: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    namespace: 'default',
    annotations: {
      'argocd/app-name': application,
      ...(location && { 'backstage.io/managed-by-location': location }),
    },
  },
  spec: { type: 'service' },
});

export const ENTITY = '/api/deploy-status/v1/entities/component/default';

/** What is allowed: everything, nothing, or what is done to one of the entities, blog-api. */
export type Policy = 'allow' | 'deny' | 'owners';

/** Where the fake Applications run. */
export type Place = 'dev' | 'production';

const VERDICTS: Record<Policy, PolicyDecision> = {
  allow: { result: AuthorizeResult.ALLOW },
  deny: { result: AuthorizeResult.DENY },
  owners: OWNERS_ONLY,
};

/** Names an Application in a request. */
export const targetIn = (instance: Place, name = 'blog-api') => ({
  instance,
  namespace: 'argocd',
  name,
});

/** What every change carries; in production with reason and confirmation. */
export const consent = (environment?: Place) => ({
  idempotencyKey: randomUUID(),
  ...(environment === 'production' && {
    reason: 'A customer waits',
    confirm: 'production',
  }),
});

export const MANIFEST = `apiVersion: core.oam.dev/v1beta1
kind: Application
spec:
  components:
    - name: blog-api
      properties:
        image: ghcr.io/hanabi/blog-api:0.1.1 # {"$imagepolicy": "flux-system:blog-api-production"}
    - name: worker
      properties:
        image: "ghcr.io/hanabi/blog-worker:0.1.1"
`;

/**
 * The plugin, in one or two replicas, with two Argo CDs (`dev` with auto-sync,
 * `production` without), a GitHub and a database for each test of a file.
 */
export function setUpOperating() {
  jest.setTimeout(60_000);
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let knex: Knex;
  let backends: TestBackend[] = [];

  const world = {
    argoCd: { dev: new FakeArgoCd(), production: new FakeArgoCd() },
    operations: {} as Record<Place, FakeOperations>,
    gitHub: new FakeGitRepository(),
    /** Permission and entity of every question that is answered with no. */
    denied: new Set<string>(),
    get knex() {
      return knex;
    },
    put,
    start,
    deploymentOf,
  };

  beforeEach(async () => {
    backends = [];
    world.denied = new Set();
    world.argoCd = { dev: new FakeArgoCd(), production: new FakeArgoCd() };
    world.gitHub = new FakeGitRepository();
    await Promise.all([
      world.argoCd.dev.start(),
      world.argoCd.production.start(),
      world.gitHub.start(),
    ]);
    world.operations = {
      dev: new FakeOperations(world.argoCd.dev),
      production: new FakeOperations(world.argoCd.production),
    };
    world.gitHub.put('main', {
      'deploy/production/application.yaml': MANIFEST,
    });
    put('dev');
    put('production');
    knex = await databases.init('POSTGRES_18');
  });

  afterEach(async () => {
    await Promise.all(backends.map(one => one.stop()));
    await Promise.all([
      world.argoCd.dev.stop(),
      world.argoCd.production.stop(),
      world.gitHub.stop(),
    ]);
  });

  /** Puts blog-api into an Argo CD, or changes it there. */
  function put(
    place: Place,
    change: { spec?: object; status?: object; operation?: object } = {},
  ): void {
    const application: FakeApplication = fakeApplication('blog-api', {
      sync: 'OutOfSync',
      repoUrl: `${world.gitHub.url}/hanabi/blog-api.git`,
    });
    world.argoCd[place].set({
      ...application,
      ...(change.operation && { operation: { ...change.operation } }),
      spec: {
        ...application.spec,
        source: {
          repoURL: `${world.gitHub.url}/hanabi/blog-api.git`,
          path: `deploy/${place}`,
          targetRevision: 'main',
        },
        syncPolicy: place === 'dev' ? { automated: {} } : undefined,
        ...change.spec,
      },
      status: {
        ...application.status,
        resources: [
          {
            group: 'apps',
            kind: 'Deployment',
            name: 'blog-api',
            status: 'OutOfSync',
            health: { status: 'Healthy' },
          },
        ],
        ...change.status,
      },
    });
  }

  /** The ledger's deployment that Argo CD has in its history. */
  async function deploymentOf(instance: Place): Promise<string> {
    let found: { uid: string; started_at: Date } | undefined;
    await eventually(async () => {
      found = await knex('deployments').where({ instance }).first();
      return found !== undefined;
    });
    return deploymentId({
      instance,
      uid: found?.uid ?? '',
      startedAt: found?.started_at.toISOString() ?? '',
    });
  }

  /** One replica, once it follows both Argo CDs. */
  async function start({ policy = 'allow' }: { policy?: Policy } = {}) {
    // Until it follows, so that this can be seen.
    let current: Policy = 'allow';
    const allows = (resourceRef?: string) =>
      current === 'allow' ||
      (current === 'owners' && resourceRef === 'component:default/blog-api');
    const actions = actionsRegistryServiceMock();
    const audited: Array<Record<string, unknown>> = [];
    const auditor = mockServices.auditor.mock({
      createEvent: async event => ({
        success: async more => {
          audited.push({ ...event, ...more, request: undefined });
        },
        fail: async more => {
          audited.push({ ...event, ...more, request: undefined });
        },
      }),
    });
    const backend = await startTestBackend({
      features: [
        deployStatusPlugin,
        mockServices.rootConfig.factory({
          data: {
            integrations: {
              github: [
                {
                  host: world.gitHub.host,
                  apiBaseUrl: `${world.gitHub.url}/api/v3`,
                  token: FAKE_GITHUB_TOKEN,
                },
              ],
            },
            deployStatus: {
              instances: (['dev', 'production'] as const).map(name => ({
                name,
                url: world.argoCd[name].url,
                token: FAKE_TOKEN,
                labels: { environment: name },
              })),
            },
          },
        }),
        mockServices.database.mock({ getClient: async () => knex }).factory,
        mockServices.permissions.mock({
          authorize: async requests =>
            requests.map(({ permission, resourceRef }) => ({
              result:
                allows(resourceRef) &&
                !world.denied.has(`${permission.name} ${resourceRef ?? ''}`)
                  ? AuthorizeResult.ALLOW
                  : AuthorizeResult.DENY,
            })),
          authorizeConditional: async requests =>
            requests.map(() => VERDICTS[current]),
        }).factory,
        auditor.factory,
        catalogServiceMock.factory({
          entities: [
            entity(
              'blog-api',
              'blog-api',
              `url:${world.gitHub.url}/hanabi/blog-api/tree/main/catalog-info.yaml`,
            ),
            entity(
              'intruder',
              'blog-api',
              `url:${world.gitHub.url}/hanabi/blog-api-2/tree/main/x.yaml`,
            ),
            entity('session', 'session'),
            entity(
              'claimant',
              'images',
              'url:https://github.com/elsewhere/x/tree/main/x.yaml',
            ),
          ],
        }),
        createServiceFactory({
          service: actionsRegistryServiceRef,
          deps: {},
          factory: () => actions,
        }),
      ],
    });
    backends.push(backend);
    const { server } = backend;
    await eventually(async () => {
      const { body } = await request(server)
        .get('/api/deploy-status/v1/instances')
        // Of whom nothing that is remembered matters to a test.
        .set('Authorization', mockCredentials.user.header('user:default/one'));
      return body.instances.every(
        (one: { connection: string }) => one.connection === 'connected',
      );
    });
    current = policy;
    return {
      actions,
      audited,
      post: (path: string, body: object, of = 'blog-api') =>
        request(server).post(`${ENTITY}/${of}/${path}`).send(body),
      api: request(server),
      port: server.port(),
    };
  }

  return world;
}
