import { Elapsed, RelativeTime } from '@michi/status-react';
import { makeStyles } from '@material-ui/core/styles';
import { useActions } from '../hooks/useActions';
import { useActionWords } from '../hooks/useActionWords';
import type { Intent } from '../model/intent';
import { findApplication } from '../model/offers';

const useStyles = makeStyles(theme => ({
  root: { '& p': { margin: theme.spacing(0, 0, 1) } },
  detail: {
    color: theme.palette.textSubtle,
    fontSize: 13,
    overflowWrap: 'anywhere',
  },
}));

/** What stopping or retrying means for the operation that it is about. */
export function PlainReview({ intent }: { intent: Intent }): JSX.Element {
  const classes = useStyles();
  const { t } = useActionWords();
  const { applications } = useActions();
  const operation = findApplication(applications, intent.target)?.operation;
  const isStopping = intent.action === 'terminate';
  const runs =
    operation?.phase === 'Running' || operation?.phase === 'Terminating';
  return (
    <div className={classes.root}>
      <p>{t(isStopping ? 'plain.terminate' : 'plain.retry')}</p>
      {isStopping && !runs && <p>{t('plain.gone')}</p>}
      {operation && (
        <p className={classes.detail}>
          {runs &&
            (operation.startedBy && !operation.automated
              ? t('plain.runningBy', {
                  elapsed: <Elapsed since={operation.startedAt} />,
                  name: operation.startedBy,
                })
              : t('plain.running', {
                  elapsed: <Elapsed since={operation.startedAt} />,
                }))}
          {!runs &&
            !isStopping &&
            t('plain.failedAgo', {
              when: (
                <RelativeTime
                  time={operation.finishedAt ?? operation.startedAt}
                />
              ),
            })}
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
