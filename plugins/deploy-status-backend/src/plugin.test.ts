import { setTimeout as delay } from 'node:timers/promises';
import { mockCredentials } from '@backstage/backend-test-utils';
import { deployStatusContract } from '@michi/plugin-deploy-status-common';
import { eventually } from './__testUtils__/eventually';
import { fakeApplication } from './__testUtils__/fakeApplication';
import { FAKE_TOKEN } from './__testUtils__/FakeArgoCd';
import {
  API,
  BLOG_API,
  setUpBackend,
  STATUS_PATH,
} from './__testUtils__/backend';

const world = setUpBackend();

describe('what runs where', () => {
  it('is told for an entity, per instance, with author and message', async () => {
    const { api, connected } = await world.start();
    await connected();
    const { body, status } = await api.get(`${STATUS_PATH}/blog-api/status`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      entityRef: BLOG_API,
      state: 'found',
      applications: [
        {
          instance: 'dev',
          environment: 'dev',
          name: 'blog-api',
          health: 'Healthy',
          sync: 'Synced',
          autoSync: true,
          images: [{ name: 'ghcr.io/hanabi/blog-api', tag: '0.1.1' }],
          revisions: [
            {
              id: 'a'.repeat(40),
              url: `https://github.com/hanabi/blog-api/commit/${'a'.repeat(40)}`,
            },
          ],
          deployedAt: '2026-11-22T09:00:00.000Z',
          live: true,
        },
        { instance: 'production' },
      ],
    });
    expect(JSON.stringify(body)).not.toContain(FAKE_TOKEN);
  });

  it('is one state per entity, also where there is nothing to show', async () => {
    const { api, connected } = await world.start();
    await connected();
    const state = async (name: string) =>
      (await api.get(`${STATUS_PATH}/${name}/status`)).body.state;
    await expect(state('blog-web')).resolves.toBe('found');
    await expect(state('session')).resolves.toBe('missing');
    await expect(state('library')).resolves.toBe('not-annotated');
    const broken = await api.get(`${STATUS_PATH}/broken/status`);
    expect(broken.status).toBe(400);
    expect(broken.body.error.message).toContain('label requirement');
    const absent = await api.get(`${STATUS_PATH}/absent/status`);
    expect(absent.status).toBe(404);
  });

  it('is told for many entities in the order of the request', async () => {
    const { api, connected } = await world.start();
    await connected();
    const refs = ['component:default/library', BLOG_API];
    const { body } = await api.post(`${API}/statuses`, {
      entityRefs: refs,
    });
    expect(body.denied).toBe(0);
    expect(
      body.statuses.map((one: { entityRef: string }) => one.entityRef),
    ).toEqual(refs);
  });

  it('is told for the others where the selector of one cannot be read', async () => {
    const { api, connected } = await world.start();
    await connected();
    const entityRefs = ['component:default/broken', BLOG_API];
    const { body } = await api.post(`${API}/statuses`, { entityRefs });
    expect(body.statuses.map((one: { state: string }) => one.state)).toEqual([
      'not-annotated',
      'found',
    ]);
    const deployments = await api.post(`${API}/deployments`, {
      entityRefs,
      since: '2026-11-01T00:00:00Z',
    });
    expect(deployments.status).toBe(200);
  });

  it('refuses a name that no entity can have before anything is asked', async () => {
    const { api } = await world.start({ instances: [] });
    const { body, status } = await api.get(`${STATUS_PATH}/a%00b/status`);
    expect(status).toBe(400);
    expect(body.error.message).toContain('at name');
  });

  it('names an entity reference that is not one', async () => {
    const { api } = await world.start({ instances: [] });
    const { body, status } = await api.post(`${API}/statuses`, {
      entityRefs: [BLOG_API, 'nonsense'],
    });
    expect(status).toBe(400);
    expect(body.error.message).toContain('"nonsense"');
  });

  it('includes what was deployed, newest first', async () => {
    const { api, connected } = await world.start();
    await connected();
    const ask = () =>
      api.post(`${API}/deployments`, {
        entityRefs: [BLOG_API],
        since: '2026-11-01T00:00:00Z',
      });
    let answer = await ask();
    while (answer.body.total < 2) {
      await delay(50);
      answer = await ask();
    }
    expect(answer.body).toMatchObject({ total: 2, failed: 0, denied: 0 });
    expect(answer.body.deployments[0]).toMatchObject({
      application: 'blog-api',
      entityRef: BLOG_API,
      phase: 'Succeeded',
      automated: true,
      startedAt: '2026-11-22T09:00:00.000Z',
    });
  });

  it('is told for every service of an owner, and how environments differ', async () => {
    const { api, connected } = await world.start();
    await connected();
    const { body, status } = await api.post(`${API}/services`, {});
    expect(status).toBe(200);
    expect(
      body.services.map((one: { entityRef: string }) => one.entityRef),
    ).toEqual(expect.arrayContaining([BLOG_API, 'component:default/blog-web']));
    expect(body.instances).toHaveLength(2);
    const none = await api.post(`${API}/services`, {
      owners: ['group:default/other'],
    });
    expect(none.body).toMatchObject({ services: [], denied: 0 });
    const { body: differing } = await api.get(
      `${STATUS_PATH}/blog-api/differences`,
    );
    expect(differing.differences).toEqual([
      {
        behind: 'production',
        ahead: 'dev',
        state: 'same',
        commits: 0,
        newest: [],
      },
    ]);
  });

  it('is not sent again while nothing changes', async () => {
    const { api, connected } = await world.start({ instances: ['dev'] });
    await connected();
    await world.argoCd.until(() => world.argoCd.count(/\/metadata\?/) > 0);
    const path = `${STATUS_PATH}/blog-api/status`;
    const unchanged = async () => {
      const { headers } = await api.get(path);
      world.argoCd.sendRaw(':\n\n');
      return (await api.get(path).set('If-None-Match', headers.etag ?? ''))
        .status;
    };
    // Once in a minute, and when a commit's author arrives, it differs.
    let status = await unchanged();
    for (let i = 0; i < 5 && status !== 304; i++) status = await unchanged();
    expect(status).toBe(304);
    const { headers } = await api.get(path);
    world.argoCd.set(fakeApplication('blog-api', { tag: '0.1.2' }));
    await eventually(
      async () =>
        (await api.get(path).set('If-None-Match', headers.etag ?? ''))
          .status === 200,
    );
  });

  it('has a version that says within a second that something changed, and nothing meanwhile', async () => {
    const { api, connected } = await world.start({ instances: ['dev'] });
    await connected();
    let etag = '';
    const again = () => api.get(`${API}/version`).set('If-None-Match', etag);
    // What the list leaves out is learned a moment later.
    await eventually(async () => {
      const { status, headers } = await again();
      etag = headers.etag ?? '';
      return status === 304;
    });
    const { version: before } = (await api.get(`${API}/version`)).body;
    world.argoCd.sendRaw(':\n\n');
    expect((await again()).status).toBe(304);
    world.argoCd.set(fakeApplication('blog-api', { tag: '0.1.2' }));
    await eventually(async () => (await again()).status === 200, 1000);
    const { version } = (await api.get(`${API}/version`)).body;
    expect(version).not.toBe(before);
  });

  it('says so where no Argo CD is configured', async () => {
    const { api } = await world.start({ instances: [] });
    const { body } = await api.get(`${STATUS_PATH}/blog-api/status`);
    expect(body).toMatchObject({
      state: 'not-configured',
      applications: [],
      instances: [],
    });
  });

  it('causes no call to Argo CD, however often it is asked for', async () => {
    const { api, connected } = await world.start({ instances: ['dev'] });
    await connected();
    await world.argoCd.until(() => world.argoCd.count(/\/metadata\?/) > 0);
    const before = world.argoCd.requests.length;
    for (let i = 0; i < 50; i++) {
      await api.get(`${STATUS_PATH}/blog-api/status`);
    }
    expect(world.argoCd.requests).toHaveLength(before);
  });
});

it('serves its OpenAPI document', async () => {
  const { api } = await world.start({ instances: [] });
  const { body } = await api.get('/api/deploy-status/openapi.json');
  expect(body.openapi).toBe('3.1.0');
  const { routes } = deployStatusContract;
  expect(Object.keys(body.paths).sort()).toEqual(
    [...new Set(Object.values(routes).map(({ path }) => path))].sort(),
  );
  // OpenAPI knows no path parameter that may be left out.
  const { parameters } =
    body.paths['/v1/entities/{kind}/{namespace}/{name}/status'].get;
  expect(parameters).toHaveLength(3);
  expect(parameters.every((one: { required?: boolean }) => one.required)).toBe(
    true,
  );
});

it('offers the same to assistants', async () => {
  const { actions, connected } = await world.start({ instances: ['dev'] });
  await connected();
  const { output } = await actions.invoke({
    id: 'test:get-deploy-status',
    input: { entityRef: 'blog-api' },
    credentials: mockCredentials.user(),
  });
  expect(output).toMatchObject({
    entityRef: BLOG_API,
    state: 'found',
    environments: [
      {
        environment: 'dev',
        health: 'Healthy',
        images: ['ghcr.io/hanabi/blog-api:0.1.1'],
        live: true,
      },
    ],
  });
});

it('tells assistants what was deployed, page by page', async () => {
  const { actions, connected } = await world.start({ instances: ['dev'] });
  await connected();
  const deployed = async (before?: string) => {
    const { output } = await actions.invoke({
      id: 'test:get-deployments',
      input: {
        entityRefs: ['blog-api'],
        since: '2026-01-01T00:00:00Z',
        ...(before && { before }),
      },
      credentials: mockCredentials.user(),
    });
    return output;
  };
  await eventually(async () =>
    JSON.stringify(await deployed()).includes(BLOG_API),
  );
  expect(await deployed()).toMatchObject({
    total: 1,
    deployments: [
      { phase: 'Succeeded', attempts: [], hooks: [], imagesBefore: [] },
    ],
  });
  expect(await deployed('2026-01-02T00:00:00Z')).toMatchObject({
    deployments: [],
  });
});
