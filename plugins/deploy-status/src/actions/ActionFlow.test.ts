import { plan, receipt, TARGET } from './__testUtils__/builders';
import { ActionFlow } from './ActionFlow';
import type { OperationsApi } from './api';
import type { Intent } from './model/intent';

const SYNC: Intent = {
  action: 'sync',
  target: TARGET,
  environment: 'dev',
  prune: false,
};
const nobody = { requires: { reason: false, confirm: false } };

function setup(intent: Intent = SYNC) {
  const api = {
    plan: jest.fn<
      ReturnType<OperationsApi['plan']>,
      Parameters<OperationsApi['plan']>
    >(async () => plan(nobody)),
    send: jest.fn<
      ReturnType<OperationsApi['send']>,
      Parameters<OperationsApi['send']>
    >(async () => receipt()),
  };
  const onSent = jest.fn();
  let keys = 0;
  const flow = new ActionFlow({
    api,
    entityRef: 'component:default/blog-api',
    intent,
    createKey: () => {
      keys += 1;
      return `key-${keys}`;
    },
    lastStartedAt: () => 'then',
    onSent,
  });
  return { api, flow, onSent };
}
const settle = (milliseconds = 0) =>
  jest.advanceTimersByTimeAsync(milliseconds);

describe('ActionFlow', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('asks once a choice has settled, and ends what it asked before', async () => {
    const { api, flow } = setup();
    api.plan.mockReturnValueOnce(new Promise(() => {}));
    flow.start();
    await settle();
    const [, , first] = api.plan.mock.calls[0]!;
    flow.choose({ resources: undefined, prune: true });
    expect(first.signal.aborted).toBe(true);
    await settle(300);
    flow.choose({ resources: undefined, prune: false });
    await settle(300);
    expect(api.plan).toHaveBeenCalledTimes(1);
    await settle(100);
    expect(api.plan).toHaveBeenCalledTimes(2);
    expect(flow.getState().plan.status).toBe('ready');
  });

  it('says nothing of a plan that it ended itself', async () => {
    const { api, flow } = setup();
    api.plan.mockImplementationOnce(
      (_entity, _intent, { signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
    );
    flow.start();
    await settle();
    flow.stop();
    await settle();
    expect(flow.getState().plan.status).toBe('loading');
  });

  it('sends once, and tells the page when the answer is there', async () => {
    const { api, flow, onSent } = setup();
    flow.start();
    await settle();
    flow.confirm();
    flow.confirm();
    await settle();
    expect(api.send).toHaveBeenCalledTimes(1);
    expect(api.send).toHaveBeenCalledWith(
      'component:default/blog-api',
      // What the plan showed, and nothing newer
      { ...SYNC, revision: 'bbbbbbb' },
      { idempotencyKey: 'key-1' },
    );
    expect(onSent).toHaveBeenCalledTimes(1);
    expect(flow.getState()).toMatchObject({
      step: 'following',
      sent: { before: 'then' },
    });
  });

  it('sends a refresh at once', async () => {
    const { api, flow } = setup({
      action: 'refresh',
      target: TARGET,
      environment: 'dev',
    });
    flow.start();
    await settle();
    expect(api.plan).not.toHaveBeenCalled();
    expect(flow.getState().step).toBe('following');
  });
});
