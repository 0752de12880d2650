import { makeStyles } from '@material-ui/core/styles';
import { Duration, Elapsed } from '@michi/status-react';
import { useServiceWords } from '../hooks/useServiceWords';
import type { Rollout } from '../model/rollout';

const useStyles = makeStyles(theme => ({
  line: { display: 'block', whiteSpace: 'nowrap' },
  subtle: { color: theme.palette.textSubtle },
}));

/** How long a rollout took, to applied and to healthy; or for how long it has run. */
export function RolloutText({ rollout }: { rollout: Rollout }) {
  const classes = useStyles();
  const t = useServiceWords();
  switch (rollout.kind) {
    case 'running':
      // For how long, the state beside it says.
      return <span className={classes.subtle}>–</span>;
    case 'settling':
      return (
        <>
          <span className={`${classes.line} ${classes.subtle}`}>
            {t('matrix.synced', {
              took: <Duration milliseconds={rollout.synced} />,
            })}
          </span>
          <span className={classes.line}>
            {t('matrix.settling', {
              elapsed: <Elapsed since={rollout.since} />,
            })}
          </span>
        </>
      );
    case 'failed':
      return (
        <span className={`${classes.line} ${classes.subtle}`}>
          {t('matrix.failed', {
            took: <Duration milliseconds={rollout.after} />,
          })}
        </span>
      );
    case 'done':
      return (
        <>
          {rollout.healthy !== undefined && (
            <span className={classes.line}>
              {t('matrix.healthy', {
                took: <Duration milliseconds={rollout.healthy} />,
              })}
            </span>
          )}
          <span className={`${classes.line} ${classes.subtle}`}>
            {t('matrix.synced', {
              took: <Duration milliseconds={rollout.synced} />,
            })}
          </span>
        </>
      );
    default:
      return (
        <span className={`${classes.line} ${classes.subtle}`}>
          {t('matrix.notRecorded')}
        </span>
      );
  }
}
