import { makeStyles } from '@material-ui/core/styles';
import { outcomeOf } from '@michi/plugin-deploy-status-common';
import { Duration, useTimeText } from '@michi/status-react';
import { shortRevision, versionOfDeployment } from '../../model/version';
import { actorOf } from '../model/actor';
import { useServiceWords } from '../hooks/useServiceWords';
import { CHART, type ChartMark } from '../model/chart';
import { isFailed } from '../model/failure';
import { rolloutOfDeployment } from '../model/rollout';
import { OutcomeBadge } from './OutcomeBadge';
import { Who } from './Who';

const WIDTH = 320;

const useStyles = makeStyles(theme => ({
  root: {
    position: 'absolute',
    zIndex: 2,
    width: WIDTH,
    maxWidth: '100%',
    boxSizing: 'border-box',
    padding: theme.spacing(1, 1.5),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 6,
    backgroundColor: theme.palette.background.paper,
    boxShadow: '0 4px 14px rgba(0, 0, 0, 0.18)',
    fontSize: 13,
    lineHeight: 1.45,
    pointerEvents: 'none',
  },
  first: {
    display: 'flex',
    justifyContent: 'space-between',
    gap: theme.spacing(2),
    fontWeight: 600,
  },
  subtle: { color: theme.palette.textSubtle },
  clamped: {
    display: '-webkit-box',
    overflow: 'hidden',
    '-webkit-line-clamp': 3,
    '-webkit-box-orient': 'vertical',
    overflowWrap: 'anywhere',
  },
}));

/** What a mark stands for: version, place, commit, who, how long, and why it failed. */
export function ChartTip(props: {
  mark: ChartMark;
  /** The environment, with what tells the Application from others there. */
  place: string;
  /** Of the chart. */
  width: number;
}) {
  const { mark, place, width } = props;
  const { deployment, x, y } = mark;
  const classes = useStyles();
  const t = useServiceWords();
  const { absolute } = useTimeText();
  const [revision] = deployment.revisions;
  const rollout = rolloutOfDeployment(deployment);
  return (
    <div
      className={classes.root}
      role="tooltip"
      style={{
        left: Math.max(0, Math.min(x - WIDTH / 2, width - WIDTH)),
        top: y + CHART.mark,
      }}
    >
      <div className={classes.first}>
        <span>{versionOfDeployment(deployment) ?? t('table.someVersion')}</span>
        <OutcomeBadge deployment={deployment} />
      </div>
      <div className={classes.subtle}>{place}</div>
      <div className={classes.subtle}>
        {absolute(new Date(deployment.startedAt).getTime())}
      </div>
      {revision && (
        <div className={classes.clamped}>
          {shortRevision(revision.id)} {revision.message}
        </div>
      )}
      <div className={classes.subtle}>
        {actorOf(deployment) &&
          t('matrix.by', { name: <Who of={deployment} /> })}
        {rollout.kind === 'failed' && (
          <>
            {' · '}
            {t('matrix.failed', {
              took: <Duration milliseconds={rollout.after} />,
            })}
          </>
        )}
        {rollout.kind === 'done' && (
          <>
            {' · '}
            {t(
              rollout.healthy === undefined
                ? 'matrix.synced'
                : 'matrix.healthy',
              {
                took: (
                  <Duration milliseconds={rollout.healthy ?? rollout.synced} />
                ),
              },
            )}
          </>
        )}
      </div>
      {outcomeOf(deployment) === 'Degraded' && (
        <div className={classes.clamped}>
          {deployment.degradedMessage ? (
            <span lang="en">{deployment.degradedMessage}</span>
          ) : (
            t('failure.degraded')
          )}
        </div>
      )}
      {deployment.message && isFailed(deployment.phase) && (
        <div className={classes.clamped} lang="en">
          {deployment.message}
        </div>
      )}
    </div>
  );
}
