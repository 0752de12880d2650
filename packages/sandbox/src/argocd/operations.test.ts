import { advance, begin, terminate } from './operations';
import {
  MIGRATION,
  START,
  compared,
  deployed,
  fresh,
  operation,
  plan,
  run,
  shown,
  target,
} from './__testUtils__/testRecords';

const BACKOFF = 'Job has reached the specified backoff limit';

describe('an operation', () => {
  it('goes through the frames that a real Argo CD shows', () => {
    const first = target('1');
    const record = compared(fresh, first, START);

    const { frames } = run(begin(record, operation(first), plan(first), START));

    expect(frames.map(shown)).toEqual([
      'operation - OutOfSync Healthy 0',
      'operation Running OutOfSync Healthy 0',
      'operation Running OutOfSync Healthy 1',
      '- Succeeded OutOfSync Healthy 1',
      '- Succeeded Synced Healthy 1',
      '- Succeeded Synced Healthy 1',
      '- Succeeded Synced Progressing 1',
      '- Succeeded Synced Progressing 1',
      '- Succeeded Synced Progressing 1',
      '- Succeeded Synced Healthy 1',
    ]);
  });

  it('enters history under its own start, from id 0 on', () => {
    const once = deployed(target('1'));
    const second = target('2');
    const record = compared(once, second, START + 60_000);
    const { last } = run(
      begin(record, operation(second), plan(second), START + 60_000),
    );
    const { history, operationState } = last.application.status;

    expect(history?.map(({ id, revision }) => [id, revision])).toEqual([
      [0, target('1').revision],
      [1, second.revision],
    ]);
    expect(history?.at(-1)?.deployStartedAt).toBe(operationState?.startedAt);
  });

  it('keeps ten entries and goes on counting', () => {
    let record = fresh;
    let now = START;
    for (let build = 1; build <= 13; build += 1) {
      const next = target(String(build));
      const { last, end } = run(
        begin(compared(record, next, now), operation(next), plan(next), now),
      );
      record = last;
      now = end;
    }
    const ids = record.application.status.history?.map(({ id }) => id);
    expect(ids).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const starts = record.application.status.history?.map(
      ({ deployStartedAt }) => deployStartedAt,
    );
    expect(new Set(starts).size).toBe(10);
  });

  it.each([
    ['a rehearsal', { dryRun: true }],
    [
      'a partial sync',
      {
        resources: [
          { group: 'core.oam.dev', kind: 'Application', name: 'checkout' },
        ],
      },
    ],
  ])('%s leaves no history', (_, sync) => {
    const record = deployed(target('1'));
    const second = target('2');
    const { last } = run(
      begin(
        compared(record, second, START),
        operation(second, sync),
        plan(second),
        START,
      ),
    );
    expect(last.application.status.operationState?.phase).toBe('Succeeded');
    expect(last.application.status.history).toHaveLength(1);
    expect(last.application.status.sync.status).toBe(
      'dryRun' in sync ? 'OutOfSync' : 'Synced',
    );
  });

  it('fails with its hook, applies nothing, and auto-sync says that it gives up', () => {
    const record = deployed(target('1'));
    const second = target('2', MIGRATION);
    const { last, frames } = run(
      begin(
        compared(record, second, START),
        operation(second, {}, { automated: true }),
        plan(second, {
          failure: { hook: 'migrate', reason: BACKOFF, times: 9 },
        }),
        START,
      ),
    );
    const { status } = last.application;

    expect(
      frames.map(
        ({ application }) => application.status.operationState?.message,
      ),
    ).toContain('waiting for completion of hook batch/Job/migrate');
    expect(status.operationState).toMatchObject({
      phase: 'Failed',
      message: 'one or more synchronization tasks completed unsuccessfully',
      syncResult: {
        resources: [
          {
            name: 'migrate',
            hookType: 'PreSync',
            hookPhase: 'Failed',
            message: BACKOFF,
          },
        ],
      },
    });
    expect(status.sync.status).toBe('OutOfSync');
    expect(status.history).toHaveLength(1);
    expect(status.conditions?.map(({ type }) => type)).toEqual(['SyncError']);
    expect(status.summary.images).toContain('ghcr.io/hanabi/checkout:1');
  });

  it('can be terminated while its hook runs', () => {
    const first = target('1', MIGRATION);
    let record = begin(
      compared(fresh, first, START),
      operation(first),
      plan(first),
      START,
    );
    record = advance(record, START + 100);
    record = advance(record, START + 1_000);
    record = terminate(record, START + 1_100);
    expect(record.application.status.operationState?.phase).toBe('Terminating');

    const { last } = run(record);
    expect(last.application.operation).toBeUndefined();
    expect(last.application.status).toMatchObject({
      operationState: { phase: 'Failed', message: 'Operation terminated' },
    });
    expect(last.application.status.history).toBeUndefined();
    expect(last.application.status.resources?.some(({ hook }) => hook)).toBe(
      false,
    );
  });

  it('waits in Running for the end of a sync window', () => {
    const first = target('1');
    const until = START + 3_600_000;
    const { frames, last, end } = run(
      begin(
        compared(fresh, first, START),
        operation(first),
        plan(first, { blockedUntil: until }),
        START,
      ),
    );
    expect(
      frames.map(
        ({ application }) => application.status.operationState?.message,
      ),
    ).toContain('Sync operation blocked by sync window');
    expect(end).toBeGreaterThan(until);
    expect(last.application.status.operationState?.phase).toBe('Succeeded');
  });
});

describe('two operations', () => {
  it('never start in the same second: that is what tells them apart', () => {
    const second = target('2');
    const record = compared(deployed(target('1')), second, START);
    const { last } = run(begin(record, operation(second), plan(second), START));
    const starts = last.application.status.history?.map(
      ({ deployStartedAt }) => deployStartedAt,
    );
    expect(starts).toEqual(['2026-11-23T08:00:00Z', '2026-11-23T08:00:01Z']);
  });
});

describe('an operation with retries left', () => {
  const timeout = { reason: 'webhook timed out', times: 1 };

  it('succeeds the second time, under its first start', () => {
    const first = target('1');
    const { frames, last } = run(
      begin(
        compared(fresh, first, START),
        { ...operation(first), retry: { limit: 5 } },
        plan(first, { failure: timeout }),
        START,
      ),
    );
    const states = frames.map(
      ({ application }) => application.status.operationState,
    );
    expect(states.map(state => state?.message)).toContain(
      'one or more objects failed to apply, reason: webhook timed out. Retrying attempt #1 at 8:00AM.',
    );
    expect(last.application.status.operationState).toMatchObject({
      phase: 'Succeeded',
      retryCount: 1,
      startedAt: states[1]?.startedAt,
    });
    expect(last.application.status.history).toHaveLength(1);
    expect(last.application.status.sync.status).toBe('Synced');
  });

  it('has none by default, and fails at once', () => {
    const first = target('1');
    const { last } = run(
      begin(
        compared(fresh, first, START),
        operation(first),
        plan(first, { failure: timeout }),
        START,
      ),
    );
    expect(last.application.status.operationState).toMatchObject({
      phase: 'Failed',
      message: 'one or more objects failed to apply, reason: webhook timed out',
    });
    expect(last.application.status.history).toBeUndefined();
  });
});
