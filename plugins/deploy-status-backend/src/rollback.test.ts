import { eventually } from './__testUtils__/eventually';
import { consent, setUpOperating, targetIn } from './__testUtils__/operating';

const world = setUpOperating();

/** What ran before 0.1.1. */
const EARLIER = { name: 'ghcr.io/hanabi/blog-api', tag: '0.1.0' };

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
    const id = await world.deploymentOf('production');
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
    const id = await world.deploymentOf('dev');
    await world
      .knex('deployments')
      .update({ images: JSON.stringify([EARLIER]) });
    world.put('dev', newer);
    const target = targetIn('dev');
    const { body } = await post('rollback/plan', { target, deploymentId: id });
    expect(body.obstacles).toMatchObject([{ kind: 'auto-sync' }]);
    expect(body.alternatives).toEqual([
      { kind: 'pull-request', images: [EARLIER] },
    ]);
    const sent = await post('rollback', {
      target,
      deploymentId: id,
      ...consent(),
    });
    expect(sent.body).toMatchObject({ outcome: 'refused' });
    expect(world.operations.dev.calls).toEqual([]);
  });

  it('that changed no image leads to the commits, not to a pull request without a change', async () => {
    const { post } = await world.start();
    const id = await world.deploymentOf('dev');
    await world.knex('deployments').update({
      images: JSON.stringify([{ ...EARLIER, tag: '0.1.1' }]),
    });
    const { history } = newer.status;
    world.put('dev', newer);
    const target = targetIn('dev');
    const { body } = await post('rollback/plan', { target, deploymentId: id });
    expect(body.obstacles).toMatchObject([
      { kind: 'auto-sync' },
      {
        kind: 'revert-in-git',
        url: `${world.gitHub.url}/hanabi/blog-api/compare/${history[0]?.revision}...${history[1]?.revision}`,
      },
    ]);
    expect(body.alternatives).toEqual([]);
  });

  it('is not possible to what Argo CD has forgotten, or never had', async () => {
    const { post } = await world.start();
    const id = await world.deploymentOf('production');
    world.put('production', {
      status: { history: newer.status.history.slice(1) },
    });
    const target = targetIn('production');
    const { body } = await post('rollback/plan', { target, deploymentId: id });
    expect(body.obstacles).toMatchObject([
      { kind: 'not-in-history' },
      { kind: 'revert-in-git' },
    ]);
    const unknown = await post('rollback/plan', { target, deploymentId: 'x' });
    expect(unknown.status).toBe(404);
    const other = await post('rollback/plan', {
      target: targetIn('dev'),
      deploymentId: id,
    });
    expect(other.status).toBe(404);
  });

  it.each([
    ['brought what runs and failed then', 'b'.repeat(40), 'PostSync'],
    ['failed halfway', 'a'.repeat(40), 'PreSync'],
  ])(
    'goes to what was deployed last in whole, where a sync %s',
    async (_, runs, hookType) => {
      const { post, api } = await world.start();
      const id = await world.deploymentOf('production');
      world.put('production', {
        status: {
          history: newer.status.history.slice(0, 1),
          resources: [
            { kind: 'Deployment', name: 'blog-api', status: 'Synced' },
            { kind: 'Service', name: 'blog-api', status: 'OutOfSync' },
          ],
          operationState: {
            phase: 'Failed',
            startedAt: '2026-11-22T10:00:00Z',
            finishedAt: '2026-11-22T10:00:20Z',
            operation: { sync: {} },
            syncResult: {
              revision: 'b'.repeat(40),
              resources: [
                { kind: 'Deployment', name: 'blog-api', status: 'Synced' },
                { kind: 'Job', name: 'test', hookType, hookPhase: 'Failed' },
              ],
            },
          },
        },
      });
      await eventually(async () => {
        const { body } = await api.get(
          '/api/deploy-status/v1/entities/component/default/blog-api/status',
        );
        return body.applications.some(
          (one: { instance: string; operation?: object }) =>
            one.instance === 'production' && one.operation !== undefined,
        );
      });
      const target = targetIn('production');
      const plan = await post('rollback/plan', { target, deploymentId: id });
      expect(plan.body).toMatchObject({
        obstacles: [],
        revisions: { from: [{ id: runs }], to: [{ id: 'a'.repeat(40) }] },
      });
      await post('rollback', {
        target,
        deploymentId: id,
        ...consent('production'),
      });
      expect(world.operations.production.calls).toMatchObject([
        { kind: 'rollback', body: { id: 0 } },
      ]);
    },
  );

  it('to what runs now is none', async () => {
    const { post } = await world.start();
    const id = await world.deploymentOf('production');
    const { body } = await post('rollback/plan', {
      target: targetIn('production'),
      deploymentId: id,
    });
    expect(body.obstacles).toMatchObject([{ kind: 'nothing-to-change' }]);
  });
});
