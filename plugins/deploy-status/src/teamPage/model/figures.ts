import type {
  Distribution,
  ExclusionReason,
  Figures,
  Insights,
} from '@michi/plugin-deploy-status-common';

/** The figures, in the order in which they are shown. */
export const FIGURES = [
  'deploymentFrequency',
  'leadTime',
  'timeToHealthy',
  'timeToSynced',
  'failureRate',
  'recoveryTime',
] as const;
/** The name of one. */
export type FigureId = (typeof FIGURES)[number];

/** Name of the parameter in the URL that says which one is explained. */
export const FIGURE_PARAMETER = 'figure';

/** The figure that a URL asks to explain. */
export function readFigure(search: URLSearchParams): FigureId | undefined {
  const asked = search.get(FIGURE_PARAMETER);
  return FIGURES.find(figure => figure === asked);
}

/** What a figure's numbers are: a count, a share between 0 and 1, or seconds. */
export type FigureUnit = 'count' | 'share' | 'seconds';

/** One figure of one period. */
export interface Reading {
  unit: FigureUnit;
  /** What the figure comes to; undefined where nothing was counted. */
  value: number | undefined;
  /** The 90th percentile of a duration. */
  p90: number | undefined;
  /** How many deployments it is made of. */
  n: number;
  /** Of those, how many failed; only for the failure rate. */
  failed: number | undefined;
  excluded: { reason: ExclusionReason; n: number }[];
}

function ofDistribution(distribution: Distribution): Reading {
  const { n, p50Seconds, p90Seconds, excluded } = distribution;
  return {
    unit: 'seconds',
    value: p50Seconds,
    p90: p90Seconds,
    n,
    failed: undefined,
    excluded,
  };
}

/** A figure as all of them are shown. */
export function readingOf(figures: Figures, id: FigureId): Reading {
  switch (id) {
    case 'deploymentFrequency': {
      const { n, perDay, excluded } = figures.deploymentFrequency;
      return {
        unit: 'count',
        value: perDay,
        p90: undefined,
        n,
        failed: undefined,
        excluded,
      };
    }
    case 'failureRate': {
      const { n, failed, rate, excluded } = figures.failureRate;
      return {
        unit: 'share',
        value: rate,
        p90: undefined,
        n,
        failed,
        excluded,
      };
    }
    default:
      return ofDistribution(figures[id]);
  }
}

/** One part of a period on a chart. */
export interface TrendPoint {
  from: string;
  to: string;
  value: number | undefined;
  /** A second line. */
  second: number | undefined;
  n: number;
}

/** How a figure went. A frequency is drawn as the count of each part, which is what was seen. */
export function trendOf(
  series: Insights['series'],
  id: FigureId,
): TrendPoint[] {
  return series.map(({ from, to, figures }) => {
    const { unit, value, p90, n } = readingOf(figures, id);
    return {
      from,
      to,
      value: unit === 'count' && value !== undefined ? n : value,
      second: p90,
      n,
    };
  });
}

/** A row of the breakdown: one team or service. */
export type Part = Insights['breakdown'][number];

/** By what a row is sorted: what it shows, and what that is of where it is the same. */
function weightOf({ figures }: Part, id: FigureId) {
  const { value, n } = readingOf(figures, id);
  return { value: (id === 'deploymentFrequency' ? n : value) ?? -1, n };
}

/** What drives a figure, the largest first, then by name. */
export function sortBreakdown(parts: Part[], id: FigureId): Part[] {
  return parts.toSorted((a, b) => {
    const [one, other] = [weightOf(a, id), weightOf(b, id)];
    return (
      other.value - one.value || other.n - one.n || a.ref.localeCompare(b.ref)
    );
  });
}
