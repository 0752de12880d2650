import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  API,
  BLOG_API,
  OWNERS_ONLY,
  setUpBackend,
  type RunningBackend,
} from '../__testUtils__/backend';

const world = setUpBackend();

const SINCE = '2026-11-01T00:00:00Z';

it('answers figures, in parts and one level down', async () => {
  const { api, connected } = await world.start();
  await connected();
  const { status, body } = await api.post(`${API}/insights`, {
    scope: { kind: 'platform' },
    since: SINCE,
    until: '2026-11-15T00:00:00Z',
    bucket: 'week',
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    scope: { kind: 'platform' },
    production: ['production'],
    denied: 0,
    figures: { deploymentFrequency: { n: 0 } },
    breakdown: [{ kind: 'team', ref: 'none' }],
  });
  expect(body.series.map((one: { from: string }) => one.from)).toEqual([
    '2026-11-01T00:00:00.000Z',
    '2026-11-02T00:00:00.000Z',
    '2026-11-09T00:00:00.000Z',
  ]);
});

it('answers how each instance keeps up', async () => {
  const { api, connected } = await world.start();
  await connected();
  const { status, body } = await api.post(`${API}/instances/syncs`, {
    since: SINCE,
  });
  expect(status).toBe(200);
  expect(body.instances).toMatchObject([
    { instance: 'dev', applications: 1, queued: 0, running: 0 },
    { instance: 'dev', destination: 'in-cluster' },
    { instance: 'production', applications: 1 },
    { instance: 'production', destination: 'in-cluster' },
  ]);
});

it.each([
  [
    'a period that is empty',
    { scope: { kind: 'platform' }, since: '2999-01-01T00:00:00Z' },
  ],
  ['a scope that is none', { scope: { kind: 'planet' }, since: SINCE }],
  [
    'a reference that is none',
    { scope: { kind: 'team', ref: 'nonsense' }, since: SINCE },
  ],
  [
    'too many parts',
    {
      scope: { kind: 'platform' },
      since: '2020-01-01T00:00:00Z',
      bucket: 'day',
    },
  ],
])('answers 400 to %s', async (_, body) => {
  const { api } = await world.start();
  const { status } = await api.post(`${API}/insights`, body);
  expect(status).toBe(400);
});

it('denies who may read nothing, and who may not read the one service', async () => {
  const { api } = await world.start({ decision: AuthorizeResult.DENY });
  for (const scope of [
    { kind: 'platform' },
    { kind: 'service', ref: BLOG_API },
  ]) {
    const { status, body } = await api.post(`${API}/insights`, {
      scope,
      since: SINCE,
    });
    expect(status).toBe(403);
    expect(body.error.message).toContain('deploy-status.status.read');
  }
  const syncs = await api.post(`${API}/instances/syncs`, { since: SINCE });
  expect(syncs.status).toBe(403);
});

const askAbout = async (api: RunningBackend['api'], ref: string) =>
  (
    await api.post(`${API}/insights`, {
      scope: { kind: 'service', ref },
      since: SINCE,
    })
  ).status;

it('says that a service is none', async () => {
  const { api } = await world.start();
  expect(await askAbout(api, 'component:default/absent')).toBe(404);
});

it('does not say whether a service exists that may not be read', async () => {
  const { api, permissions } = await world.start();
  permissions.authorizeConditional.mockResolvedValue([OWNERS_ONLY]);
  permissions.authorize.mockResolvedValue([{ result: AuthorizeResult.DENY }]);
  expect(await askAbout(api, 'component:default/absent')).toBe(403);
  expect(await askAbout(api, BLOG_API)).toBe(403);
});
