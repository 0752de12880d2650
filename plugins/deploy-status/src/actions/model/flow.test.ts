import { ResponseError } from '@backstage/errors';
import { plan, receipt, TARGET } from '../__testUtils__/builders';
import {
  begin,
  canConfirm,
  reduce,
  requirementsOf,
  shownPlan,
  type FlowEvent,
  type FlowState,
} from './flow';
import type { Intent } from './intent';

const SYNC: Intent = {
  action: 'sync',
  target: TARGET,
  environment: 'production',
  prune: false,
};
const start = (intent: Intent = SYNC) =>
  begin({ intent, idempotencyKey: 'first' });
const after = (state: FlowState, ...events: FlowEvent[]) =>
  events.reduce(reduce, state);
const planned: FlowEvent = { type: 'planned', asked: 1, plan: plan() };
const wrote: FlowEvent = {
  type: 'wrote',
  freshKey: 'second',
  consent: { reason: 'Fixes the index', confirm: 'production' },
};
const confirmed: FlowEvent = { type: 'confirmed', before: 'then' };
const failed: FlowEvent = { type: 'send-failed', error: new Error('offline') };
const chosePruning: FlowEvent = {
  type: 'chose',
  resources: undefined,
  prune: true,
  freshKey: 'second',
};

describe('a flow', () => {
  it('waits for the plan, and for what a protected environment asks', () => {
    expect(canConfirm(start())).toBe(false);
    expect(canConfirm(after(start(), planned))).toBe(false);
    expect(canConfirm(after(start(), planned, wrote))).toBe(true);
  });

  it.each([
    ['no reason', { reason: '  ' }],
    ['too short a reason', { reason: 'ok' }],
    ['another name', { confirm: 'staging' }],
  ])('is not sent with %s', (_, consent) => {
    const state = after(start(), planned, wrote, {
      type: 'wrote',
      freshKey: 'second',
      consent,
    });
    expect(canConfirm(state)).toBe(false);
    expect(after(state, confirmed)).toBe(state);
  });

  it('is not sent while something is in the way', () => {
    const blocked = plan({
      obstacles: [{ kind: 'sync-window', message: 'Closed on Fridays' }],
    });
    expect(
      canConfirm(
        after(start(), { type: 'planned', asked: 1, plan: blocked }, wrote),
      ),
    ).toBe(false);
  });

  it('is sent once, whoever clicks twice', () => {
    const sending = after(start(), planned, wrote, confirmed);
    expect(sending.step).toBe('sending');
    expect(after(sending, confirmed)).toBe(sending);
  });

  it('keeps its key and what ran before when it is sent again', () => {
    const again = after(start(), planned, wrote, confirmed, failed, {
      type: 'confirmed',
      before: 'now',
    });
    expect(again).toMatchObject({
      step: 'sending',
      idempotencyKey: 'first',
      sent: { before: 'then' },
    });
  });

  it('keeps its key while nothing was sent', () => {
    expect(after(start(), planned, chosePruning)).toMatchObject({
      idempotencyKey: 'first',
      intent: { prune: true },
      plan: { status: 'loading' },
    });
  });

  it.each([
    ['choice', chosePruning],
    ['reason', wrote],
  ])(
    'is another request once the %s changes after a refusal',
    async (_, event) => {
      const rejected = await ResponseError.fromResponse(
        new Response('no', { status: 409 }),
      );
      expect(
        after(
          start(),
          planned,
          wrote,
          confirmed,
          { type: 'send-failed', error: rejected },
          event,
        ),
      ).toMatchObject({
        step: 'review',
        idempotencyKey: 'second',
        sent: undefined,
      });
    },
  );

  it('stays the same request where nobody knows whether it arrived', () => {
    const unanswered = after(start(), planned, wrote, confirmed, failed);
    expect(after(unanswered, wrote, chosePruning)).toBe(unanswered);
    expect(canConfirm(unanswered)).toBe(true);
  });

  it('starts over with another key after it was refused', () => {
    const refused = after(start(), planned, wrote, confirmed, {
      type: 'answered',
      receipt: receipt({ outcome: 'refused' }),
    });
    expect(refused.step).toBe('refused');
    expect(
      after(refused, { type: 'asked-again', freshKey: 'second' }),
    ).toMatchObject({ step: 'review', idempotencyKey: 'second', asked: 2 });
  });

  it.each([
    ['accepted', 'following'],
    ['refused', 'refused'],
    ['unknown', 'unknown'],
  ] as const)('goes on with what was %s', (outcome, step) => {
    expect(
      after(start(), planned, wrote, confirmed, {
        type: 'answered',
        receipt: receipt({ outcome }),
      }).step,
    ).toBe(step);
  });

  it('ignores the plan of an earlier choice, and shows the last one meanwhile', () => {
    const chosen = after(start(), planned, chosePruning);
    const late = after(chosen, {
      type: 'planned',
      asked: 1,
      plan: plan({ environment: 'late' }),
    });
    expect(late).toBe(chosen);
    expect(shownPlan(late.plan)?.environment).toBe('production');
    expect(canConfirm(after(late, wrote))).toBe(false);
  });

  it('asks for nothing while no resource is chosen, and keeps the ones it knows', () => {
    const none = after(start(), planned, {
      type: 'chose',
      resources: [],
      prune: false,
      freshKey: 'second',
    });
    expect(none.plan).toEqual({ status: 'waiting' });
    expect(none.candidates.map(({ kind }) => kind)).toEqual([
      'Deployment',
      'Service',
    ]);
    expect(canConfirm(after(none, wrote))).toBe(false);
  });

  it.each(['terminate', 'retry'] as const)(
    'asks what it means to %s before it can be sent',
    action => {
      const state = start({
        action,
        target: TARGET,
        environment: 'production',
      });
      expect(state.plan.status).toBe('loading');
      expect(canConfirm(state)).toBe(false);
      expect(requirementsOf(after(state, planned))).toEqual({
        reason: true,
        confirm: true,
      });
    },
  );

  it('asks nothing of whoever refreshes', () => {
    const state = start({
      action: 'refresh',
      target: TARGET,
      environment: 'production',
    });
    expect(state.plan.status).toBe('none');
    expect(canConfirm(state)).toBe(true);
  });

  it('asks for no more than the plan does', () => {
    const state = after(start(), {
      type: 'planned',
      asked: 1,
      plan: plan({ requires: { reason: false, confirm: false } }),
    });
    expect(canConfirm(state)).toBe(true);
  });
});
