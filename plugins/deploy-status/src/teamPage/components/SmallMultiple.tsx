import { makeStyles } from '@material-ui/core/styles';
import { scaleBand, scaleLinear } from 'd3-scale';
import type { TrendPoint } from '../model/figures';

const HEIGHT = 56;
/** Room for the marks at the edges. */
const EDGE = 4;
/** From so many points on they are dots. */
const MANY = 40;

const useStyles = makeStyles(theme => ({
  root: { minWidth: 0 },
  top: {
    display: 'block',
    fontSize: 11,
    lineHeight: '14px',
    color: theme.palette.textSubtle,
  },
  plot: { display: 'block', width: '100%', overflow: 'visible' },
  empty: { margin: 0, fontSize: 13, color: theme.palette.textSubtle },
  rule: { stroke: theme.palette.divider },
  bar: { fill: theme.palette.primary.main, fillOpacity: 0.55 },
  line: { stroke: theme.palette.primary.main, strokeWidth: 1.75 },
  second: { stroke: theme.palette.textSubtle, strokeWidth: 1 },
  point: {
    fill: theme.palette.primary.main,
    stroke: theme.palette.primary.main,
    strokeWidth: 1.5,
  },
  few: { fill: theme.palette.background.paper },
  hover: {
    fill: 'transparent',
    '&:hover': { fill: theme.palette.text.primary, fillOpacity: 0.06 },
  },
  axis: {
    display: 'flex',
    justifyContent: 'space-between',
    marginTop: 3,
    fontSize: 11,
    lineHeight: '14px',
    color: theme.palette.textSubtle,
  },
}));

/**
 * A small chart of one figure over equal parts of a period, to be put beside
 * others like it. Positions are percentages, so that it fits any width and its
 * strokes and letters keep their size. Show the same as a table near it.
 */
export function SmallMultiple(props: {
  points: TrendPoint[];
  kind: 'bars' | 'lines';
  /** What it shows, for those who do not see it. */
  label: string;
  /** Writes a value of the vertical axis. */
  write(value: number): string;
  /** What a point says when it is pointed at. */
  describe(point: TrendPoint): string;
  /** Shown where there is not a single value. */
  empty: string;
  /** Writes a date of the horizontal axis. */
  day(time: string): string;
  /** Points made of fewer are hollow: little follows from them. */
  few?: number;
  /** The largest value of all charts that are compared; its own where it is left out. */
  max?: number;
}) {
  const { points, kind, label, write, describe, empty, day, few = 0 } = props;
  const classes = useStyles();
  const own = Math.max(
    0,
    ...points.map(({ value = 0, second = 0 }) => Math.max(value, second)),
  );
  const max = props.max ?? own;
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return null;
  if (points.every(({ value }) => value === undefined)) {
    return <p className={classes.empty}>{empty}</p>;
  }
  const band = scaleBand<number>()
    .domain(points.map((_, index) => index))
    .range([0, 100]);
  const y = scaleLinear([0, max || 1], [HEIGHT - 1, EDGE]);
  const middle = (index: number) =>
    `${(band(index) ?? 0) + band.bandwidth() / 2}%`;
  const line = (field: 'value' | 'second', className: string) => {
    const known = points.flatMap((point, index) => {
      const value = point[field];
      return value === undefined ? [] : [{ index, value }];
    });
    return known.slice(1).map((to, position) => {
      const from = known[position];
      return (
        from && (
          <line
            key={`${field} ${to.index}`}
            className={className}
            // What lies between is not known.
            strokeDasharray={to.index - from.index > 1 ? '2 3' : undefined}
            x1={middle(from.index)}
            x2={middle(to.index)}
            y1={y(from.value)}
            y2={y(to.value)}
          />
        )
      );
    });
  };
  return (
    <div className={classes.root}>
      <span className={classes.top} aria-hidden="true">
        {max > 0 ? write(max) : ' '}
      </span>
      <svg
        className={classes.plot}
        height={HEIGHT}
        role="img"
        aria-label={label}
      >
        <line className={classes.rule} x1="0" x2="100%" y1={EDGE} y2={EDGE} />
        <line
          className={classes.rule}
          x1="0"
          x2="100%"
          y1={HEIGHT - 0.5}
          y2={HEIGHT - 0.5}
        />
        {kind === 'bars'
          ? points.map(
              ({ from, value = 0 }, index) =>
                value > 0 && (
                  <rect
                    key={from}
                    className={classes.bar}
                    x={`${(band(index) ?? 0) + band.bandwidth() * 0.15}%`}
                    width={`${band.bandwidth() * 0.7}%`}
                    y={y(value)}
                    height={HEIGHT - 1 - y(value)}
                  />
                ),
            )
          : [
              ...line('second', classes.second),
              ...line('value', classes.line),
              ...points.map(
                ({ from, value, n }, index) =>
                  value !== undefined && (
                    <circle
                      key={`point ${from}`}
                      className={`${classes.point} ${n < few ? classes.few : ''}`}
                      cx={middle(index)}
                      cy={y(value)}
                      r={points.length > MANY ? 1 : 2.5}
                    />
                  ),
              ),
            ]}
        {points.map((point, index) => (
          <rect
            key={`hover ${point.from}`}
            className={classes.hover}
            x={`${band(index) ?? 0}%`}
            width={`${band.bandwidth()}%`}
            y={0}
            height={HEIGHT}
          >
            <title>{describe(point)}</title>
          </rect>
        ))}
      </svg>
      <div className={classes.axis} aria-hidden="true">
        <span>{day(first.from)}</span>
        <span>{day(last.to)}</span>
      </div>
    </div>
  );
}
