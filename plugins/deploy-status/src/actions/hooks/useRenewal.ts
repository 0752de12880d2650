import { useEffect, useRef } from 'react';
import type { ActionFlow } from '../ActionFlow';
import type { FlowState } from '../model/flow';
import { findApplication } from '../model/offers';
import { useActions } from './useActions';

/**
 * Asks again for a plan that tells of an operation, once the page sees that
 * the operation has ended or another one runs.
 */
export function useRenewal(flow: ActionFlow, state: FlowState): void {
  const { applications } = useActions();
  const { intent, step } = state;
  const isAbout = intent.action === 'retry' || intent.action === 'terminate';
  const operation = findApplication(applications, intent.target)?.operation;
  const now = operation && `${operation.startedAt} ${operation.phase}`;
  const seen = useRef({ flow, now });
  useEffect(() => {
    const before = seen.current;
    seen.current = { flow, now };
    // From one dialog to the next, the plan is another one anyway.
    if (before.flow !== flow || before.now === now) return;
    if (isAbout && step === 'review') flow.askAgain();
  }, [flow, now, isAbout, step]);
}
