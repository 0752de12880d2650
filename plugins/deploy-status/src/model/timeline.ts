import { hasFailed, type Deployment } from '@michi/plugin-deploy-status-common';

/** Inner measures of the strip, in SVG units that are pixels at full width. */
export const STRIP = {
  width: 800,
  left: 84,
  right: 12,
  lane: 22,
  axis: 18,
} as const;

const HOUR = 60 * 60 * 1000;

/** One deployment as a mark on the strip. */
export interface Mark {
  deployment: Deployment;
  x: number;
  lane: number;
}

/** The strip's lanes, marks and hours. */
export interface Timeline {
  lanes: string[];
  marks: Mark[];
  hours: { hour: number; x: number }[];
  height: number;
}

/**
 * Lays deployments out by the time of day, one lane per environment.
 *
 * @param start - midnight in the reader's zone
 * @param environments - in the order of the road to production; others follow
 */
export function layOut(
  deployments: Deployment[],
  start: Date,
  environments: string[],
): Timeline {
  // Oldest first, so that later marks lie on top of earlier ones; failures on all.
  const inOrder = deployments.toReversed();
  const lanes = [
    ...new Set([
      ...environments,
      ...inOrder.map(({ environment }) => environment),
    ]),
  ];
  const from = start.getTime();
  const span = 24 * HOUR;
  const usable = STRIP.width - STRIP.left - STRIP.right;
  const x = (time: number) =>
    STRIP.left + (Math.min(Math.max(time - from, 0), span) / span) * usable;
  return {
    lanes,
    marks: inOrder
      .toSorted((a, b) => Number(hasFailed(a)) - Number(hasFailed(b)))
      .map(deployment => ({
        deployment,
        x: x(new Date(deployment.startedAt).getTime()),
        lane: lanes.indexOf(deployment.environment),
      })),
    hours: [0, 6, 12, 18, 24].map(hour => ({ hour, x: x(from + hour * HOUR) })),
    height: lanes.length * STRIP.lane + STRIP.axis,
  };
}
