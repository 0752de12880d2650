import { ForwardedError, isError } from '@backstage/errors';
import type { ResourceName } from '@michi/plugin-deploy-status-common';
import type { OperationsApi, SignedConsent } from './api';
import {
  begin,
  reduce,
  requirementsOf,
  shownPlan,
  type Consent,
  type FlowEvent,
  type FlowState,
} from './model/flow';
import { isPlanned, type Intent } from './model/intent';

/** A choice is asked about once no other follows for so long. */
const SETTLED_MS = 400;

/** What a flow needs of its surroundings. */
export interface ActionFlowOptions {
  api: OperationsApi;
  entityRef: string;
  intent: Intent;
  createKey(): string;
  /** When the last operation of the Application started, as it is shown at the moment. */
  lastStartedAt(): string | undefined;
  /** Called once the request was taken, or may have been. */
  onSent(): void;
}

/**
 * One dialog's way from the plan to the answer: `model/flow.ts` says what
 * follows from what, and this asks the backend. Knows nothing of React.
 */
export class ActionFlow {
  private state: FlowState;
  private readonly listeners = new Set<() => void>();
  private asking?: AbortController;
  private settling?: ReturnType<typeof setTimeout>;

  constructor(private readonly options: ActionFlowOptions) {
    const { intent, createKey } = options;
    this.state = begin({ intent, idempotencyKey: createKey() });
  }

  getState = (): FlowState => this.state;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Asks for the first plan; what has none and asks nothing of the person is sent. */
  start(): void {
    if (this.state.intent.action === 'refresh') {
      this.confirm();
    } else {
      this.askForPlan(0);
    }
  }

  /** Other resources, or other options; the plan is asked for anew. */
  choose(choice: {
    resources: ResourceName[] | undefined;
    prune: boolean;
  }): void {
    const { createKey } = this.options;
    this.apply({ type: 'chose', ...choice, freshKey: createKey() });
    this.askForPlan(SETTLED_MS);
  }

  write(consent: Partial<Consent>): void {
    const { createKey } = this.options;
    this.apply({ type: 'wrote', consent, freshKey: createKey() });
  }

  /** Back to the plan, which is asked for again. */
  askAgain = (): void => {
    const { createKey } = this.options;
    this.apply({ type: 'asked-again', freshKey: createKey() });
    this.askForPlan(0);
  };

  /** Sends it; again, with the same key, where no answer came. */
  confirm = (): void => {
    const wasSending = this.state.step === 'sending';
    this.apply({ type: 'confirmed', before: this.options.lastStartedAt() });
    if (!wasSending && this.state.step === 'sending') this.send();
  };

  /** Tries what has no plan to look at again. */
  repeat = (): void => {
    if (this.state.step !== 'send-failed') this.askAgain();
    this.confirm();
  };

  /** Ends what is asked for a plan. What was sent runs on. */
  stop(): void {
    clearTimeout(this.settling);
    this.asking?.abort();
  }

  private askForPlan(delay: number) {
    this.stop();
    if (this.state.plan.status !== 'loading') return;
    this.settling = setTimeout(() => this.loadPlan(), delay);
  }

  private async loadPlan() {
    const { api, entityRef } = this.options;
    const { asked, intent } = this.state;
    if (!isPlanned(intent)) return;
    const controller = new AbortController();
    this.asking = controller;
    const { signal } = controller;
    try {
      const plan = await api.plan(entityRef, intent, { signal });
      this.apply({ type: 'planned', asked, plan });
    } catch (thrown) {
      if (signal.aborted) return;
      this.apply({ type: 'plan-failed', asked, error: toError(thrown) });
    }
  }

  private async send() {
    const { api, entityRef, onSent } = this.options;
    try {
      const receipt = await api.send(
        entityRef,
        asShown(this.state),
        signedConsent(this.state),
      );
      this.apply({ type: 'answered', receipt });
    } catch (thrown) {
      this.apply({ type: 'send-failed', error: toError(thrown) });
    }
    onSent();
  }

  private apply(event: FlowEvent) {
    const next = reduce(this.state, event);
    if (next === this.state) return;
    this.state = next;
    this.listeners.forEach(listener => listener());
  }
}

/** With what the person has seen, so that no other operation is stopped or repeated, and no newer commit deployed. */
function asShown({ intent, plan }: FlowState): Intent {
  const shown = shownPlan(plan);
  switch (intent.action) {
    case 'sync': {
      const [revision, ...others] = shown?.revisions.to ?? [];
      return revision && others.length === 0
        ? { ...intent, revision: revision.id }
        : intent;
    }
    case 'retry':
    case 'terminate':
      return { ...intent, startedAt: shown?.operation?.startedAt };
    default:
      return intent;
  }
}

function signedConsent(state: FlowState): SignedConsent {
  const { idempotencyKey, consent } = state;
  const reason = consent.reason.trim();
  const { confirm } = requirementsOf(state);
  return {
    idempotencyKey,
    ...(reason && { reason }),
    ...(confirm && { confirm: consent.confirm.trim() }),
  };
}

function toError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown;
  return new ForwardedError(
    'The portal could not be asked',
    isError(thrown) ? thrown : new Error(String(thrown)),
  );
}
