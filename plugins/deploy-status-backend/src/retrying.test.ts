import { eventually } from './__testUtils__/following';
import {
  consent,
  ENTITY,
  setUpOperating,
  targetIn,
} from './__testUtils__/operating';

const world = setUpOperating();

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

  it('repeats nothing else than what was looked at', async () => {
    const { post } = await world.start();
    world.put('dev', { status: { operationState: failed } });
    const { body } = await post('retry', {
      target: targetIn('dev'),
      startedAt: '2026-11-23T08:00:00Z',
      ...consent(),
    });
    expect(body).toMatchObject({
      outcome: 'refused',
      problems: [{ kind: 'another-operation' }],
    });
    expect(world.operations.dev.calls).toEqual([]);
  });

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
    const { post, api } = await world.start();
    await eventually(async () => {
      world.put('production', { status: { operationState: failed } });
      const { text } = await api.get(`${ENTITY}/blog-api/status`);
      return text.includes('"phase":"Failed"');
    });
    const target = targetIn('production');
    await eventually(async () => {
      const { body } = await post('sync/plan', { target });
      return body.obstacles.length === 0;
    });
    const { body } = await post('retry', { target, ...consent('production') });
    expect(body).toMatchObject({ outcome: 'accepted' });
    expect(world.operations.production.changes).toMatchObject([
      {
        body: {
          revision: 'b'.repeat(40),
          prune: true,
          resources: [{ group: 'apps', kind: 'Deployment', name: 'blog-api' }],
        },
      },
    ]);
  });

  it('is none where nothing failed', async () => {
    const { post } = await world.start();
    const { body } = await post('retry', {
      target: targetIn('dev'),
      ...consent(),
    });
    expect(body).toMatchObject({
      outcome: 'refused',
      problems: [{ kind: 'not-failed' }],
    });
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
      problems: [{ kind: 'may-not-end' }],
    });
    const second = await post('terminate', { target, ...consent() });
    expect(second.body).toMatchObject({
      outcome: 'refused',
      message: expect.stringContaining('already'),
      problems: [{ kind: 'stopping' }],
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
