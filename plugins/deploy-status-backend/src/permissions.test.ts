import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { deployStatusContract } from '@michi/plugin-deploy-status-common';
import {
  API,
  BLOG_API,
  OWNERS_ONLY,
  setUpBackend,
  STATUS_PATH,
  type RunningBackend,
} from './__testUtils__/backend';

const world = setUpBackend();

describe('permissions', () => {
  const table = [
    ['getEntityStatus', 'deploy-status.status.read', BLOG_API],
    ['getStatuses', 'deploy-status.status.read', BLOG_API],
    ['getServices', 'deploy-status.status.read', undefined],
    ['getDifferences', 'deploy-status.status.read', BLOG_API],
    ['getDeployments', 'deploy-status.status.read', BLOG_API],
    ['getInsights', 'deploy-status.status.read', undefined],
    ['getSyncLatencies', 'deploy-status.instances.read', undefined],
    ['getInstances', 'deploy-status.instances.read', undefined],
    ['getVersion', 'deploy-status.status.read', undefined],
  ] as const;

  const call = {
    getEntityStatus: (api: RunningBackend['api']) =>
      api.get(`${STATUS_PATH}/blog-api/status`),
    getStatuses: (api: RunningBackend['api']) =>
      api.post(`${API}/statuses`, { entityRefs: [BLOG_API] }),
    getServices: (api: RunningBackend['api']) =>
      api.post(`${API}/services`, {}),
    getDifferences: (api: RunningBackend['api']) =>
      api.get(`${STATUS_PATH}/blog-api/differences`),
    getInsights: (api: RunningBackend['api']) =>
      api.post(`${API}/insights`, {
        scope: { kind: 'platform' },
        since: '2026-11-01T00:00:00Z',
      }),
    getSyncLatencies: (api: RunningBackend['api']) =>
      api.post(`${API}/instances/syncs`, { since: '2026-11-01T00:00:00Z' }),
    getDeployments: (api: RunningBackend['api']) =>
      api.post(`${API}/deployments`, {
        entityRefs: [BLOG_API],
        since: '2026-11-01T00:00:00Z',
      }),
    getInstances: (api: RunningBackend['api']) => api.get(`${API}/instances`),
    getVersion: (api: RunningBackend['api']) => api.get(`${API}/version`),
  };

  // Those to change something have a table of their own.
  it('to read cover every route that reads', () => {
    const reading = Object.entries(deployStatusContract.routes).filter(
      ([, { access }]) => access.permission.attributes.action === 'read',
    );
    expect(table.map(([route]) => route).sort()).toEqual(
      reading.map(([route]) => route).sort(),
    );
  });

  const onResources = table.flatMap(([route, , ref]) =>
    ref ? [[route, ref] as const] : [],
  );
  it.each(onResources)(
    '%s asks about %s where the policy looks at it',
    async (route, resourceRef) => {
      const { api, permissions } = await world.start();
      permissions.authorizeConditional.mockResolvedValue([OWNERS_ONLY]);
      permissions.authorize.mockResolvedValue([
        { result: AuthorizeResult.DENY },
      ]);
      const response = await call[route](api);
      expect(permissions.authorize.mock.calls[0]?.[0]).toMatchObject([
        { resourceRef },
      ]);
      expect(JSON.stringify(response.body)).not.toContain('hanabi');
    },
  );

  it.each(table)('%s asks for %s', async (route, name) => {
    const { api, permissions } = await world.start({
      decision: AuthorizeResult.DENY,
    });
    const response = await call[route](api);
    const [[asked]] = permissions.authorize.mock.calls[0] ??
      permissions.authorizeConditional.mock.calls[0] ?? [[]];
    expect(asked?.permission.name).toBe(name);
    const each = route === 'getStatuses' || route === 'getDeployments';
    expect(response.status).toBe(each ? 200 : 403);
    expect(response.body.denied).toBe(each ? 1 : undefined);
    expect(JSON.stringify(response.body)).not.toContain('hanabi');
  });

  it('are asked before anything else', async () => {
    const { api, actions } = await world.start({
      instances: ['dev'],
      decision: AuthorizeResult.DENY,
    });
    await world.argoCd.until(() => world.argoCd.count(/\/metadata\?/) > 0);
    const before = world.argoCd.requests.length;
    for (let i = 0; i < 10; i++) {
      await api.get(`${STATUS_PATH}/blog-api/status`);
    }
    await expect(
      actions.invoke({
        id: 'test:get-deploy-status',
        input: { entityRef: BLOG_API },
        credentials: mockCredentials.user(),
      }),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
    expect(world.argoCd.requests).toHaveLength(before);
  });
});
