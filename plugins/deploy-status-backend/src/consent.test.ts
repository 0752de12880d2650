import { fakeApplication } from './__testUtils__/fakeApplication';
import {
  consent,
  setUpOperating,
  targetIn,
  type Place,
} from './__testUtils__/operating';

const world = setUpOperating();
const PROTECTED = 'deploy-status.protected-environment.change';

/** What was asked about Applications, without what following them asks by itself. */
const askedOf = (place: Place) =>
  world.argoCd[place].requests.filter(
    request =>
      request.includes('/applications/') && !request.includes('/metadata'),
  );

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
    const before = askedOf('dev');
    const { status, body } = await post(
      'sync',
      { target: targetIn('dev'), ...consent() },
      'intruder',
    );
    expect(status).toBe(403);
    expect(body.error.message).toContain('component:default/blog-api');
    expect(askedOf('dev')).toEqual(before);
  });

  it('is whom the platform team trusts, where nothing but a claim says whose it is', async () => {
    world.argoCd.dev.set(fakeApplication('images', { sync: 'OutOfSync' }));
    const { post } = await world.start();
    const target = targetIn('dev', 'images');
    const before = askedOf('dev');
    world.denied.add('deploy-status.unproven-claim.change ');
    for (const [path, body] of [
      ['sync', { target, ...consent() }],
      ['sync/plan', { target }],
      ['terminate', { target, ...consent() }],
    ] as const) {
      const answer = await post(path, body, 'claimant');
      expect(answer.status).toBe(403);
      expect(answer.body.error.message).toContain(
        'deploy-status.unproven-claim.change',
      );
    }
    expect(askedOf('dev')).toEqual(before);
    // It harms nobody, and shows the claimant what everybody may see.
    const refresh = { target, ...consent() };
    expect((await post('refresh', refresh, 'claimant')).status).toBe(200);

    world.denied.clear();
    const { body } = await post('sync', { target, ...consent() }, 'claimant');
    expect(body).toMatchObject({ outcome: 'accepted' });
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
    const before = askedOf('production');
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
    expect(askedOf('production')).toEqual(before);

    const refresh = await post('refresh', { target, idempotencyKey });
    expect(refresh.body).toMatchObject({ outcome: 'accepted' });
  });
});
