import { randomUUID } from 'node:crypto';
import { tokenOf } from './support/api';
import { Assistant } from './support/Assistant';
import { faultTimesLeft, withFault } from './support/control';
import { environment } from './support/environment';
import { MIHO, REN, type Person } from './support/people';
import { expect, test } from './support/test';

const SERVICE = 'blog-editor';
const entityRef = `component:default/${SERVICE}`;
const CHANGES = [
  'sync-application',
  'rollback-application',
  'promote-version',
  'retry-deployment',
  'terminate-operation',
  'refresh-application',
];
const QUERIES = [
  'get-deploy-status',
  'get-environment-differences',
  'list-services',
  'get-deployments',
  'get-deployment-insights',
  'list-argocd-instances',
];

test.use({ atRest: true });

/** What reaches Argo CD about the Application is counted, and slowed by nothing. */
const COUNTER = {
  kind: 'slow',
  delayMs: 0,
  path: `/api/v1/applications/${SERVICE}`,
  times: 1_000,
};

test('an assistant finds what runs where, and may do what its person may', async ({
  request,
}) => {
  const url = environment().MICHI_URL;
  const assistantOf = async (person: Person) =>
    Assistant.connect(url, await tokenOf(request, url, person));
  const owner = await assistantOf(MIHO);
  const stranger = await assistantOf(REN);

  const tools = await owner.tools();
  const ours = tools.filter(({ name }) => name.startsWith('deploy-status.'));
  expect(ours.map(({ name }) => name)).toEqual(
    expect.arrayContaining(
      [...QUERIES, ...CHANGES].map(name => `deploy-status.${name}`),
    ),
  );
  for (const { name, description, annotations } of ours) {
    expect(description, name).toMatch(/\w/);
    const changes = CHANGES.some(change => name.endsWith(change));
    expect(annotations?.readOnlyHint, name).toBe(
      !changes && !name.endsWith('plan-sync'),
    );
  }

  for (const somebody of [owner, stranger]) {
    const status = await somebody.call('deploy-status.get-deploy-status', {
      entityRef,
    });
    expect(status.failed, status.words).toBe(false);
    expect(status.output).toMatchObject({
      state: 'found',
      environments: expect.arrayContaining([
        expect.objectContaining({ environment: 'dev', application: SERVICE }),
      ]),
    });
  }

  const dev = { entityRef, instance: 'dev' };
  const sync = { ...dev, idempotencyKey: randomUUID() };
  await withFault(request, 'argocd-dev', COUNTER, async () => {
    for (const [change, input] of [
      ['plan-sync', dev],
      ['sync-application', sync],
      ['retry-deployment', sync],
    ] as const) {
      const denied = await stranger.call(`deploy-status.${change}`, input);
      expect(denied.failed, change).toBe(true);
      expect(denied.words, change).toMatch(/^NotAllowedError: /);
    }
    expect(await faultTimesLeft(request, 'argocd-dev')).toBe(1_000);

    const done = await owner.call('deploy-status.sync-application', sync);
    expect(done.failed, done.words).toBe(false);
    expect(done.output).toMatchObject({
      outcome: 'accepted',
      requestedBy: MIHO.ref,
    });
    expect(await faultTimesLeft(request, 'argocd-dev')).toBeLessThan(1_000);

    // Asked again it is the same sync, and not another one
    const again = await owner.call('deploy-status.sync-application', sync);
    expect(again.output).toEqual({ ...done.output, repeated: true });
  });
  await Promise.all([owner.close(), stranger.close()]);
});

test('an assistant of nobody is told nothing', async ({ request }) => {
  const url = `${environment().MICHI_URL}/api/mcp-actions/v1`;
  const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
  const accept = 'application/json, text/event-stream';
  for (const authorization of [undefined, 'Bearer of-nobody']) {
    const response = await request.post(url, {
      headers: { accept, ...(authorization && { authorization }) },
      data: list,
    });
    expect(response.status()).toBe(401);
  }
});
