import { makeStyles } from '@material-ui/core/styles';
import type { Application } from '@michi/plugin-deploy-status-common';
import { Elapsed } from '@michi/status-react';
import { useServiceWords } from '../hooks/useServiceWords';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.25, 1.5),
  },
  bar: {
    width: 160,
    height: 6,
    border: 0,
    borderRadius: 3,
    overflow: 'hidden',
    appearance: 'none',
    backgroundColor: theme.palette.divider,
    '&::-webkit-progress-bar': { backgroundColor: theme.palette.divider },
    '&::-webkit-progress-value': {
      backgroundColor: theme.palette.primary.main,
    },
    '&::-moz-progress-bar': { backgroundColor: theme.palette.primary.main },
  },
  subtle: { color: theme.palette.textSubtle },
}));

/** How far a running operation has come. */
export function OperationProgress({
  application,
  version,
}: {
  application: Application;
  /** What it deploys, where that is known. */
  version: string | undefined;
}) {
  const classes = useStyles();
  const t = useServiceWords();
  const { operation, environment } = application;
  if (!operation) return null;
  const { phase, startedAt, progress, message } = operation;
  const elapsed = <Elapsed since={startedAt} />;
  return (
    <div className={classes.root}>
      <strong>
        {phase === 'Terminating' && t('progress.stopping', { elapsed })}
        {phase !== 'Terminating' &&
          (version
            ? t('progress.deploying', { version, elapsed })
            : t('progress.deployingSome', { elapsed }))}
      </strong>
      {progress && progress.total > 0 ? (
        <>
          <progress
            className={classes.bar}
            value={progress.done}
            max={progress.total}
            aria-label={t('progress.bar', { environment })}
          />
          <span>
            {t('progress.resources', {
              done: String(progress.done),
              total: String(progress.total),
            })}
          </span>
        </>
      ) : (
        <span className={classes.subtle}>{t('progress.preparing')}</span>
      )}
      {message && <span className={classes.subtle}>{message}</span>}
    </div>
  );
}
