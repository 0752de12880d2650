import { makeStyles } from '@material-ui/core/styles';
import type { Application } from '@michi/plugin-deploy-status-common';
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
  place,
  version,
}: {
  application: Application;
  /** The environment, with what tells the Application from others there. */
  place: string;
  /** What it deploys, where that is known. */
  version: string | undefined;
}) {
  const classes = useStyles();
  const t = useServiceWords();
  const { operation } = application;
  if (!operation) return null;
  const { phase, progress, message } = operation;
  return (
    <div className={classes.root}>
      {version && phase === 'Running' && (
        <strong>{t('progress.deploying', { version })}</strong>
      )}
      {progress && progress.total > 0 ? (
        <>
          <progress
            className={classes.bar}
            value={progress.done}
            max={progress.total}
            aria-label={t('progress.bar', { environment: place })}
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
      {message && (
        <span className={classes.subtle} lang="en">
          {message}
        </span>
      )}
    </div>
  );
}
