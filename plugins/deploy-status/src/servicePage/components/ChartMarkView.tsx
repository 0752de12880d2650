import { makeStyles } from '@material-ui/core/styles';
import { useTimeText } from '@michi/status-react';
import { forwardRef, type KeyboardEvent } from 'react';
import { versionOfDeployment } from '../../model/version';
import { useServiceWords } from '../hooks/useServiceWords';
import { CHART, type ChartMark } from '../model/chart';
import { DeploymentMark } from './DeploymentMark';
import { useOutcome } from './OutcomeBadge';

const useStyles = makeStyles(theme => ({
  root: {
    cursor: 'pointer',
    outline: 'none',
    '&:hover $ring, &:focus-visible $ring': {
      stroke: theme.palette.primary.main,
    },
  },
  // Sets a mark off from those that it covers, and lets them be seen.
  ground: { fill: theme.palette.background.paper, fillOpacity: 0.7 },
  ring: { fill: 'transparent', stroke: 'none', strokeWidth: 2 },
  open: { stroke: theme.palette.text.primary },
}));

/** One deployment in the chart. */
export const ChartMarkView = forwardRef<
  SVGGElement,
  {
    mark: ChartMark;
    /** The environment, with what tells the Application from others there. */
    place: string;
    isOpen: boolean;
    /** Whether the Tab key leads here. */
    isStop: boolean;
    onOpen(): void;
    /** A key that is not for the mark itself. */
    onKeyDown(event: KeyboardEvent): void;
    onFocus(): void;
    onTip(isShown: boolean): void;
  }
>((props, ref) => {
  const { mark, place, isOpen, isStop, onOpen, onFocus, onTip } = props;
  const { deployment, kind, x, y } = mark;
  const classes = useStyles();
  const t = useServiceWords();
  const outcome = useOutcome();
  const { absolute } = useTimeText();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onOpen();
    } else {
      props.onKeyDown(event);
    }
  };
  return (
    <g
      ref={ref}
      className={classes.root}
      role="button"
      tabIndex={isStop ? 0 : -1}
      aria-label={[
        outcome(deployment),
        t('table.details', {
          version: versionOfDeployment(deployment) ?? t('table.someVersion'),
          environment: place,
          time: absolute(new Date(deployment.startedAt).getTime()),
        }),
      ].join(': ')}
      aria-pressed={isOpen}
      onClick={onOpen}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      onBlur={() => onTip(false)}
      onMouseEnter={() => onTip(true)}
      onMouseLeave={() => onTip(false)}
    >
      <circle className={classes.ground} cx={x} cy={y} r={CHART.mark / 2 + 1} />
      <circle
        className={`${classes.ring} ${isOpen ? classes.open : ''}`}
        cx={x}
        cy={y}
        r={CHART.mark / 2 + 2.5}
      />
      <svg
        x={x - CHART.mark / 2}
        y={y - CHART.mark / 2}
        width={CHART.mark}
        height={CHART.mark}
        overflow="visible"
      >
        <DeploymentMark kind={kind} size={CHART.mark} />
      </svg>
    </g>
  );
});
