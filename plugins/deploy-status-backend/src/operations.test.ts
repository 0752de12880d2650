import { consent, setUpOperating, targetIn } from './__testUtils__/operating';
import { deploymentId } from './domain/deploymentId';
import { eventually } from './__testUtils__/following';

const world = setUpOperating();
const PROTECTED = 'deploy-status.protected-environment.change';

describe('a sync', () => {
  it('is planned with a dry run of Argo CD', async () => {
    const { post } = await world.start();
    world.operations.production.manifests = [
      {
        apiVersion: 'core.oam.dev/v1beta1',
        kind: 'Application',
        metadata: { name: 'blog-api' },
        spec: {
          components: [
            { properties: { image: 'ghcr.io/hanabi/blog-api:0.1.2' } },
            { properties: { image: { not: 'an image' } } },
          ],
        },
      },
      { kind: 'nothing' },
    ];
    const { body, status } = await post('sync/plan', {
      target: targetIn('production'),
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      action: 'sync',
      environment: 'production',
      obstacles: [],
      requires: { reason: true, confirm: true },
      revisions: {
        from: [{ id: 'a'.repeat(40) }],
        to: [{ id: 'c'.repeat(40) }],
      },
      images: {
        from: [{ name: 'ghcr.io/hanabi/blog-api', tag: '0.1.1' }],
        to: [{ name: 'ghcr.io/hanabi/blog-api', tag: '0.1.2' }],
      },
      resources: [
        {
          kind: 'Deployment',
          name: 'blog-api',
          change: 'update',
          failed: false,
          message: 'deployment.apps/blog-api configured (dry run)',
        },
      ],
    });
    expect(world.operations.production.changes).toEqual([]);
    // Argo CD has been asked to compare with Git first.
    expect(world.argoCd.production.count(/refresh=normal/)).toBe(1);
  });

  it('is planned with what the cluster would refuse', async () => {
    world.operations.dev.dryRun = {
      phase: 'Failed',
      message: 'one or more objects failed to apply (dry run)',
      syncResult: {
        resources: [
          {
            group: 'apps',
            kind: 'Deployment',
            name: 'blog-api',
            status: 'SyncFailed',
            message: 'is invalid: spec.selector is immutable',
          },
        ],
      },
    };
    const { post } = await world.start();
    const { body } = await post('sync/plan', { target: targetIn('dev') });
    expect(body.obstacles).toMatchObject([
      { kind: 'refused', message: expect.stringContaining('failed to apply') },
    ]);
    expect(body.resources).toMatchObject([
      { failed: true, message: 'is invalid: spec.selector is immutable' },
    ]);
    expect(body.requires).toEqual({ reason: false, confirm: false });
  });

  it('is sent with who asked and why, and never forces', async () => {
    const { post, audited } = await world.start();
    const sent = consent('production');
    const resources = [{ group: 'apps', kind: 'Deployment', name: 'blog-api' }];
    const { body, status } = await post('sync', {
      target: targetIn('production'),
      resources,
      prune: true,
      ...sent,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      action: 'sync',
      outcome: 'accepted',
      requestedBy: 'user:default/mock',
      repeated: false,
      url: `${world.argoCd.production.url}/applications/argocd/blog-api`,
    });
    expect(world.operations.production.calls).toEqual([
      {
        kind: 'sync',
        application: 'blog-api',
        body: {
          name: 'blog-api',
          appNamespace: 'argocd',
          project: 'default',
          prune: true,
          resources,
          infos: [
            { name: 'michi/requested-by', value: 'user:default/mock' },
            { name: 'michi/reason', value: 'A customer waits' },
            { name: 'michi/request', value: sent.idempotencyKey },
          ],
        },
      },
    ]);
    expect(audited).toMatchObject([
      {
        eventId: 'sync',
        meta: {
          instance: 'production',
          application: 'argocd/blog-api',
          reason: 'A customer waits',
          outcome: 'accepted',
        },
      },
    ]);
  });

  it('is one, however often and at however many replicas it is asked for', async () => {
    const [one, two] = [await world.start(), await world.start()];
    const body = { target: targetIn('dev'), ...consent() };
    const answers = await Promise.all(
      [one, two, one, two].map(replica => replica.post('sync', body)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(answers.map(answer => answer.body.repeated).sort()).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect(new Set(answers.map(answer => answer.body.outcome))).toEqual(
      new Set(['accepted']),
    );
    expect(world.operations.dev.calls).toHaveLength(1);
  });

  it('is refused where its key stands for another request', async () => {
    const { post } = await world.start();
    const first = { target: targetIn('dev'), ...consent() };
    await post('sync', first);
    const { status, body } = await post('sync', { ...first, prune: true });
    expect(status).toBe(409);
    expect(body.error.message).toContain('another request');
    expect(world.operations.dev.calls).toHaveLength(1);
  });

  it('that was cut short is not made again, and said to be unknown', async () => {
    const { post } = await world.start();
    const body = { target: targetIn('dev'), ...consent() };
    await post('sync', body);
    // As a replica leaves it that died after it had taken the request.
    await world.knex('operations').update({
      outcome: 'unknown',
      settled_at: null,
      requested_at: new Date(Date.now() - 10 * 60_000),
    });
    const answer = await post('sync', body);
    expect(answer.body).toMatchObject({
      outcome: 'unknown',
      repeated: true,
      message: expect.stringContaining('Look at the Application'),
    });
    expect(world.operations.dev.calls).toHaveLength(1);
  });

  it('is never sent again by itself: no answer is an unknown outcome', async () => {
    const { post } = await world.start();
    world.operations.dev.next = 'reset';
    const body = { target: targetIn('dev'), ...consent() };
    const first = await post('sync', body);
    expect(first.body).toMatchObject({ outcome: 'unknown', repeated: false });
    const second = await post('sync', body);
    expect(second.body).toMatchObject({ outcome: 'unknown', repeated: true });
    expect(world.operations.dev.calls).toHaveLength(1);
  });

  it("is refused in Argo CD's words", async () => {
    const { post } = await world.start();
    const message =
      'error resolving repo revision: rpc error: code = Unknown desc = failed to list refs: repository not found: ';
    world.operations.dev.next = {
      status: 400,
      body: { error: message, code: 9, message },
    };
    const { body } = await post('sync', {
      target: targetIn('dev'),
      ...consent(),
    });
    expect(body).toMatchObject({ outcome: 'refused', message });
  });
});

describe('what stands in the way', () => {
  it('is a sync window, with its end in its own time zone', async () => {
    const { post } = await world.start();
    const hour = new Date().getUTCHours();
    // It opened at the last full hour and lasts two, in UTC.
    const window = {
      kind: 'deny',
      schedule: `0 ${hour} * * *`,
      duration: '2h',
      manualSync: false,
    };
    world.operations.production.windows = {
      canSync: false,
      assignedWindows: [window],
    };
    world.operations.production.project = {
      status: 200,
      body: { spec: { syncWindows: [{ ...window, timeZone: 'UTC' }] } },
    };
    const target = targetIn('production');
    const plan = await post('sync/plan', { target });
    const end = new Date();
    end.setUTCMinutes(0, 0, 0);
    end.setUTCHours(hour + 2);
    expect(plan.body.obstacles).toEqual([
      {
        kind: 'sync-window',
        until: end.toISOString(),
        message: expect.stringContaining(end.toISOString()),
      },
    ]);
    // Without a dry run, which a window denies too.
    expect(plan.body.resources).toMatchObject([{ change: 'update' }]);

    const sync = await post('sync', { target, ...consent('production') });
    expect(sync.body).toMatchObject({ outcome: 'refused' });
    const id = await deploymentOf(target.instance);
    const rollback = await post('rollback', {
      target,
      deploymentId: id,
      ...consent('production'),
    });
    expect(rollback.body).toMatchObject({
      outcome: 'refused',
      message: expect.stringContaining('sync window'),
    });
    expect(world.operations.production.calls).toEqual([]);
  });

  it('is a sync window of unknown end where the project may not be read', async () => {
    const { post } = await world.start();
    world.operations.dev.windows = { assignedWindows: [] };
    world.operations.dev.project = {
      status: 403,
      body: { error: 'permission denied', code: 7 },
    };
    const { body } = await post('sync/plan', { target: targetIn('dev') });
    expect(body.obstacles).toMatchObject([{ kind: 'sync-window' }]);
    expect(body.obstacles[0].until).toBeUndefined();
  });

  it('is another operation, and what it says', async () => {
    const { post } = await world.start();
    world.put('dev', {
      operation: { sync: {} },
      status: {
        operationState: {
          phase: 'Running',
          startedAt: '2026-11-23T10:00:00Z',
          message: 'waiting for completion of hook batch/Job/migrate',
        },
      },
    });
    const body = { target: targetIn('dev'), ...consent() };
    const first = await post('sync', body);
    expect(first.body).toMatchObject({
      outcome: 'refused',
      message: expect.stringContaining('batch/Job/migrate'),
    });
    // Nothing was sent, so the same request may be made when it is over.
    world.put('dev');
    const second = await post('sync', body);
    expect(second.body).toMatchObject({ outcome: 'accepted', repeated: false });
  });

  it('is an instance that does not answer', async () => {
    const { post } = await world.start();
    world.argoCd.dev.fault = 'reset';
    const plan = await post('sync/plan', { target: targetIn('dev') });
    expect(plan.status).toBe(200);
    expect(plan.body.obstacles).toMatchObject([
      { kind: 'instance-unreachable' },
    ]);
    expect(JSON.stringify(plan.body.obstacles)).not.toContain(
      world.argoCd.dev.url,
    );
  });

  it('is an Application that is gone', async () => {
    const { post } = await world.start();
    world.argoCd.dev.remove('blog-api', { silently: true });
    const { body } = await post('sync', {
      target: targetIn('dev'),
      ...consent(),
    });
    expect(body).toMatchObject({
      outcome: 'refused',
      message: expect.stringContaining('does not have this Application'),
    });
  });
});

describe('who may', () => {
  it('is whoever owns the entity in the repository that is deployed, whoever else names it', async () => {
    const { post } = await world.start();
    // Somebody who names the Application of others cannot keep them from it.
    world.denied.add(
      'deploy-status.application.refresh component:default/intruder',
    );
    const refresh = { target: targetIn('dev'), ...consent() };
    expect((await post('refresh', refresh)).status).toBe(200);
    world.denied.add(
      'deploy-status.application.sync component:default/blog-api',
    );
    const requests = world.argoCd.dev.requests.length;
    const { status, body } = await post(
      'sync',
      { target: targetIn('dev'), ...consent() },
      'intruder',
    );
    expect(status).toBe(403);
    expect(body.error.message).toContain('component:default/blog-api');
    expect(world.argoCd.dev.requests).toHaveLength(requests);
  });

  it('is nobody for an Application that is not the entity’s', async () => {
    const { post } = await world.start();
    const request = { target: targetIn('dev'), ...consent() };
    const { status } = await post('sync', request, 'session');
    expect(status).toBe(404);
    const elsewhere = { ...request.target, instance: 'nowhere' };
    expect((await post('sync', { ...request, target: elsewhere })).status).toBe(
      404,
    );
    expect(world.operations.dev.calls).toEqual([]);
  });

  it('needs more in a protected environment, and is told what', async () => {
    const { post } = await world.start();
    const target = targetIn('production');
    const { idempotencyKey } = consent();
    const requests = world.argoCd.production.requests.length;
    const bare = await post('sync', { target, idempotencyKey });
    expect(bare.status).toBe(400);
    expect(bare.body.error.message).toContain(
      'a reason and "production" typed',
    );
    const wrong = await post('sync', {
      target,
      idempotencyKey,
      reason: 'Because',
      confirm: 'prod',
    });
    expect(wrong.status).toBe(400);
    expect(wrong.body.error.message).not.toContain('a reason');

    world.denied.add(`${PROTECTED} component:default/blog-api`);
    for (const path of ['sync', 'retry', 'terminate']) {
      const answer = await post(path, { target, ...consent('production') });
      expect(answer.status).toBe(403);
      expect(answer.body.error.message).toContain(PROTECTED);
    }
    expect((await post('sync/plan', { target })).status).toBe(403);
    expect(world.argoCd.production.requests).toHaveLength(requests);

    const refresh = await post('refresh', { target, idempotencyKey });
    expect(refresh.body).toMatchObject({ outcome: 'accepted' });
  });
});

/** The ledger's deployment that Argo CD has in its history. */
async function deploymentOf(instance: string): Promise<string> {
  let found: { uid: string; started_at: Date } | undefined;
  await eventually(async () => {
    found = await world.knex('deployments').where({ instance }).first();
    return found !== undefined;
  });
  return deploymentId({
    instance,
    uid: found?.uid ?? '',
    startedAt: found?.started_at.toISOString() ?? '',
  });
}

describe('a rollback', () => {
  const newer = {
    status: {
      history: [
        {
          id: 0,
          revision: 'a'.repeat(40),
          deployStartedAt: '2026-11-22T09:00:00Z',
          deployedAt: '2026-11-22T09:00:20Z',
        },
        {
          id: 1,
          revision: 'b'.repeat(40),
          deployStartedAt: '2026-11-22T10:00:00Z',
          deployedAt: '2026-11-22T10:00:20Z',
        },
      ],
    },
  };

  it('goes to what Argo CD has in its history, and is remembered as asked for', async () => {
    const { post } = await world.start();
    const id = await deploymentOf('production');
    world.put('production', newer);
    const target = targetIn('production');
    const plan = await post('rollback/plan', { target, deploymentId: id });
    expect(plan.body).toMatchObject({
      obstacles: [],
      alternatives: [],
      revisions: { to: [{ id: 'a'.repeat(40) }] },
    });
    const { body } = await post('rollback', {
      target,
      deploymentId: id,
      ...consent('production'),
    });
    expect(body).toMatchObject({ action: 'rollback', outcome: 'accepted' });
    expect(world.operations.production.calls).toMatchObject([
      { kind: 'rollback', body: { id: 0, prune: false } },
    ]);
    const [row] = await world.knex('operations');
    expect(row).toMatchObject({
      requested_by: 'user:default/mock',
      reason: 'A customer waits',
      outcome: 'accepted',
    });
  });

  it('is refused with the way out where Argo CD syncs by itself', async () => {
    const { post } = await world.start();
    const id = await deploymentOf('dev');
    await world
      .knex('deployments')
      .update({ images: JSON.stringify([{ name: 'ghcr.io/x', tag: '1' }]) });
    world.put('dev', newer);
    const target = targetIn('dev');
    const { body } = await post('rollback/plan', { target, deploymentId: id });
    expect(body.obstacles).toMatchObject([{ kind: 'auto-sync' }]);
    expect(body.alternatives).toEqual([
      { kind: 'pull-request', images: [{ name: 'ghcr.io/x', tag: '1' }] },
    ]);
    const sent = await post('rollback', {
      target,
      deploymentId: id,
      ...consent(),
    });
    expect(sent.body).toMatchObject({ outcome: 'refused' });
    expect(world.operations.dev.calls).toEqual([]);
  });

  it('is not possible to what Argo CD has forgotten, or never had', async () => {
    const { post } = await world.start();
    const id = await deploymentOf('production');
    world.put('production', {
      status: { history: newer.status.history.slice(1) },
    });
    const target = targetIn('production');
    const { body } = await post('rollback/plan', { target, deploymentId: id });
    expect(body.obstacles).toMatchObject([{ kind: 'not-in-history' }]);
    const unknown = await post('rollback/plan', { target, deploymentId: 'x' });
    expect(unknown.status).toBe(404);
    const other = await post('rollback/plan', {
      target: targetIn('dev'),
      deploymentId: id,
    });
    expect(other.status).toBe(404);
  });

  it('to what runs now is none', async () => {
    const { post } = await world.start();
    const id = await deploymentOf('production');
    const { body } = await post('rollback/plan', {
      target: targetIn('production'),
      deploymentId: id,
    });
    expect(body.obstacles).toMatchObject([{ kind: 'nothing-to-change' }]);
  });
});

describe('a retry', () => {
  const failed = {
    phase: 'Failed',
    startedAt: '2026-11-23T09:00:00Z',
    finishedAt: '2026-11-23T09:00:05Z',
    operation: {
      sync: {
        revision: 'b'.repeat(40),
        prune: true,
        resources: [{ group: 'apps', kind: 'Deployment', name: 'blog-api' }],
      },
    },
  };

  it('repeats what failed: the same revision, the same resources', async () => {
    const { post } = await world.start();
    world.put('production', { status: { operationState: failed } });
    const { body } = await post('retry', {
      target: targetIn('production'),
      ...consent('production'),
    });
    expect(body).toMatchObject({ outcome: 'accepted' });
    expect(world.operations.production.calls).toMatchObject([
      {
        kind: 'sync',
        body: {
          revision: 'b'.repeat(40),
          prune: true,
          resources: [{ name: 'blog-api' }],
        },
      },
    ]);
  });

  it('names no revision where Argo CD follows a branch by itself', async () => {
    const { post } = await world.start();
    world.put('dev', { status: { operationState: failed } });
    await post('retry', { target: targetIn('dev'), ...consent() });
    expect(world.operations.dev.calls[0]?.body.revision).toBeUndefined();
  });

  it('is possible although a plan has taken the place of what failed', async () => {
    const { post } = await world.start();
    world.put('production', { status: { operationState: failed } });
    const target = targetIn('production');
    await eventually(async () => {
      const { body } = await post('sync/plan', { target });
      return body.obstacles.length === 0;
    });
    const { body } = await post('retry', { target, ...consent('production') });
    expect(body).toMatchObject({ outcome: 'accepted' });
    expect(world.operations.production.changes).toMatchObject([
      { body: { revision: 'b'.repeat(40) } },
    ]);
  });

  it('is none where nothing failed', async () => {
    const { post } = await world.start();
    const { body } = await post('retry', {
      target: targetIn('dev'),
      ...consent(),
    });
    expect(body).toMatchObject({ outcome: 'refused' });
    expect(world.operations.dev.calls).toEqual([]);
  });
});

describe('stopping', () => {
  it('stops what runs, and says what a window may do to that', async () => {
    const { post } = await world.start();
    world.put('dev', {
      operation: { sync: {} },
      status: {
        operationState: { phase: 'Running', startedAt: '2026-11-23T10:00:00Z' },
      },
    });
    world.operations.dev.windows = { canSync: false };
    const target = targetIn('dev');
    const first = await post('terminate', { target, ...consent() });
    expect(first.body).toMatchObject({
      outcome: 'accepted',
      message: expect.stringContaining('Terminating'),
    });
    const second = await post('terminate', { target, ...consent() });
    expect(second.body).toMatchObject({
      outcome: 'refused',
      message: expect.stringContaining('already'),
    });
    expect(world.operations.dev.calls).toMatchObject([{ kind: 'terminate' }]);
  });

  it('stops nothing where nothing runs', async () => {
    const { post } = await world.start();
    const { body } = await post('terminate', {
      target: targetIn('dev'),
      ...consent(),
    });
    expect(body).toMatchObject({ outcome: 'refused' });
    expect(world.operations.dev.calls).toEqual([]);
  });
});
