import { resolve } from 'node:path';
import { inspect } from 'node:util';
import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
  type AuthService,
  type BackstageCredentials,
  type RootLoggerService,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import {
  mockServices,
  startTestBackend,
  type TestDatabases,
} from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import authPlugin from '@backstage/plugin-auth-backend';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import permissionPlugin from '@backstage/plugin-permission-backend';
import authModulePeople from '@michi/plugin-auth-backend-module-people';
import permissionModuleOwnership from '@michi/plugin-permission-backend-module-ownership';
import { z } from 'zod';
import './readingInPlace';
import { deployStatusPlugin } from '../plugin';

/** One person for each role of the ownership policy. */
export const ROLES = {
  guest: 'user:development/guest',
  'other team': 'user:default/ren.ito',
  owner: 'user:default/miho.tanaka',
  'owner who does not release': 'user:default/yuki.sato',
  'platform engineer': 'user:default/kei.watanabe',
  leadership: 'user:default/emi.kobayashi',
} as const;
/** {@inheritDoc ROLES} */
export type Role = keyof typeof ROLES;

const signInSchema = z.object({
  backstageIdentity: z.object({ token: z.string() }),
});

/**
 * The plugin together with the real catalog, authentication, permission backend
 * and ownership policy, and an ear for everything that is logged or recorded.
 */
export async function startWithRealPolicy(
  databases: TestDatabases,
  config: { deployStatus: object; integrations: object },
) {
  const logged: string[] = [];
  const heard: unknown[] = [];
  const log = (...words: unknown[]) => {
    logged.push(inspect(words, { depth: 10 }));
  };
  const logger: RootLoggerService = {
    error: log,
    warn: log,
    info: log,
    debug: log,
    child: () => logger,
  };
  const auditor = mockServices.auditor.mock({
    createEvent: async event => {
      const { request, ...rest } = event;
      const end = async (outcome: string, more: object = {}) => {
        heard.push({ ...rest, ...more, outcome });
        logged.push(inspect([rest, more], { depth: 10 }));
      };
      return {
        success: more => end('success', more),
        fail: more => end('failure', more),
      };
    },
  });
  // Each plugin has a database of its own.
  const database = createServiceFactory({
    service: coreServices.database,
    deps: {},
    factory: async () =>
      mockServices.database({ knex: await databases.init('POSTGRES_18') }),
  });
  let auth: AuthService | undefined;
  const ear = createBackendPlugin({
    pluginId: 'ear',
    register: env =>
      env.registerInit({
        deps: { own: coreServices.auth },
        init: async ({ own }) => {
          auth = own;
        },
      }),
  });
  const actions = actionsRegistryServiceMock();
  const backend = await startTestBackend({
    features: [
      deployStatusPlugin,
      authPlugin,
      authModulePeople,
      catalogPlugin,
      permissionPlugin,
      permissionModuleOwnership,
      permissionsServiceFactory,
      authServiceFactory,
      httpAuthServiceFactory,
      userInfoServiceFactory,
      ear,
      database,
      auditor.factory,
      createServiceFactory({
        service: coreServices.rootLogger,
        deps: {},
        factory: () => logger,
      }),
      createServiceFactory({
        service: actionsRegistryServiceRef,
        deps: { metadata: coreServices.pluginMetadata },
        // The catalog registers actions too.
        factory: ({ metadata }) =>
          metadata.getId() === 'deploy-status'
            ? actions
            : actionsRegistryServiceMock(),
      }),
      mockServices.rootConfig.factory({
        data: {
          ...config,
          app: { baseUrl: 'http://localhost:3000' },
          backend: { baseUrl: 'http://localhost:7007' },
          permission: {
            enabled: true,
            ownership: {
              platformEngineers: ['group:default/platform'],
              leadership: ['group:default/leadership'],
              restricted: {
                'deploy-status.protected-environment.change': [
                  'group:default/releases',
                ],
              },
            },
          },
          auth: {
            providers: {
              people: {
                people: Object.entries(ROLES).map(([role, userEntityRef]) => ({
                  userEntityRef,
                  name: userEntityRef,
                  role,
                })),
                allowOutsideDevelopment: true,
              },
            },
          },
          catalog: {
            locations: [
              {
                type: 'file',
                target: resolve(__dirname, '../__fixtures__/access.yaml'),
                rules: [{ allow: ['User', 'Group', 'Component'] }],
              },
            ],
          },
        },
      }),
    ],
  });
  const base = `http://127.0.0.1:${backend.server.port()}/api`;
  const tokens = new Map<Role, string>();
  const credentials = new Map<Role, BackstageCredentials>();
  for (const role of Object.keys(ROLES) as Role[]) {
    const response = await fetch(`${base}/auth/people/refresh`, {
      headers: { 'x-michi-person': ROLES[role] },
    });
    const signedIn = signInSchema.parse(await response.json());
    const { token } = signedIn.backstageIdentity;
    tokens.set(role, token);
    const own = await auth?.authenticate(token);
    if (own) credentials.set(role, own);
  }

  return {
    actions,
    /** Everything that was logged, recorded or answered. */
    logged,
    /** What the auditor was told. */
    heard,
    tokens,
    stop: () => backend.stop(),
    async call(role: Role, method: string, path: string, body?: unknown) {
      const response = await fetch(`${base}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${tokens.get(role)}`,
          'content-type': 'application/json',
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      logged.push(text);
      return { status: response.status, text };
    },
    /** How an action ends: `ok`, or the name of the error. */
    async invoke(role: Role, name: string, input: object) {
      try {
        const output = await actions.invoke({
          id: `test:${name}`,
          input: JSON.parse(JSON.stringify(input)),
          credentials: credentials.get(role),
        });
        logged.push(inspect(output, { depth: 10 }));
        return 'ok';
      } catch (error) {
        logged.push(inspect(error, { depth: 10 }));
        return error instanceof Error ? error.name : 'unknown';
      }
    },
  };
}
