import {
  MIGRATION,
  SMOKE_TEST,
  START,
  compared,
  deployed,
  fresh,
  operation,
  plan,
  run,
  target,
} from './__testUtils__/testRecords';
import { begin } from './operations';

describe('an operation with hooks', () => {
  it('runs the hook after it once what it applied is healthy, and is recorded only then', () => {
    const first = target('1', SMOKE_TEST);
    const { frames, last } = run(
      begin(
        { ...compared(fresh, first, START), judgesVela: true },
        operation(first),
        plan(first),
        START,
      ),
    );
    const messages = frames.map(
      ({ application }) => application.status.operationState?.message,
    );
    expect([...new Set(messages)]).toEqual([
      undefined,
      'waiting for healthy state of core.oam.dev/Application/checkout',
      'waiting for completion of hook batch/Job/smoke-test',
      'successfully synced (no more tasks)',
    ]);
    const states = frames.map(({ application: { status } }) => ({
      ...status,
      hook: status.operationState?.syncResult?.resources?.some(
        ({ hookType }) => hookType === 'PostSync',
      ),
    }));
    const withHook = states.filter(({ hook }) => hook);
    expect(new Set(withHook.map(({ health }) => health.status))).toEqual(
      new Set(['Healthy']),
    );
    const inHistory = states.filter(({ history }) => history);
    expect(inHistory.length).toBeGreaterThan(0);
    expect(inHistory.every(({ hook }) => hook)).toBe(true);
    const { status } = last.application;
    expect(status.history).toHaveLength(1);
    expect(
      status.operationState?.syncResult?.resources?.map(
        ({ name, hookPhase }) => [name, hookPhase],
      ),
    ).toEqual([
      ['checkout', 'Succeeded'],
      ['smoke-test', 'Succeeded'],
    ]);
    // Its own policy deletes it.
    expect(status.resources?.some(({ hook }) => hook)).toBe(false);
  });

  it('fails with the hook after it, though the new version runs', () => {
    const record = { ...deployed(target('1')), judgesVela: true };
    const second = target('2', SMOKE_TEST);
    const { last } = run(
      begin(
        compared(record, second, START),
        operation(second),
        plan(second, {
          failure: { hook: 'smoke-test', reason: 'backoff limit', times: 1 },
        }),
        START,
      ),
    );
    const { status } = last.application;
    expect(status.operationState).toMatchObject({
      phase: 'Failed',
      message: 'one or more synchronization tasks completed unsuccessfully',
      syncResult: {
        resources: [
          { name: 'checkout', hookPhase: 'Succeeded' },
          { name: 'smoke-test', hookType: 'PostSync', hookPhase: 'Failed' },
        ],
      },
    });
    expect(status.sync.status).toBe('Synced');
    expect(status.history).toHaveLength(1);
    expect(status.summary.images).toContain('ghcr.io/hanabi/checkout:2');
  });

  it('does not get to the hook after it where what it applied is not healthy', () => {
    const first = target('1', SMOKE_TEST);
    const { last } = run(
      begin(
        { ...compared(fresh, first, START), judgesVela: true },
        operation(first),
        plan(first, { outcome: 'degraded' }),
        START,
      ),
    );
    const { operationState, history } = last.application.status;
    expect(operationState?.phase).toBe('Failed');
    expect(operationState?.syncResult?.resources).toHaveLength(1);
    expect(history).toBeUndefined();
  });

  it('leaves the hooks out where it rolls back', () => {
    const first = target('1', `${MIGRATION}\n---\n${SMOKE_TEST}`);
    const { last } = run(
      begin(
        compared(fresh, first, START),
        operation(first, { syncStrategy: { apply: {} } }),
        plan(first),
        START,
      ),
    );
    const { operationState, history } = last.application.status;
    expect(operationState?.message).toBe('successfully synced (all tasks run)');
    expect(operationState?.syncResult?.resources).toHaveLength(1);
    expect(history).toHaveLength(1);
  });
});
