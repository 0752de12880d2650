import { eventually } from './__testUtils__/following';
import { consent, setUpOperating, targetIn } from './__testUtils__/operating';

const world = setUpOperating();

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
    const id = await world.deploymentOf(target.instance);
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
      problems: [
        {
          kind: 'operation-running',
          quotation: 'waiting for completion of hook batch/Job/migrate',
        },
      ],
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

  it('is an instance that falls silent while a dry run is waited for', async () => {
    const { post } = await world.start();
    world.put('dev', { operation: { sync: { dryRun: true } } });
    const read = () => world.argoCd.dev.count(/applications\/blog-api/);
    const before = read();
    const planned = post('retry/plan', { target: targetIn('dev') });
    const [plan] = await Promise.all([
      planned,
      eventually(() => read() > before).then(() => {
        world.argoCd.dev.fault = 'reset';
      }),
    ]);
    expect(plan.status).toBe(200);
    expect(plan.body.obstacles).toMatchObject([
      { kind: 'instance-unreachable' },
    ]);
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
