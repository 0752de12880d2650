import { eventually } from './__testUtils__/following';
import {
  consent,
  ENTITY,
  setUpOperating,
  targetIn,
} from './__testUtils__/operating';

const world = setUpOperating();
const B = 'b'.repeat(40);
const JOB = { group: 'batch', kind: 'Job', name: 'migrate' };
const DEPLOYMENT = { group: 'apps', kind: 'Deployment', name: 'blog-api' };

/** A sync to a commit whose migration failed, so that nothing was applied. */
const failed = {
  phase: 'Failed',
  startedAt: '2026-11-23T09:00:00Z',
  finishedAt: '2026-11-23T09:00:05Z',
  message: 'one or more synchronization tasks completed unsuccessfully',
  operation: {
    sync: { revision: B, prune: true },
    initiatedBy: { username: 'ren.ito' },
  },
  syncResult: {
    revision: B,
    resources: [
      {
        ...JOB,
        hookType: 'PreSync',
        hookPhase: 'Failed',
        message: 'Job has reached the specified backoff limit',
      },
    ],
  },
};

describe('the plan of a retry', () => {
  const target = targetIn('production');

  it('says what failed and why, and what would be deployed', async () => {
    const { post } = await world.start();
    world.put('production', {
      status: {
        operationState: failed,
        sync: { status: 'OutOfSync', revision: B },
      },
    });
    world.operations.production.manifests = [
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'blog-api' },
        image: 'ghcr.io/hanabi/blog-api:0.1.2',
      },
    ];
    const { status, body } = await post('retry/plan', { target });
    expect(status).toBe(200);
    expect(body).toEqual({
      action: 'retry',
      target,
      environment: 'production',
      obstacles: [],
      cautions: [],
      requires: { reason: true, confirm: true },
      revisions: {
        from: [expect.objectContaining({ id: 'a'.repeat(40) })],
        to: [expect.objectContaining({ id: B })],
      },
      images: {
        from: [{ name: 'ghcr.io/hanabi/blog-api', tag: '0.1.1' }],
        to: [{ name: 'ghcr.io/hanabi/blog-api', tag: '0.1.2' }],
      },
      resources: [
        { ...JOB, change: 'create', failed: false },
        { ...DEPLOYMENT, change: 'update', failed: false },
      ],
      operation: {
        phase: 'Failed',
        startedAt: '2026-11-23T09:00:00.000Z',
        finishedAt: '2026-11-23T09:00:05.000Z',
        startedBy: 'ren.ito',
        automated: false,
        retries: 0,
        message: failed.message,
        dryRun: false,
        prune: true,
        revisions: [expect.objectContaining({ id: B })],
        results: [
          {
            ...JOB,
            hook: 'PreSync',
            state: 'failed',
            message: 'Job has reached the specified backoff limit',
          },
          { ...DEPLOYMENT, state: 'pending' },
        ],
      },
      files: [],
      alternatives: [],
    });
    // Neither a dry run nor a refresh; and the manifests of what it deploys.
    expect(world.operations.production.calls).toEqual([]);
    expect(world.argoCd.production.count(/refresh=/)).toBe(0);
    expect(
      world.argoCd.production.count(new RegExp(`manifests.*revision=${B}`)),
    ).toBe(1);
  });

  it('is about the resources that were chosen', async () => {
    const { post } = await world.start();
    const resources = [{ kind: 'Service', name: 'blog-api' }];
    world.put('production', {
      status: {
        operationState: {
          ...failed,
          operation: { sync: { revision: B, resources } },
        },
      },
    });
    const { body } = await post('retry/plan', { target });
    expect(body.operation).toMatchObject({ prune: false, resources });
    expect(body.resources).toEqual([
      { ...JOB, change: 'create', failed: false },
    ]);
    // Git is elsewhere, so what it changes was never compared.
    expect(body.revisions.to).toMatchObject([{ id: B }]);
  });

  it('names a hook once that runs before and after', async () => {
    const { post } = await world.start();
    const [before] = failed.syncResult.resources;
    const resources = [before, { ...before, hookType: 'PostSync' }];
    world.put('production', {
      status: {
        operationState: { ...failed, syncResult: { revision: B, resources } },
        sync: { status: 'OutOfSync', revision: B },
      },
    });
    const { body } = await post('retry/plan', { target });
    expect(
      body.resources.filter(({ kind }: { kind: string }) => kind === 'Job'),
    ).toEqual([{ ...JOB, change: 'create', failed: false }]);
    expect(body.operation.results).toMatchObject([
      { ...JOB, hook: 'PreSync' },
      { ...JOB, hook: 'PostSync' },
      DEPLOYMENT,
    ]);
  });

  it('warns where Argo CD deploys the newest commit instead', async () => {
    const { post } = await world.start();
    const newest = 'd'.repeat(40);
    world.put('dev', {
      status: {
        operationState: failed,
        sync: { status: 'OutOfSync', revision: newest },
      },
    });
    const { body } = await post('retry/plan', { target: targetIn('dev') });
    expect(body).toMatchObject({
      obstacles: [],
      cautions: [{ kind: 'deploys-newest' }],
      requires: { reason: false, confirm: false },
      revisions: { to: [{ id: newest }] },
    });
  });

  it('does not warn of another commit where the failed operation had none yet', async () => {
    const { post } = await world.start();
    world.put('dev', {
      status: {
        operationState: {
          phase: 'Error',
          startedAt: failed.startedAt,
          message: 'rpc error: the repository did not answer',
          operation: { sync: {} },
        },
        sync: { status: 'OutOfSync', revision: B },
      },
    });
    const { body } = await post('retry/plan', { target: targetIn('dev') });
    expect(body).toMatchObject({
      cautions: [],
      revisions: { to: [{ id: B }] },
      operation: { phase: 'Error', revisions: [] },
    });
  });

  it('warns that it deploys what failed, where that was reverted in Git', async () => {
    const { post } = await world.start();
    world.put('production', {
      status: {
        operationState: failed,
        sync: { status: 'Synced', revision: 'd'.repeat(40) },
      },
    });
    const { body } = await post('retry/plan', { target });
    expect(body).toMatchObject({
      obstacles: [],
      cautions: [{ kind: 'deploys-failed' }],
      revisions: { to: [{ id: B }] },
    });
  });

  it('says of an older commit than Git’s that what it changes is not known', async () => {
    const { post } = await world.start();
    world.put('production', {
      status: {
        operationState: failed,
        sync: { status: 'OutOfSync', revision: 'd'.repeat(40) },
      },
    });
    const { body } = await post('retry/plan', { target });
    expect(body).toMatchObject({
      cautions: [{ kind: 'deploys-failed' }],
      revisions: { to: [{ id: B }] },
      resources: [{ kind: 'Job' }, { kind: 'Deployment', change: 'unknown' }],
    });
  });

  it('says that Argo CD repeats it by itself', async () => {
    const { post } = await world.start();
    const message = 'Retrying attempt #2 at 9:01AM.';
    world.put('production', {
      operation: { sync: {} },
      status: {
        operationState: { ...failed, phase: 'Running', retryCount: 2, message },
      },
    });
    const { body } = await post('retry/plan', { target });
    expect(body.obstacles).toEqual([
      {
        kind: 'retrying',
        message: expect.stringContaining('2 so far'),
        quotation: message,
      },
    ]);
  });

  it('says that nothing failed, and that a window denies it', async () => {
    const { post } = await world.start();
    world.operations.production.windows = { canSync: false };
    const { body } = await post('retry/plan', { target });
    expect(body.obstacles).toMatchObject([
      { kind: 'not-failed' },
      { kind: 'sync-window' },
    ]);
    expect(body.operation).toBeUndefined();
  });

  it('is made of what the board remembers where a dry run has taken its place', async () => {
    const { post, api } = await world.start();
    await eventually(async () => {
      world.put('production', { status: { operationState: failed } });
      const { text } = await api.get(`${ENTITY}/blog-api/status`);
      return text.includes('"phase":"Failed"');
    });
    await eventually(async () => {
      const { body } = await post('sync/plan', { target });
      return body.obstacles.length === 0;
    });
    const { body } = await post('retry/plan', { target });
    expect(body.operation).toMatchObject({
      phase: 'Failed',
      prune: true,
      message: failed.message,
      revisions: [{ id: B }],
      results: [{ kind: 'Job', name: 'migrate', state: 'failed' }],
    });
  });

  it('names who asked for it only where the portal knows that', async () => {
    const { post } = await world.start();
    const info = (requestId: string) => [
      { name: 'michi/requested-by', value: 'user:default/mock' },
      { name: 'michi/reason', value: 'an invented one' },
      { name: 'michi/request', value: requestId },
    ];
    const sent = consent('production');
    await post('sync', { target, ...sent });
    const at = new Date().toISOString();
    const claiming = (requestId: string) => ({
      status: {
        operationState: {
          ...failed,
          startedAt: at,
          finishedAt: at,
          operation: { ...failed.operation, info: info(requestId) },
        },
      },
    });
    world.put('production', claiming(sent.idempotencyKey));
    const real = await post('retry/plan', { target });
    expect(real.body.operation).toMatchObject({
      requestedBy: 'user:default/mock',
      reason: 'A customer waits',
    });
    world.put('production', claiming('invented'));
    const claimed = await post('retry/plan', { target });
    expect(claimed.body.operation).toMatchObject({ startedBy: 'ren.ito' });
    expect(claimed.body.operation).not.toHaveProperty('requestedBy');
    expect(claimed.body.operation).not.toHaveProperty('reason');
  });
});
