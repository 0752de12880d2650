import { randomUUID } from 'node:crypto';
import { mockCredentials } from '@backstage/backend-test-utils';
import { consent, setUpOperating, targetIn } from './__testUtils__/operating';

const world = setUpOperating();

describe('the plan to stop', () => {
  const running = {
    operation: { sync: {} },
    status: {
      operationState: {
        phase: 'Running',
        startedAt: '2026-11-23T10:00:00Z',
        message: 'waiting for completion of hook batch/Job/migrate',
        operation: { sync: {}, initiatedBy: { automated: true } },
        syncResult: {
          resources: [
            {
              group: 'batch',
              kind: 'Job',
              name: 'migrate',
              hookType: 'PreSync',
              hookPhase: 'Running',
              message: 'job.batch/migrate created',
            },
            {
              kind: 'Service',
              name: 'blog-api',
              status: 'Synced',
              hookPhase: 'Succeeded',
            },
          ],
        },
      },
    },
  };

  it('says what runs, since when, by whom, and what is not finished', async () => {
    const { post } = await world.start();
    world.put('dev', running);
    const { body } = await post('terminate/plan', { target: targetIn('dev') });
    expect(body).toMatchObject({
      action: 'terminate',
      obstacles: [],
      cautions: [],
      requires: { reason: false, confirm: false },
      resources: [],
      operation: {
        phase: 'Running',
        startedAt: '2026-11-23T10:00:00.000Z',
        automated: true,
        results: [
          { name: 'migrate', hook: 'PreSync', state: 'running' },
          { kind: 'Service', state: 'done' },
          { kind: 'Deployment', state: 'pending' },
        ],
      },
    });
    expect(world.operations.dev.calls).toEqual([]);
  });

  it('asks for a reason and the name in production, and says what a window may do', async () => {
    const { post } = await world.start();
    world.put('production', running);
    world.operations.production.windows = { canSync: false };
    const { body } = await post('terminate/plan', {
      target: targetIn('production'),
    });
    expect(body).toMatchObject({
      obstacles: [],
      cautions: [{ kind: 'may-not-end' }],
      requires: { reason: true, confirm: true },
    });
  });

  it('stops no other operation than the one that was looked at', async () => {
    const { post } = await world.start();
    world.put('dev', running);
    const stop = async (startedAt: string) =>
      (
        await post('terminate', {
          target: targetIn('dev'),
          startedAt,
          ...consent(),
        })
      ).body;
    expect(await stop('2026-11-23T09:00:00Z')).toMatchObject({
      outcome: 'refused',
      problems: [{ kind: 'another-operation' }],
    });
    expect(world.operations.dev.calls).toEqual([]);
    expect(await stop('2026-11-23T10:00:00Z')).toMatchObject({
      outcome: 'accepted',
    });
  });

  it('stops no other one for an assistant either', async () => {
    const { actions } = await world.start();
    world.put('dev', running);
    const stop = async (startedAt: string) =>
      (
        await actions.invoke({
          id: 'test:terminate-operation',
          input: {
            entityRef: 'blog-api',
            instance: 'dev',
            startedAt,
            idempotencyKey: randomUUID(),
          },
          credentials: mockCredentials.user(),
        })
      ).output;
    expect(await stop('2026-11-23T09:00:00Z')).toMatchObject({
      outcome: 'refused',
    });
    expect(world.operations.dev.calls).toEqual([]);
    expect(await stop('2026-11-23T10:00:00Z')).toMatchObject({
      outcome: 'accepted',
    });
  });

  it('says that nothing runs, that it is being stopped, or that nobody answers', async () => {
    const { post } = await world.start();
    const target = targetIn('dev');
    const kinds = async () =>
      (await post('terminate/plan', { target })).body.obstacles.map(
        ({ kind }: { kind: string }) => kind,
      );
    expect(await kinds()).toEqual(['nothing-runs']);
    world.put('dev', {
      ...running,
      status: {
        operationState: {
          ...running.status.operationState,
          phase: 'Terminating',
        },
      },
    });
    expect(await kinds()).toEqual(['stopping']);
    world.argoCd.dev.fault = 'reset';
    expect(await kinds()).toEqual(['instance-unreachable']);
  });
});
