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

  /** What was asked of Argo CD and GitHub, without what following them asks by itself. */
  const asked = () =>
    ENVIRONMENTS.flatMap(name => argoCds[name].requests)
      .filter(
        request =>
          /\/applications\/[^/?]+|\/projects\//.test(request) &&
          !request.includes('/metadata'),
      )
      .concat(gitHub.requests);

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
    for (const role of roles) {
      const mayAsk = allowed[environment].includes(role);
      const before = asked();
      const { status, text } = await send(route, role, environment);
      expect({ role, status }).toEqual({
        role,
        status: mayAsk ? 200 : (othersGet ?? 403),
      });
      // Nothing was asked in the name of whoever may not, and nothing is told.
      const extra = mayAsk ? [] : asked().slice(before.length);
      expect({ role, extra }).toEqual({ role, extra: [] });
      expect(mayAsk || !text.includes('ghcr.io')).toBe(true);
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
    const { allowed, othersGet, input } = ACTIONS[name]!;
    for (const role of roles) {
      const mayAsk = allowed[environment].includes(role);
      const before = asked();
      const result = await backend.invoke(role, name, input(environment));
      expect({ role, result }).toEqual({
        role,
        result: mayAsk ? 'ok' : (othersGet ?? 'NotAllowedError'),
      });
      const extra = mayAsk ? [] : asked().slice(before.length);
      expect({ role, extra }).toEqual({ role, extra: [] });
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
