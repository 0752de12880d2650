import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type { Operation } from '@michi/plugin-deploy-status-common';
import { Elapsed, RelativeTime } from '@michi/status-react';
import { useActions } from '../hooks/useActions';
import { useActionWords } from '../hooks/useActionWords';
import type { Intent } from '../model/intent';
import { findApplication } from '../model/offers';
import { RetryChanges } from './RetryChanges';

const useStyles = makeStyles(theme => ({
  root: { '& p': { margin: theme.spacing(0, 0, 1) } },
  detail: {
    color: theme.palette.textSubtle,
    fontSize: 13,
    overflowWrap: 'anywhere',
  },
}));

const isRunning = (operation: Operation | undefined): boolean =>
  operation?.phase === 'Running' || operation?.phase === 'Terminating';

/** What stopping or retrying means for the operation that it is about. */
export function PlainReview({ intent }: { intent: Intent }): JSX.Element {
  const classes = useStyles();
  const { t } = useActionWords();
  const { applications } = useActions();
  const application = findApplication(applications, intent.target);
  const operation = application?.operation;
  const isStopping = intent.action === 'terminate';
  return (
    <div className={classes.root}>
      <p>{t(isStopping ? 'plain.terminate' : 'plain.retry')}</p>
      {!isStopping && application && operation && (
        <RetryChanges application={application} operation={operation} />
      )}
      {isStopping && !isRunning(operation) && <p>{t('plain.gone')}</p>}
      {operation && (
        <p className={classes.detail}>
          <When operation={operation} />
          {operation.progress &&
            ` · ${t('progress.applied', {
              done: String(operation.progress.done),
              total: String(operation.progress.total),
            })}`}
          {operation.retries > 0 &&
            ` · ${t('progress.retries', { count: operation.retries })}`}
        </p>
      )}
      {operation?.message && (
        <p className={classes.detail}>{operation.message}</p>
      )}
    </div>
  );
}

/** For how long it has run and who began it, or when it ended. */
function When({ operation }: { operation: Operation }) {
  const { t } = useActionWords();
  const { startedAt, finishedAt, requestedBy, startedBy, automated } =
    operation;
  if (!isRunning(operation)) {
    const when = <RelativeTime time={finishedAt ?? startedAt} />;
    return <>{t('plain.ended', { when })}</>;
  }
  const elapsed = <Elapsed since={startedAt} />;
  if (requestedBy) {
    const name = (
      <EntityDisplayName entityRef={requestedBy} hideIcon disableTooltip />
    );
    return <>{t('plain.runningBy', { elapsed, name })}</>;
  }
  return startedBy && !automated ? (
    <>{t('plain.runningBy', { elapsed, name: startedBy })}</>
  ) : (
    <>{t('plain.running', { elapsed })}</>
  );
}
