import { setTimeout as delay } from 'node:timers/promises';
import { TestDatabases } from '@backstage/backend-test-utils';
import { deployStatusContract } from '@michi/plugin-deploy-status-common';
import {
  FAKE_PASSWORD,
  FAKE_TOKEN,
  FakeArgoCd,
} from './__testUtils__/FakeArgoCd';
import {
  ACTIONS,
  consentIn,
  ENVIRONMENTS,
  ROUTES,
  targetIn,
  type Environment,
  type RouteName,
} from './__testUtils__/accessTable';
import { fakeApplication } from './__testUtils__/fakeApplication';
import {
  FAKE_GITHUB_TOKEN,
  FakeGitRepository,
} from './__testUtils__/FakeGitRepository';
import { FakeOperations } from './__testUtils__/FakeOperations';
import { eventually } from './__testUtils__/following';
import { MANIFEST } from './__testUtils__/operating';
import {
  ROLES,
  startWithRealPolicy,
  type Role,
} from './__testUtils__/realPolicy';

jest.setTimeout(120_000);

/** What following an instance asks at any time: its watch, its list, and whether it is there. */
const FOLLOWING = [
  'GET /api/v1/stream/applications?resourceVersion=0',
  'GET /api/v1/applications',
  'GET /api/v1/applications?name=is-anybody-there&fields=metadata.resourceVersion',
];
/** Nothing that a change causes is asked for later than this after the change, or after what it caused before. */
const QUIET_MS = 50;

function partition(roles: Role[], allowed: Role[]): [Role[], Role[]] {
  const may = (role: Role) => allowed.includes(role);
  return [roles.filter(may), roles.filter(role => !may(role))];
}

describe('who may do what', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  const argoCds = { dev: new FakeArgoCd(), production: new FakeArgoCd() };
  const operations = {
    dev: new FakeOperations(argoCds.dev),
    production: new FakeOperations(argoCds.production),
  };
  const gitHub = new FakeGitRepository();
  let backend: Awaited<ReturnType<typeof startWithRealPolicy>>;

  const pathOf = (route: RouteName) =>
    `/deploy-status${deployStatusContract.routes[route].path
      .replace('{kind}', 'component')
      .replace('{namespace}', 'default')
      .replace('{name}', 'blog-api')}`;
  const send = (route: RouteName, role: Role, environment: Environment) =>
    backend.call(
      role,
      deployStatusContract.routes[route].method.toUpperCase(),
      pathOf(route),
      ROUTES[route].body?.(environment),
    );

  const others = [argoCds.dev, argoCds.production, gitHub];
  /** How much was asked of each. */
  const mark = () => others.map(({ requests }) => requests.length);
  /** All that was asked since then, without what following an instance asks at any time. */
  const asked = (since: number[]) =>
    others
      .flatMap(({ requests }, index) => requests.slice(since[index]))
      .filter(request => !FOLLOWING.includes(request));

  /** Once all is read that changes make the portal read, such as a commit's author. */
  async function quiet() {
    let since: number[];
    do {
      since = mark();
      await delay(QUIET_MS);
    } while (asked(since).length > 0);
  }

  /** Nothing is asked of anybody in the name of whoever may not, neither at once nor soon after. */
  async function expectNothingAsked(refused: () => Promise<void>) {
    await quiet();
    const since = mark();
    await refused();
    await quiet();
    expect(asked(since)).toEqual([]);
  }

  function reset() {
    for (const name of ENVIRONMENTS) {
      const one = fakeApplication('blog-api', { sync: 'OutOfSync' });
      argoCds[name].set({
        ...one,
        spec: {
          ...one.spec,
          source: {
            repoURL: `${gitHub.url}/hanabi/blog-api.git`,
            path: 'deploy/production',
            targetRevision: 'main',
          },
          ...(name === 'production' && { syncPolicy: {} }),
        },
      });
    }
  }

  beforeAll(async () => {
    await Promise.all([
      argoCds.dev.start(),
      argoCds.production.start(),
      gitHub.start(),
    ]);
    gitHub.put('main', { 'deploy/production/application.yaml': MANIFEST });
    reset();
    backend = await startWithRealPolicy(databases, {
      integrations: {
        github: [
          {
            host: gitHub.host,
            apiBaseUrl: `${gitHub.url}/api/v3`,
            token: FAKE_GITHUB_TOKEN,
          },
        ],
      },
      deployStatus: {
        instances: [
          {
            name: 'dev',
            url: argoCds.dev.url,
            token: FAKE_TOKEN,
            labels: { environment: 'dev' },
          },
          {
            name: 'production',
            url: argoCds.production.url,
            username: 'portal',
            password: FAKE_PASSWORD,
            labels: { environment: 'production' },
          },
        ],
      },
    });
    await eventually(async () => {
      const { text } = await send('getEntityStatus', 'owner', 'dev');
      return (text.match(/"live":true/g) ?? []).length === 2;
    });
    await eventually(async () => {
      const { text } = await send('getDeployments', 'owner', 'dev');
      return text.includes('"total":2');
    });
  });

  afterAll(async () => {
    await backend?.stop();
    await Promise.all([
      argoCds.dev.stop(),
      argoCds.production.stop(),
      gitHub.stop(),
    ]);
  });

  beforeEach(reset);

  const roles = Object.keys(ROLES) as Role[];
  const rows = (
    Object.keys(deployStatusContract.routes) as RouteName[]
  ).flatMap(route =>
    ENVIRONMENTS.map(environment => [route, environment] as const),
  );

  it.each(rows)('route %s in %s', async (route, environment) => {
    const { allowed, othersGet } = ROUTES[route];
    const [may, mayNot] = partition(roles, allowed[environment]);
    await expectNothingAsked(async () => {
      for (const role of mayNot) {
        const { status, text } = await send(route, role, environment);
        expect({ role, status }).toEqual({ role, status: othersGet ?? 403 });
        expect(text).not.toContain('ghcr.io');
      }
    });
    for (const role of may) {
      const { status } = await send(route, role, environment);
      expect({ role, status }).toEqual({ role, status: 200 });
    }
  });

  it('has a row for every action', async () => {
    const { actions } = await backend.actions.list();
    expect(actions.map(({ name }) => name).sort()).toEqual(
      Object.keys(ACTIONS).sort(),
    );
    for (const { name, attributes } of actions) {
      // A dry run is an operation of Argo CD, if only for a moment.
      const readOnly = /^(get|list|plan)-/.test(name) && name !== 'plan-sync';
      expect({ name, readOnly: attributes.readOnly }).toEqual({
        name,
        readOnly,
      });
    }
  });

  it.each(
    Object.keys(ACTIONS).flatMap(name =>
      ENVIRONMENTS.map(environment => [name, environment] as const),
    ),
  )('action %s in %s', async (name, environment) => {
    const { allowed, othersGet = 'NotAllowedError', input } = ACTIONS[name]!;
    const [may, mayNot] = partition(roles, allowed[environment]);
    await expectNothingAsked(async () => {
      for (const role of mayNot) {
        const result = await backend.invoke(role, name, input(environment));
        expect({ role, result }).toEqual({ role, result: othersGet });
      }
    });
    for (const role of may) {
      const result = await backend.invoke(role, name, input(environment));
      expect({ role, result }).toEqual({ role, result: 'ok' });
    }
  });

  it('records who did what, why, and what became of it', async () => {
    await send('refresh', 'owner', 'production');
    await send('sync', 'leadership', 'production');
    expect(backend.heard).toContainEqual(
      expect.objectContaining({
        eventId: 'refresh',
        outcome: 'success',
        meta: expect.objectContaining({
          instance: 'production',
          application: 'argocd/blog-api',
          idempotencyKey: expect.any(String),
          outcome: 'accepted',
          requestedBy: ROLES.owner,
        }),
      }),
    );
    expect(backend.heard).toContainEqual(
      expect.objectContaining({
        eventId: 'sync',
        outcome: 'failure',
        meta: expect.objectContaining({
          reason: 'A customer waits',
          requestedBy: ROLES.leadership,
        }),
      }),
    );
  });

  it('lets no secret out, even where an upstream repeats one', async () => {
    const repeat = (secret: string) => ({
      status: 400,
      body: { message: `Bearer ${secret} is not good enough`, code: 9 },
    });
    operations.dev.next = repeat(FAKE_TOKEN);
    const sync = await send('sync', 'owner', 'dev');
    expect(sync.text).toContain('is not good enough');
    operations.production.next = repeat(FAKE_TOKEN);
    await send('sync', 'owner', 'production');
    gitHub.next = repeat(FAKE_GITHUB_TOKEN);
    await backend.call('owner', 'POST', pathOf('promote'), {
      target: targetIn('dev'),
      images: [{ name: 'ghcr.io/hanabi/blog-worker', tag: '7' }],
      ...consentIn('dev'),
    });
    argoCds.production.fault = 'unauthorized';
    await send('sync', 'owner', 'production');
    argoCds.production.fault = 'server-error';
    await send('planSync', 'owner', 'production');
    argoCds.production.fault = 'none';

    const everything = backend.logged.join('\n');
    expect(backend.logged.length).toBeGreaterThan(100);
    for (const secret of [
      FAKE_TOKEN,
      FAKE_PASSWORD,
      FAKE_GITHUB_TOKEN,
      ...backend.tokens.values(),
    ]) {
      expect(everything.includes(secret)).toBe(false);
    }
  });
});
