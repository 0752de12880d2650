import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type { OperationReceipt } from '@michi/plugin-deploy-status-common';
import { useActions } from '../hooks/useActions';
import { useActionWords } from '../hooks/useActionWords';
import { useSettled } from '../hooks/useSettled';
import type { FlowState } from '../model/flow';
import { findApplication } from '../model/offers';
import { hasRollout, isOver, progressOf } from '../model/progress';
import { NextStep } from './NextStep';
import { ProblemList } from './ProblemList';
import { ProgressView } from './ProgressView';

const useStyles = makeStyles(theme => ({
  root: { display: 'grid', gap: theme.spacing(1.5) },
  // Under the words, beside the mark.
  rest: { display: 'grid', gap: theme.spacing(1), paddingLeft: 20 },
  note: { margin: 0, fontSize: 13, color: theme.palette.textSubtle },
}));

/** What becomes of a request that was taken, until its real end. */
export function FollowView({
  state,
  receipt,
}: {
  state: FlowState;
  receipt: OperationReceipt;
}): JSX.Element {
  const classes = useStyles();
  const { t } = useActionWords();
  const { applications } = useActions();
  const { intent } = state;
  const application = findApplication(applications, intent.target);
  const seen = progressOf(intent.action, state.sent?.before, application);
  const settled = useSettled(seen, application?.settled !== false);
  const progress = hasRollout(intent.action) ? settled : seen;
  return (
    <div className={classes.root}>
      <ProgressView
        intent={intent}
        progress={progress}
        since={receipt.requestedAt}
      />
      <div className={classes.rest}>
        <NextStep state={state} progress={progress} />
        {receipt.problems.length > 0 && (
          <ProblemList problems={receipt.problems} action={intent.action} />
        )}
        {receipt.repeated && (
          <p className={classes.note}>{t('progress.repeated')}</p>
        )}
        <p className={classes.note}>
          <Link to={receipt.url}>
            {intent.action === 'promote'
              ? t('button.pullRequest')
              : t('button.argocd')}
          </Link>
          {!isOver(progress) && (
            <>
              {' · '}
              {t('progress.mayClose')}
            </>
          )}
        </p>
      </div>
    </div>
  );
}
