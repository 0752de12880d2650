import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { StateMessage } from '@michi/status-react';
import type { OperationReceipt } from '@michi/plugin-deploy-status-common';
import { useActions } from '../hooks/useActions';
import { useActionWords } from '../hooks/useActionWords';
import type { FlowState } from '../model/flow';
import { findApplication } from '../model/offers';
import { progressOf } from '../model/progress';
import { ProblemList } from './ProblemList';
import { ProgressView } from './ProgressView';

const useStyles = makeStyles(theme => ({
  problems: {
    margin: theme.spacing(0.5, 0, 1),
    color: theme.palette.text.primary,
  },
}));

/** A request that was refused, or of which nobody knows whether it was taken. */
export function OutcomeView({
  state,
  receipt,
}: {
  state: FlowState;
  receipt: OperationReceipt;
}): JSX.Element {
  const classes = useStyles();
  const { t } = useActionWords();
  const { applications } = useActions();
  const { intent, step } = state;
  const isUnknown = step === 'unknown';
  const progress = progressOf(
    intent.action,
    state.sent?.before,
    findApplication(applications, intent.target),
  );
  const isSeen =
    isUnknown &&
    intent.action !== 'promote' &&
    progress.stage !== 'asked' &&
    progress.stage !== 'silent';
  return (
    <>
      <StateMessage
        tone={isUnknown ? 'unknown' : 'bad'}
        role="alert"
        title={isUnknown ? t('problem.unknown') : t('problem.refused')}
      >
        {receipt.problems.length > 0 && (
          <div className={classes.problems}>
            <ProblemList problems={receipt.problems} action={intent.action} />
          </div>
        )}
        {isUnknown ? t('problem.unknownHint') : t('problem.refusedHint')}{' '}
        <Link to={receipt.url}>{t('button.argocd')}</Link>
      </StateMessage>
      {isSeen && (
        <ProgressView
          intent={intent}
          progress={progress}
          since={receipt.requestedAt}
        />
      )}
    </>
  );
}
