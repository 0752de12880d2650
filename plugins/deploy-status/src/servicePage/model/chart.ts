import type { Deployment } from '@michi/plugin-deploy-status-common';
import { scaleTime } from 'd3-scale';
import { markOf, type MarkKind } from './outcome';

/** Measures of the chart in pixels. */
export const CHART = {
  lane: 32,
  axis: 24,
  right: 16,
  mark: 13,
  /** About the width of a letter of the lanes' names. */
  letter: 7.5,
  /** One tick for so many pixels. */
  tick: 110,
} as const;

/** A deployment in the chart. */
export interface ChartMark {
  deployment: Deployment;
  kind: MarkKind;
  x: number;
  y: number;
}

/** One environment's row of the chart. */
export interface Lane {
  environment: string;
  y: number;
  /** Oldest first. */
  marks: ChartMark[];
}

/** The chart, laid out. */
export interface Chart {
  left: number;
  right: number;
  width: number;
  height: number;
  lanes: Lane[];
  ticks: { at: Date; x: number }[];
  /** Up to here, deployments exist that are not loaded. */
  unknownUntil: number | undefined;
}

/** What is drawn on top of what, where marks meet. */
const ORDER: MarkKind[] = [
  'unknown',
  'good',
  'progress',
  'attention',
  'rollback',
  'bad',
];

/**
 * Lays deployments out by time, one lane per environment.
 *
 * @param asked.environments - in the order of the road to production; others follow
 * @param asked.complete - false where there are older ones than those given
 */
export function layOut(asked: {
  deployments: Deployment[];
  environments: string[];
  from: Date;
  to: Date;
  width: number;
  complete: boolean;
}): Chart {
  const { deployments, from, to, width, complete } = asked;
  const environments = [
    ...new Set([
      ...asked.environments,
      ...deployments.map(({ environment }) => environment),
    ]),
  ];
  const longest = Math.max(0, ...environments.map(({ length }) => length));
  const left = Math.min(longest * CHART.letter + 24, width / 3);
  const right = Math.max(left + 1, width - CHART.right);
  const scale = scaleTime().domain([from, to]).range([left, right]).clamp(true);
  const oldestFirst = deployments.toSorted((a, b) => timeOf(a) - timeOf(b));
  const [oldest] = oldestFirst;
  return {
    left,
    right,
    width,
    height: environments.length * CHART.lane + CHART.axis,
    lanes: environments.map((environment, index) => {
      const y = (index + 0.5) * CHART.lane;
      return {
        environment,
        y,
        marks: oldestFirst
          .filter(deployment => deployment.environment === environment)
          .map(deployment => ({
            deployment,
            kind: markOf(deployment),
            x: scale(timeOf(deployment)),
            y,
          })),
      };
    }),
    ticks: apart(
      scale
        .ticks(Math.max(2, Math.floor((right - left) / CHART.tick)))
        .map(at => ({ at, x: scale(at) })),
    ),
    unknownUntil: complete || !oldest ? undefined : scale(timeOf(oldest)),
  };
}

/** At the turn of a month two ticks come close to each other: the later one stays. */
function apart(ticks: Chart['ticks']): Chart['ticks'] {
  return ticks.filter(({ x }, index) => {
    const next = ticks[index + 1];
    return !next || next.x - x > CHART.tick / 2;
  });
}

/** The marks of a lane in the order in which they are drawn. */
export const inDrawingOrder = (marks: ChartMark[]): ChartMark[] =>
  marks.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));

/**
 * The mark that an arrow key leads to: the neighbour in time, or the nearest
 * in the next lane that has any. Undefined at the end.
 */
export function neighbour(
  lanes: Lane[],
  id: string,
  key: string,
): ChartMark | undefined {
  const lane = lanes.findIndex(({ marks }) => indexOf(marks, id) >= 0);
  const marks = lanes[lane]?.marks ?? [];
  const index = indexOf(marks, id);
  const x = marks[index]?.x ?? 0;
  switch (key) {
    case 'ArrowLeft':
      return marks[index - 1];
    case 'ArrowRight':
      return marks[index + 1];
    case 'Home':
      return marks[0];
    case 'End':
      return marks.at(-1);
    case 'ArrowUp':
      return nearest(lanes.slice(0, lane).toReversed(), x);
    case 'ArrowDown':
      return nearest(lanes.slice(lane + 1), x);
    default:
      return undefined;
  }
}

function nearest(lanes: Lane[], x: number): ChartMark | undefined {
  const [mark] = (
    lanes.find(({ marks }) => marks.length > 0)?.marks ?? []
  ).toSorted((a, b) => Math.abs(a.x - x) - Math.abs(b.x - x));
  return mark;
}

function indexOf(marks: ChartMark[], id: string): number {
  return marks.findIndex(({ deployment }) => deployment.id === id);
}

function timeOf({ startedAt }: Deployment): number {
  return new Date(startedAt).getTime();
}
