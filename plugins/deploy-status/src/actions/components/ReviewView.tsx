import { makeStyles } from '@material-ui/core/styles';
import {
  Loading,
  SkeletonText,
  StateMessage,
  visuallyHidden,
} from '@michi/status-react';
import type { ActionFlow } from '../ActionFlow';
import { useActionWords } from '../hooks/useActionWords';
import { useRenewal } from '../hooks/useRenewal';
import {
  isEditable,
  requirementsOf,
  shownPlan,
  type FlowState,
  type PlanState,
} from '../model/flow';
import { ConsentFields } from './ConsentFields';
import { FailureMessage } from './FailureMessage';
import { Obstacles } from './Obstacles';
import { PlanView } from './PlanView';
import { SyncChoice } from './SyncChoice';

const useStyles = makeStyles(theme => ({
  root: { display: 'grid', gap: theme.spacing(2) },
  // What was true of the choice before; the new answer is on its way.
  outdated: { opacity: 0.5 },
}));

/** What is asked for, what it will change, and what the person must write. */
export function ReviewView({
  flow,
  state,
}: {
  flow: ActionFlow;
  state: FlowState;
}): JSX.Element {
  const classes = useStyles();
  const { t } = useActionWords();
  useRenewal(flow, state);
  const { intent, plan, step, consent } = state;
  const isSending = step === 'sending';
  const requires = requirementsOf(state);
  const isBlocked = (shownPlan(plan)?.obstacles.length ?? 0) > 0;
  const asksConsent = shownPlan(plan) !== undefined && !isBlocked;
  return (
    <div className={classes.root}>
      {state.step === 'send-failed' && (
        <FailureMessage error={state.error} kind="send" intent={intent} />
      )}
      {intent.action === 'sync' && (
        <SyncChoice
          intent={intent}
          candidates={state.candidates}
          deletes={deletesOf(plan)}
          disabled={!isEditable(state)}
          onChange={choice => flow.choose(choice)}
        />
      )}
      <PlanPart flow={flow} state={state} />
      {asksConsent && (
        <ConsentFields
          environment={intent.environment}
          requires={requires}
          consent={consent}
          disabled={!isEditable(state)}
          onChange={change => flow.write(change)}
        />
      )}
      <span role="status" style={visuallyHidden}>
        {isSending && t('progress.sent')}
      </span>
    </div>
  );
}

/** How many resources go; unknown while the plan for the choice is on its way. */
function deletesOf(plan: PlanState): number | undefined {
  return plan.status === 'ready'
    ? plan.plan.resources.filter(({ change }) => change === 'delete').length
    : undefined;
}

function PlanPart({ flow, state }: { flow: ActionFlow; state: FlowState }) {
  const classes = useStyles();
  const { t } = useActionWords();
  const { intent, plan } = state;
  switch (plan.status) {
    case 'none':
      return null;
    case 'waiting':
      return <StateMessage tone="unknown" title={t('choice.none')} />;
    case 'failed':
      return (
        <FailureMessage
          error={plan.error}
          kind="plan"
          intent={intent}
          onRetry={flow.askAgain}
        />
      );
    case 'loading':
      return plan.previous ? (
        <div className={classes.outdated} aria-busy="true">
          <PlanView intent={intent} plan={plan.previous} />
        </div>
      ) : (
        <PlanSkeleton />
      );
    default:
      return (
        <>
          {plan.plan.obstacles.length > 0 && (
            <Obstacles plan={plan.plan} onAgain={flow.askAgain} />
          )}
          <PlanView intent={intent} plan={plan.plan} />
        </>
      );
  }
}

function PlanSkeleton() {
  const { t } = useActionWords();
  return (
    <Loading>
      <p style={{ margin: 0 }}>{t('plan.loading')}</p>
      {['60%', '80%', '70%'].map(width => (
        <p key={width} style={{ margin: '8px 0' }}>
          <SkeletonText width={width} />
        </p>
      ))}
    </Loading>
  );
}
