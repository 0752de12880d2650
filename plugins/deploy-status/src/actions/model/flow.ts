import type {
  OperationReceipt,
  Plan,
  ResourceName,
} from '@michi/plugin-deploy-status-common';
import { isAnswer } from './failure';
import { isPlanned, keyOfResource, type Intent } from './intent';

/** What is known of what it would change. */
export type PlanState =
  /** There is none to ask for: to refresh changes nothing that runs. */
  | { status: 'none' }
  /** Nothing is chosen that could be asked about. */
  | { status: 'waiting' }
  /** Asked for; the one for the choice before stays in sight. */
  | { status: 'loading'; previous: Plan | undefined }
  | { status: 'ready'; plan: Plan }
  | { status: 'failed'; error: Error };

/** What the person writes to show that it is meant. */
export interface Consent {
  reason: string;
  /** The environment's name. */
  confirm: string;
}

/** What every step knows. */
interface Form {
  intent: Intent;
  /** One for each thing that is asked for, however often it is sent. */
  idempotencyKey: string;
  /** Counts the plans that were asked for; answers to earlier ones are late. */
  asked: number;
  plan: PlanState;
  /** Every resource that a plan has named so far: the choice stays while plans change. */
  candidates: ResourceName[];
  consent: Consent;
  /** Present once it was sent: when the last operation before it had started. */
  sent: { before: string | undefined } | undefined;
}

/** A person's way through one action, from the plan to the real end. */
export type FlowState = Form &
  (
    | { step: 'review' }
    | { step: 'sending' }
    /** The backend refused it, or did not answer: then whether it arrived is not known. */
    | { step: 'send-failed'; error: Error }
    /** Accepted. The rest is seen in the Application. */
    | { step: 'following'; receipt: OperationReceipt }
    | { step: 'refused'; receipt: OperationReceipt }
    /** The backend does not know whether Argo CD took it. */
    | { step: 'unknown'; receipt: OperationReceipt }
  );

/** What can happen on the way. */
export type FlowEvent =
  | {
      type: 'chose';
      resources: ResourceName[] | undefined;
      prune: boolean;
      freshKey: string;
    }
  | { type: 'wrote'; consent: Partial<Consent>; freshKey: string }
  | { type: 'asked-again'; freshKey: string }
  | { type: 'planned'; asked: number; plan: Plan }
  | { type: 'plan-failed'; asked: number; error: Error }
  | { type: 'confirmed'; before: string | undefined }
  | { type: 'answered'; receipt: OperationReceipt }
  | { type: 'send-failed'; error: Error };

/** The start of a way. */
export function begin(start: {
  intent: Intent;
  idempotencyKey: string;
}): FlowState {
  return {
    ...start,
    step: 'review',
    asked: 1,
    plan: firstPlan(start.intent),
    candidates: [],
    consent: { reason: '', confirm: '' },
    sent: undefined,
  };
}

function firstPlan(intent: Intent): PlanState {
  return isPlanned(intent)
    ? { status: 'loading', previous: undefined }
    : { status: 'none' };
}

/** The step that follows. What does not fit the current step changes nothing. */
export function reduce(state: FlowState, event: FlowEvent): FlowState {
  switch (event.type) {
    case 'chose':
      return choose(state, event);
    case 'wrote':
      return write(state, event);
    case 'asked-again':
      return state.step === 'sending'
        ? state
        : renewed(state, state.intent, event.freshKey);
    case 'planned':
      return event.asked === state.asked
        ? {
            ...state,
            plan: { status: 'ready', plan: event.plan },
            candidates: union(state.candidates, event.plan.resources),
          }
        : state;
    case 'plan-failed':
      return event.asked === state.asked
        ? { ...state, plan: { status: 'failed', error: event.error } }
        : state;
    case 'confirmed':
      return canConfirm(state)
        ? {
            ...state,
            step: 'sending',
            sent: state.sent ?? { before: event.before },
          }
        : state;
    case 'answered':
      return state.step === 'sending'
        ? { ...state, ...stepAfter(event.receipt) }
        : state;
    default:
      return state.step === 'sending'
        ? { ...state, step: 'send-failed', error: event.error }
        : state;
  }
}

function stepAfter(receipt: OperationReceipt) {
  switch (receipt.outcome) {
    case 'accepted':
      return { step: 'following' as const, receipt };
    case 'refused':
      return { step: 'refused' as const, receipt };
    default:
      return { step: 'unknown' as const, receipt };
  }
}

/**
 * Whether what is asked for may still change. After a request of which nobody
 * knows whether it arrived, only the very same one may follow.
 */
export function isEditable(state: FlowState): boolean {
  return (
    state.step === 'review' ||
    (state.step === 'send-failed' && isAnswer(state.error))
  );
}

/** Another reason is another request, too: it is what the audit log says. */
function write(
  state: FlowState,
  { consent, freshKey }: Extract<FlowEvent, { type: 'wrote' }>,
): FlowState {
  if (!isEditable(state)) return state;
  return {
    ...state,
    step: 'review',
    idempotencyKey: state.sent ? freshKey : state.idempotencyKey,
    sent: undefined,
    consent: { ...state.consent, ...consent },
  };
}

function choose(
  state: FlowState,
  choice: Extract<FlowEvent, { type: 'chose' }>,
): FlowState {
  const { intent } = state;
  if (!isEditable(state) || intent.action !== 'sync') return state;
  const { resources, prune } = choice;
  return renewed(state, { ...intent, resources, prune }, choice.freshKey);
}

/** Back to the plan; what was sent already is another request than what follows. */
function renewed(
  state: FlowState,
  intent: Intent,
  freshKey: string,
): FlowState {
  const { candidates, consent, sent, plan } = state;
  return {
    step: 'review',
    intent,
    idempotencyKey: sent ? freshKey : state.idempotencyKey,
    asked: state.asked + 1,
    plan: nextPlan(intent, plan),
    candidates,
    consent,
    sent: undefined,
  };
}

function nextPlan(intent: Intent, plan: PlanState): PlanState {
  if (!isPlanned(intent)) return { status: 'none' };
  if (intent.action === 'sync' && intent.resources?.length === 0) {
    return { status: 'waiting' };
  }
  return { status: 'loading', previous: shownPlan(plan) };
}

/** The plan to show: the current one, or the one before while it loads. */
export function shownPlan(plan: PlanState): Plan | undefined {
  switch (plan.status) {
    case 'ready':
      return plan.plan;
    case 'loading':
      return plan.previous;
    default:
      return undefined;
  }
}

const NOTHING = { reason: false, confirm: false };

/** What the person must write before it can be sent; the plan says it. */
export function requirementsOf({ plan }: FlowState): Plan['requires'] {
  return shownPlan(plan)?.requires ?? NOTHING;
}

/** As the contract wants a reason. */
export const REASON = { min: 3, max: 500 } as const;

/** Whether the reason will do where one is required. */
export function isReasonGiven({ reason }: Consent): boolean {
  const { length } = reason.trim();
  return length >= REASON.min && length <= REASON.max;
}

/** Whether it is the environment's name but for capital and small letters, which count. */
export function isOtherCase({ confirm }: Consent, environment: string) {
  const typed = confirm.trim();
  return (
    typed !== environment && typed.toLowerCase() === environment.toLowerCase()
  );
}

/** Whether it can be sent as it is. */
export function canConfirm(state: FlowState): boolean {
  const { step, plan, consent, intent } = state;
  if (step !== 'review' && step !== 'send-failed') return false;
  const isClear =
    plan.status === 'none' ||
    (plan.status === 'ready' && plan.plan.obstacles.length === 0);
  const { reason, confirm } = requirementsOf(state);
  return (
    isClear &&
    (isReasonGiven(consent) || (!reason && consent.reason.trim() === '')) &&
    (!confirm || consent.confirm.trim() === intent.environment)
  );
}

function union(known: ResourceName[], more: ResourceName[]): ResourceName[] {
  const all = new Map(
    [...known, ...more].map(resource => [keyOfResource(resource), resource]),
  );
  return [...all.values()].map(({ group, kind, namespace, name }) => ({
    group,
    kind,
    ...(namespace !== undefined && { namespace }),
    name,
  }));
}
