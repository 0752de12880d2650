import {
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import authModulePeople from './index';

jest.setTimeout(60_000);

const PEOPLE = {
  people: [
    {
      userEntityRef: 'user:default/yuki.sato',
      name: 'Yuki Sato',
      role: 'Developer',
    },
  ],
  allowOutsideDevelopment: true,
};

describe('the auth provider "people"', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  async function start(providers: JsonObject) {
    const { server } = await startTestBackend({
      features: [
        authPlugin,
        authModulePeople,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            backend: { baseUrl: 'http://localhost:7007' },
            auth: { providers },
          },
        }),
        mockServices.database.factory({
          knex: await databases.init('POSTGRES_18'),
        }),
        catalogServiceMock.factory({
          entities: [
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'User',
              metadata: { name: 'yuki.sato', namespace: 'default' },
              spec: { memberOf: ['blog'] },
              relations: [
                { type: 'memberOf', targetRef: 'group:default/blog' },
              ],
            },
          ],
        }),
      ],
    });
    return (headers: Record<string, string> = {}) =>
      fetch(`http://127.0.0.1:${server.port()}/api/auth/people/refresh`, {
        headers,
      });
  }

  it('signs a listed person in with the groups the catalog knows', async () => {
    const refresh = await start({ people: PEOPLE });

    const response = await refresh({
      'x-michi-person': 'user:default/yuki.sato',
    });

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      profile: { displayName: 'Yuki Sato' },
      backstageIdentity: {
        token: expect.any(String),
        expiresInSeconds: expect.any(Number),
        identity: {
          type: 'user',
          userEntityRef: 'user:default/yuki.sato',
          ownershipEntityRefs: ['user:default/yuki.sato', 'group:default/blog'],
        },
      },
    });
  });

  it('refuses everybody else, and says why', async () => {
    const refresh = await start({ people: PEOPLE });
    const outcome = async (headers: Record<string, string>) => {
      const response = await refresh(headers);
      return { status: response.status, body: await response.text() };
    };

    expect(await outcome({})).toEqual({
      status: 401,
      body: expect.stringContaining('Say who signs in with the header'),
    });
    expect(await outcome({ 'x-michi-person': 'user:default/mallory' })).toEqual(
      {
        status: 403,
        body: expect.stringContaining(
          'user:default/mallory is not one of the people',
        ),
      },
    );
    expect(await outcome({ 'x-michi-person': 'user:' })).toEqual({
      status: 400,
      body: expect.stringContaining('is not an entity reference'),
    });
    expect(
      await outcome({
        'x-michi-person': 'user:default/yuki.sato',
        'x-forwarded-for': '203.0.113.7',
      }),
    ).toEqual({
      status: 403,
      body: expect.stringContaining('allowRemoteAddresses'),
    });
  });

  it('is absent where it is not configured', async () => {
    const refresh = await start({});
    const response = await refresh({
      'x-michi-person': 'user:default/yuki.sato',
    });
    expect(response.status).toBe(404);
  });

  it('keeps the backend from starting outside development unless allowed', async () => {
    await expect(start({ people: { people: PEOPLE.people } })).rejects.toThrow(
      /Anyone could sign in as anyone/,
    );
  });
});
