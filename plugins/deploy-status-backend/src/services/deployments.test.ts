import { API, BLOG_API, setUpBackend } from '../__testUtils__/backend';
import { eventually } from '../__testUtils__/eventually';
import { fakeApplication } from '../__testUtils__/fakeApplication';

const world = setUpBackend();

const BLOG_WEB = 'component:default/blog-web';
const SHA = 'b'.repeat(40);

const operation = (phase: string, more: object = {}) => ({
  phase,
  startedAt: '2026-11-23T10:00:00Z',
  operation: {
    initiatedBy: { username: 'portal' },
    sync: { revision: SHA },
    info: [
      { name: 'michi/requested-by', value: 'user:default/miho.tanaka' },
      { name: 'michi/reason', value: 'what anybody may have written' },
      { name: 'michi/request', value: 'a-key' },
    ],
  },
  syncResult: {
    revision: SHA,
    resources: [
      {
        kind: 'Job',
        name: 'migrate',
        hookType: 'PreSync',
        hookPhase: 'Failed',
        message: 'relation "posts_v2" already exists',
      },
    ],
  },
  ...more,
});

const failed = operation('Failed', {
  finishedAt: '2026-11-23T10:01:00Z',
  message: 'one or more synchronization tasks completed unsuccessfully',
  retryCount: 1,
});

const labels = { team: 'blog' };

interface Told {
  id: string;
  environment: string;
  phase: string;
  startedAt: string;
}

async function started() {
  const { api, connected } = await world.start();
  await connected();
  const ask = async (
    more: object = {},
    entityRefs = [BLOG_API],
  ): Promise<{ deployments: Told[]; total: number; failed: number }> => {
    const { body } = await api.post(`${API}/deployments`, {
      entityRefs,
      since: '2026-11-01T00:00:00Z',
      ...more,
    });
    return body;
  };
  const untilThere = (count: number) =>
    eventually(async () => (await ask()).total === count);
  return { ask, untilThere };
}

describe('deployments', () => {
  it('tell who asked for them and why, what was tried, and what a hook said', async () => {
    const { ask, untilThere } = await started();
    await untilThere(2);
    await world.knex('operations').insert({
      key: 'a-key',
      fingerprint: 'one',
      entity_ref: BLOG_API,
      action: 'sync',
      instance: 'dev',
      namespace: 'argocd',
      application: 'blog-api',
      request: '{}',
      requested_by: 'user:default/miho.tanaka',
      reason: 'the fix for the drafts',
      requested_at: '2026-11-23T09:59:59Z',
      settled_at: '2026-11-23T09:59:59Z',
      outcome: 'accepted',
      url: 'https://argo',
    });
    world.argoCd.set(
      fakeApplication('blog-api', { labels, operation: failed }),
    );
    await untilThere(4);
    const { deployments, ...counts } = await ask({ environments: ['dev'] });
    expect(counts).toEqual({ total: 2, failed: 1, denied: 0 });
    expect(deployments[0]).toMatchObject({
      id: 'dev/uid-blog-api/2026-11-23T10:00:00.000Z',
      instance: 'dev',
      environment: 'dev',
      application: 'blog-api',
      namespace: 'argocd',
      uid: 'uid-blog-api',
      entityRef: BLOG_API,
      phase: 'Failed',
      finishedAt: '2026-11-23T10:01:00.000Z',
      startedBy: 'portal',
      automated: false,
      requestedBy: 'user:default/miho.tanaka',
      reason: 'the fix for the drafts',
      rollback: false,
      imported: false,
      retries: 1,
      attempts: [
        {
          number: 2,
          phase: 'Failed',
          message: expect.stringContaining('unsuccessfully'),
        },
      ],
      hooks: [
        {
          name: 'migrate',
          type: 'PreSync',
          phase: 'Failed',
          message: 'relation "posts_v2" already exists',
        },
      ],
      revisions: [{ id: SHA }],
    });
    // The history tells that it succeeded, and of no attempt.
    expect(deployments[1]).toMatchObject({
      phase: 'Succeeded',
      automated: true,
      attempts: [],
    });
    expect(deployments[1]).not.toHaveProperty('startedBy');
  });

  it('can be asked for by environment, outcome and page', async () => {
    world.argoCd.set(
      fakeApplication('blog-api', { labels, operation: failed }),
    );
    const { ask, untilThere } = await started();
    await untilThere(4);
    const told = async (more: object) =>
      (await ask(more)).deployments.map(
        one => `${one.environment} ${one.phase}`,
      );
    await expect(told({ environments: ['production'] })).resolves.toEqual([
      'production Failed',
      'production Succeeded',
    ]);
    await expect(told({ only: 'failed' })).resolves.toEqual([
      'dev Failed',
      'production Failed',
    ]);
    await expect(told({ only: 'rollback' })).resolves.toEqual([]);
    await expect(ask({ environments: ['nowhere'] })).resolves.toMatchObject({
      total: 0,
    });
    // A page is as long as its last moment, so that the next one misses nothing.
    const first = await ask({ limit: 1 });
    expect(first).toMatchObject({ total: 4, failed: 2 });
    expect(first.deployments).toHaveLength(2);
    const next = await ask({ before: first.deployments.at(-1)?.startedAt });
    expect(next.deployments.map(({ phase }) => phase)).toEqual([
      'Succeeded',
      'Succeeded',
    ]);
    expect(next.total).toBe(4);
  });

  it('outlive their Application, also where it is found by labels', async () => {
    world.argoCd.set(
      fakeApplication('blog-api', { labels, operation: operation('Running') }),
    );
    const { ask, untilThere } = await started();
    await untilThere(4);
    await expect(ask()).resolves.toMatchObject({
      deployments: [{ phase: 'Running' }, { phase: 'Running' }, {}, {}],
    });
    world.argoCd.remove('blog-api');
    // Nobody saw how it ended, so that it is not said to run.
    await eventually(
      async () => (await ask()).deployments[0]?.phase === 'Unknown',
    );
    await eventually(
      async () => (await ask({}, [BLOG_WEB])).deployments.length === 4,
    );
    const { deployments } = await ask({}, [
      BLOG_WEB,
      'component:default/broken',
    ]);
    expect(deployments.map(({ phase }) => phase)).toEqual([
      'Unknown',
      'Unknown',
      'Succeeded',
      'Succeeded',
    ]);
  });
});
