import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import authPlugin from '@backstage/plugin-auth-backend';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import scaffolderEntityModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import permissionPlugin from '@backstage/plugin-permission-backend';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import authModulePeople from '@michi/plugin-auth-backend-module-people';
import { setTimeout as sleep } from 'node:timers/promises';
import { resolve } from 'node:path';
import permissionModuleOwnership from './index';

jest.setTimeout(60_000);

const MIHO = 'user:default/miho.tanaka';
const REN = 'user:default/ren.ito';
const KEI = 'user:default/kei.watanabe';
const EMI = 'user:default/emi.kobayashi';
const GUEST = 'user:development/guest';
const PEOPLE = [MIHO, REN, KEI, EMI, GUEST];

describe('the ownership policy in a backend', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let call: (
    user: string,
    method: string,
    path: string,
    body?: object,
  ) => Promise<{ status: number; body: any }>;

  /** How each of the five fares with the same request. */
  async function statuses(method: string, path: string, body?: object) {
    const result: Record<string, number> = {};
    for (const user of PEOPLE) {
      result[user] = (await call(user, method, path, body)).status;
    }
    return result;
  }

  async function entity(name: string): Promise<Entity> {
    for (;;) {
      const response = await call(
        KEI,
        'GET',
        `/catalog/entities/by-name/${name}`,
      );
      if (response.status === 200) {
        return response.body;
      }
      await sleep(50);
    }
  }

  beforeAll(async () => {
    // Each plugin gets a database of its own.
    const database = createServiceFactory({
      service: coreServices.database,
      deps: { metadata: coreServices.pluginMetadata },
      factory: async () =>
        mockServices.database({ knex: await databases.init('POSTGRES_18') }),
    });
    const { server } = await startTestBackend({
      features: [
        authPlugin,
        authModulePeople,
        catalogPlugin,
        scaffolderEntityModel,
        scaffolderPlugin,
        permissionPlugin,
        permissionModuleOwnership,
        permissionsServiceFactory,
        authServiceFactory,
        httpAuthServiceFactory,
        userInfoServiceFactory,
        database,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            backend: { baseUrl: 'http://localhost:7007' },
            permission: {
              enabled: true,
              ownership: {
                platformEngineers: ['group:default/platform'],
                leadership: ['group:default/leadership'],
              },
            },
            auth: {
              providers: {
                people: {
                  people: PEOPLE.map(userEntityRef => ({
                    userEntityRef,
                    name: userEntityRef,
                    role: 'test',
                  })),
                  allowOutsideDevelopment: true,
                },
              },
            },
            catalog: {
              locations: [
                {
                  type: 'file',
                  target: resolve(__dirname, '__fixtures__/catalog.yaml'),
                  rules: [
                    { allow: ['User', 'Group', 'Component', 'Template'] },
                  ],
                },
              ],
            },
          },
        }),
      ],
    });
    const tokens = new Map<string, string>();
    for (const user of PEOPLE) {
      const response = await fetch(
        `http://127.0.0.1:${server.port()}/api/auth/people/refresh`,
        { headers: { 'x-michi-person': user } },
      );
      const { backstageIdentity } = await response.json();
      tokens.set(user, backstageIdentity.token);
    }
    call = async (user, method, path, body) => {
      const response = await fetch(
        `http://127.0.0.1:${server.port()}/api${path}`,
        {
          method,
          headers: {
            authorization: `Bearer ${tokens.get(user)}`,
            'content-type': 'application/json',
          },
          body: body && JSON.stringify(body),
        },
      );
      const text = await response.text();
      return {
        status: response.status,
        body:
          text.startsWith('{') || text.startsWith('[')
            ? JSON.parse(text)
            : text,
      };
    };
    await entity('component/default/blog-api');
    await entity('component/default/blog-web');
    await entity('template/default/greeting');
  });

  it('shows the catalog to everyone signed in, and nothing to guests', async () => {
    const names = async (user: string) => {
      const { body } = await call(
        user,
        'GET',
        '/catalog/entities?filter=kind=component',
      );
      return body.map((item: Entity) => item.metadata.name).sort();
    };
    expect(await names(MIHO)).toEqual(['blog-api', 'blog-web']);
    expect(await names(REN)).toEqual(['blog-api', 'blog-web']);
    expect(await names(EMI)).toEqual(['blog-api', 'blog-web']);
    expect(await names(GUEST)).toEqual([]);
    expect(
      await statuses(
        'GET',
        '/catalog/entities/by-name/component/default/blog-api',
      ),
    ).toEqual({
      [MIHO]: 200,
      [REN]: 200,
      [KEI]: 200,
      [EMI]: 200,
      [GUEST]: 404,
    });
  });

  it('lets owners and platform engineers refresh an entity', async () => {
    expect(
      await statuses('POST', '/catalog/refresh', {
        entityRef: 'component:default/blog-api',
      }),
    ).toEqual({
      [MIHO]: 200,
      [REN]: 403,
      [KEI]: 200,
      [EMI]: 403,
      [GUEST]: 403,
    });
  });

  it('lets only the owners remove an entity', async () => {
    const { metadata } = await entity('component/default/blog-web');
    const path = `/catalog/entities/by-uid/${metadata.uid}`;
    for (const user of [REN, EMI, GUEST]) {
      expect(await call(user, 'DELETE', path)).toMatchObject({ status: 403 });
    }
    expect(await call(MIHO, 'DELETE', path)).toMatchObject({ status: 204 });
  });

  it('decides about what other plugins do to an entity by its owner', async () => {
    const sync = {
      type: 'resource',
      name: 'deploy-status.application.sync',
      attributes: { action: 'update' },
      resourceType: 'catalog-entity',
    };
    const decision = async (user: string) => {
      const { body } = await call(user, 'POST', '/permission/authorize', {
        items: [
          {
            id: '1',
            permission: sync,
            resourceRef: 'component:default/blog-api',
          },
        ],
      });
      return body.items[0].result;
    };
    expect(await decision(MIHO)).toBe('ALLOW');
    expect(await decision(REN)).toBe('DENY');
    expect(await decision(KEI)).toBe('ALLOW');
    expect(await decision(EMI)).toBe('DENY');
    expect(await decision(GUEST)).toBe('DENY');
  });

  it('lets members run a template, and shows the run to them, platform engineers and leadership', async () => {
    const task = {
      templateRef: 'template:default/greeting',
      values: { name: 'Miho' },
    };
    for (const user of [EMI, GUEST]) {
      expect(
        await call(user, 'POST', '/scaffolder/v2/tasks', task),
      ).toMatchObject({ status: 403 });
    }
    const created = await call(MIHO, 'POST', '/scaffolder/v2/tasks', task);
    expect(created.status).toBe(201);
    const { id } = created.body;

    expect(await statuses('GET', `/scaffolder/v2/tasks/${id}`)).toEqual({
      [MIHO]: 200,
      [REN]: 403,
      [KEI]: 200,
      [EMI]: 200,
      [GUEST]: 403,
    });
    const listed = async (user: string) =>
      (await call(user, 'GET', '/scaffolder/v2/tasks')).body.tasks.length;
    expect(await listed(MIHO)).toBe(1);
    expect(await listed(REN)).toBe(0);
    expect(await listed(EMI)).toBe(1);

    // The steps run in the name of the person, so they need permissions too.
    let status = 'open';
    while (status === 'open' || status === 'processing') {
      await sleep(50);
      ({ status } = (
        await call(MIHO, 'GET', `/scaffolder/v2/tasks/${id}`)
      ).body);
    }
    expect(status).toBe('completed');
  });
});
