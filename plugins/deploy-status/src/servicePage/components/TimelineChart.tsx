import { makeStyles } from '@material-ui/core/styles';
import type { Deployment } from '@michi/plugin-deploy-status-common';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { Tell } from '../../model/deploymentPlaces';
import { placeName } from '../../model/places';
import { useTickText } from '../hooks/useDateText';
import { useServiceWords } from '../hooks/useServiceWords';
import { useWidth } from '../hooks/useWidth';
import { CHART, inDrawingOrder, layOut, neighbour } from '../model/chart';
import { ChartMarkView } from './ChartMarkView';
import { ChartTip } from './ChartTip';

const useStyles = makeStyles(theme => ({
  root: { position: 'relative', marginBottom: theme.spacing(1) },
  chart: { display: 'block', overflow: 'visible' },
  text: { fontSize: 12, fill: theme.palette.textSubtle },
  lane: { fontSize: 13, fill: theme.palette.text.primary },
  line: { stroke: theme.palette.divider },
  unknown: { fill: theme.palette.infoBackground },
}));

/**
 * Deployments by environment and time. One stop of the Tab key: arrow keys lead
 * from one deployment to the next. The table below says the same in words.
 */
export function TimelineChart(props: {
  deployments: Deployment[];
  environments: string[];
  tell: Tell;
  from: Date;
  to: Date;
  /** False where there are older ones than those given. */
  complete: boolean;
  open: string | undefined;
  onOpen(id: string): void;
}) {
  const { deployments, environments, tell, from, to, complete } = props;
  const { open, onOpen } = props;
  const classes = useStyles();
  const t = useServiceWords();
  const tickText = useTickText();
  const [ref, width] = useWidth<HTMLDivElement>(900);
  const [current, setCurrent] = useState<string>();
  const [tip, setTip] = useState<string>();
  const marks = useRef(new Map<string, SVGGElement>());
  const chart = useMemo(
    () => layOut({ deployments, environments, from, to, width, complete }),
    [deployments, environments, from, to, width, complete],
  );
  const all = chart.lanes.flatMap(lane => lane.marks);
  const has = (id: string | undefined) =>
    all.some(({ deployment }) => deployment.id === id);
  const stop = has(current) ? current : deployments[0]?.id;
  const tipped = all.find(({ deployment }) => deployment.id === tip);
  const placeOf = (deployment: Deployment) =>
    placeName(deployment.environment, tell(deployment));
  const bottom = chart.lanes.length * CHART.lane;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setTip(undefined);
    const next = stop && neighbour(chart.lanes, stop, event.key);
    if (!next) return;
    event.preventDefault();
    marks.current.get(next.deployment.id)?.focus();
  };

  return (
    <div ref={ref} className={classes.root}>
      <svg
        className={classes.chart}
        width={width}
        height={chart.height}
        role="group"
        aria-label={t('timeline.chart')}
      >
        {chart.unknownUntil !== undefined && (
          <rect
            className={classes.unknown}
            x={chart.left}
            width={Math.max(0, chart.unknownUntil - chart.left)}
            height={bottom}
          >
            <title>{t('timeline.earlier')}</title>
          </rect>
        )}
        {chart.ticks.map(({ at, x }) => (
          <g key={at.getTime()}>
            <line className={classes.line} x1={x} x2={x} y1={0} y2={bottom} />
            <text
              className={classes.text}
              x={Math.min(x, chart.right - 12)}
              y={chart.height - 6}
              textAnchor="middle"
            >
              {tickText(at)}
            </text>
          </g>
        ))}
        {chart.lanes.map(lane => (
          <g key={lane.environment} role="group" aria-label={lane.environment}>
            <text className={classes.lane} x={0} y={lane.y + 4}>
              {lane.environment}
            </text>
            <line
              className={classes.line}
              x1={chart.left}
              x2={chart.right}
              y1={lane.y}
              y2={lane.y}
            />
            {inDrawingOrder(lane.marks).map(mark => {
              const { id } = mark.deployment;
              return (
                <ChartMarkView
                  key={id}
                  ref={element => {
                    if (element) marks.current.set(id, element);
                    else marks.current.delete(id);
                  }}
                  mark={mark}
                  place={placeOf(mark.deployment)}
                  isOpen={id === open}
                  isStop={id === stop}
                  onOpen={() => onOpen(id)}
                  onKeyDown={onKeyDown}
                  onFocus={() => {
                    setCurrent(id);
                    setTip(id);
                  }}
                  onTip={isShown => setTip(isShown ? id : undefined)}
                />
              );
            })}
          </g>
        ))}
      </svg>
      {tipped && (
        <ChartTip
          mark={tipped}
          place={placeOf(tipped.deployment)}
          width={width}
        />
      )}
    </div>
  );
}
