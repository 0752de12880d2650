import { consent, setUpOperating, targetIn } from './__testUtils__/operating';

const world = setUpOperating();

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

  it('deploys the commit that the plan showed, where Argo CD lets it be named', async () => {
    const { post } = await world.start();
    // As if Git had moved on since: Argo CD compares with another one.
    const revision = 'c'.repeat(40);
    for (const instance of ['dev', 'production'] as const) {
      const target = targetIn(instance);
      const { body: plan } = await post('sync/plan', { target });
      expect(plan.revisions.to).toMatchObject([{ id: revision }]);
      const { status } = await post('sync', {
        target: targetIn(instance),
        revision,
        ...consent(instance),
      });
      expect(status).toBe(200);
    }
    const asked = (instance: 'dev' | 'production') =>
      world.operations[instance].changes.map(({ body }) => body);
    expect(asked('production')).toMatchObject([{ revision }]);
    // With auto-sync Argo CD takes none but the newest.
    expect(asked('dev')).toEqual([
      expect.not.objectContaining({ revision: expect.anything() }),
    ]);
  });

  it('deploys the commit that Git says now, planned or not', async () => {
    const { post } = await world.start();
    const revision = 'a'.repeat(40);
    const { body } = await post('sync', {
      target: targetIn('production'),
      revision,
      ...consent('production'),
    });
    expect(body.outcome).toBe('accepted');
    expect(world.operations.production.calls).toMatchObject([
      { kind: 'sync', body: { revision } },
    ]);
  });

  it('deploys no commit that neither Git nor a plan has shown', async () => {
    const { post, audited } = await world.start();
    const { production } = world.operations;
    const target = targetIn('production');
    const sync = async (revision: string) => {
      const signed = consent('production');
      const { body } = await post('sync', { target, revision, ...signed });
      return body;
    };
    const refused = {
      outcome: 'refused',
      message: expect.stringContaining('plan again'),
      problems: [{ kind: 'another-revision' }],
    };
    const planned = 'c'.repeat(40);
    expect(await sync('unmerged-branch')).toMatchObject(refused);
    expect(await sync(planned)).toMatchObject(refused);

    // A dry run of somebody who asked Argo CD itself is no plan.
    const state = {
      phase: 'Succeeded',
      startedAt: new Date().toISOString(),
      finishedAt: new Date().toISOString(),
      operation: { sync: { dryRun: true, revision: planned } },
    };
    production.operate('blog-api', state, false);
    expect(await sync(planned)).toMatchObject(refused);

    // Nor is a plan that was left open for hours.
    const finishedAt = new Date(Date.now() - 2 * 3_600_000).toISOString();
    production.dryRun = { phase: 'Succeeded', finishedAt };
    await post('sync/plan', { target });
    expect(await sync(planned)).toMatchObject(refused);

    production.dryRun = { phase: 'Succeeded' };
    await post('sync/plan', { target });
    expect(await sync('d'.repeat(40))).toMatchObject(refused);
    expect(production.changes).toEqual([]);
    expect(audited).toContainEqual(
      expect.objectContaining({
        eventId: 'sync',
        meta: expect.objectContaining({ outcome: 'refused' }),
      }),
    );
    expect(await sync(planned)).toMatchObject({ outcome: 'accepted' });
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
      problems: [{ kind: 'asked-before' }],
    });
    expect(world.operations.dev.calls).toHaveLength(1);
  });

  it('is never sent again by itself: no answer is an unknown outcome', async () => {
    const { post } = await world.start();
    world.operations.dev.next = 'reset';
    const body = { target: targetIn('dev'), ...consent() };
    const first = await post('sync', body);
    const problems = [{ kind: 'no-answer', message: expect.any(String) }];
    expect(first.body).toMatchObject({
      outcome: 'unknown',
      repeated: false,
      problems,
    });
    const second = await post('sync', body);
    expect(second.body).toMatchObject({
      outcome: 'unknown',
      repeated: true,
      problems,
    });
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
    const request = { target: targetIn('dev'), ...consent() };
    const first = await post('sync', request);
    const refused = {
      outcome: 'refused',
      message,
      problems: [{ kind: 'refused', message, quotation: message }],
    };
    expect(first.body).toMatchObject({ ...refused, repeated: false });
    // So it is for whoever asks again, as only the words of others are kept.
    const second = await post('sync', request);
    expect(second.body).toMatchObject({ ...refused, repeated: true });
  });
});
