/** The periods that can be chosen, in days. */
export const PERIODS = [30, 90, 365] as const;
/** One of them. */
export type Period = (typeof PERIODS)[number];

/** Name of the parameter in the URL. */
export const PERIOD_PARAMETER = 'period';

/** What a URL asks for: `30d`, `90d` or `1y`. */
export function readPeriod(search: URLSearchParams): Period {
  switch (search.get(PERIOD_PARAMETER)) {
    case '30d':
      return 30;
    case '1y':
      return 365;
    default:
      return 90;
  }
}

const WRITTEN: Record<Period, string> = { 30: '30d', 90: '90d', 365: '1y' };

/** The period as the URL writes it. */
export const writePeriod = (period: Period): string => WRITTEN[period];

/** The parts of which trends are drawn. */
export type Bucket = 'day' | 'week';

/** Days show what tuning did last week; over a quarter they are noise. */
export const latencyBucket = (period: Period): Bucket =>
  period === 30 ? 'day' : 'week';

/** The start of a period that ends today, at midnight in the reader's zone. */
export function startOfPeriod(today: Date, days: number): string {
  const start = new Date(today);
  start.setDate(start.getDate() - days);
  return start.toISOString();
}
