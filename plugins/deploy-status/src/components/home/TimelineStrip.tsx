import { makeStyles } from '@material-ui/core/styles';
import { outcomeOf, type Deployment } from '@michi/plugin-deploy-status-common';
import { StatusMark } from '@michi/status-react';
import { useTimeOfDay } from '../../hooks/useTimeOfDay';
import { useWords } from '../../hooks/useWords';
import type { Tell } from '../../model/deploymentPlaces';
import { placeName } from '../../model/places';
import { toneOfOutcome } from '../../model/summary';
import { layOut, STRIP } from '../../model/timeline';
import { versionOfDeployment } from '../../model/version';

const MARK = 10;

const useStyles = makeStyles(theme => ({
  root: {
    display: 'block',
    width: '100%',
    maxWidth: 900,
    overflow: 'visible',
    marginBottom: theme.spacing(1),
  },
  text: { fontSize: 12, fill: theme.palette.textSubtle },
  line: { stroke: theme.palette.divider },
  // Sets a mark off from those that it covers, and lets them be seen.
  ground: { fill: theme.palette.background.paper, fillOpacity: 0.7 },
}));

/** Today's deployments by environment and time. The table below says the same in words. */
export function TimelineStrip(props: {
  /** Newest first. */
  deployments: Deployment[];
  /** Midnight in the reader's zone. */
  start: Date;
  /** In the order of the road to production. */
  environments: string[];
  tell: Tell;
}) {
  const { deployments, start, environments, tell } = props;
  const classes = useStyles();
  const { t } = useWords();
  const timeOfDay = useTimeOfDay();
  const { lanes, marks, hours, height } = layOut(
    deployments,
    start,
    environments,
  );
  const bottom = lanes.length * STRIP.lane;
  return (
    <svg
      className={classes.root}
      viewBox={`0 0 ${STRIP.width} ${height}`}
      role="img"
      aria-label={t('today.chart')}
    >
      {hours.map(({ hour, x }) => (
        <g key={hour}>
          <line className={classes.line} x1={x} x2={x} y1={0} y2={bottom} />
          <text
            className={classes.text}
            x={x}
            y={height - 3}
            textAnchor={hour === 24 ? 'end' : 'middle'}
          >
            {`${hour}:00`}
          </text>
        </g>
      ))}
      {lanes.map((lane, index) => {
        const y = (index + 0.5) * STRIP.lane;
        return (
          <g key={lane}>
            <text className={classes.text} x={0} y={y + 4}>
              {lane}
            </text>
            <line
              className={classes.line}
              x1={STRIP.left}
              x2={STRIP.width - STRIP.right}
              y1={y}
              y2={y}
            />
          </g>
        );
      })}
      {marks.map(({ deployment, x, lane }) => (
        <svg
          key={`${deployment.instance} ${deployment.application} ${deployment.startedAt}`}
          x={x - MARK / 2}
          y={(lane + 0.5) * STRIP.lane - MARK / 2}
          width={MARK}
          height={MARK}
          overflow="visible"
        >
          <title>
            {t('today.mark', {
              service: deployment.application,
              version: versionOfDeployment(deployment) ?? '',
              environment: placeName(deployment.environment, tell(deployment)),
              time: timeOfDay(deployment.startedAt),
              result: t(`phase.${outcomeOf(deployment)}`),
            })}
          </title>
          <circle
            className={classes.ground}
            cx={MARK / 2}
            cy={MARK / 2}
            r={MARK / 2 + 1}
          />
          <StatusMark tone={toneOfOutcome(outcomeOf(deployment))} size={MARK} />
        </svg>
      ))}
    </svg>
  );
}
