/** In days, as the periods count it. */
export const YEAR = 365;
/** As long as the ledger keeps deployments by default. */
export const LEDGER_YEARS = 2;
/** The same in days. */
export const LEDGER_DAYS = LEDGER_YEARS * YEAR;
/** Periods that the timeline can show, in days. */
export const PERIODS = [7, 30, 90, YEAR, LEDGER_DAYS] as const;
/** {@inheritDoc PERIODS} */
export type Period = (typeof PERIODS)[number];

/** Outcomes that the timeline can be narrowed to. */
export const OUTCOMES = ['all', 'failed', 'rollback'] as const;
/** {@inheritDoc OUTCOMES} */
export type Outcome = (typeof OUTCOMES)[number];

/** Which deployments the timeline shows, and which of them is open. */
export interface TimelineFilter {
  /** All of them where it is empty. */
  environments: string[];
  only: Outcome;
  days: Period;
  /** The id of the deployment whose details are open. */
  open: string | undefined;
}

const DEFAULT: TimelineFilter = {
  environments: [],
  only: 'all',
  days: 30,
  open: undefined,
};

/** Reads the filter from an address; what it does not know stays as it is by default. */
export function readFilter(search: URLSearchParams): TimelineFilter {
  return {
    environments: [...new Set(search.getAll('environment'))].sort(),
    only: OUTCOMES.find(one => one === search.get('only')) ?? DEFAULT.only,
    days:
      PERIODS.find(days => String(days) === search.get('days')) ?? DEFAULT.days,
    open: search.get('deployment') ?? DEFAULT.open,
  };
}

/** The address with another filter; whatever else it says is kept. */
export function writeFilter(
  search: URLSearchParams,
  change: Partial<TimelineFilter>,
): URLSearchParams {
  const { environments, only, days, open } = {
    ...readFilter(search),
    ...change,
  };
  const next = new URLSearchParams(search);
  ['environment', 'only', 'days', 'deployment'].forEach(key =>
    next.delete(key),
  );
  environments.forEach(environment => next.append('environment', environment));
  if (only !== DEFAULT.only) next.set('only', only);
  if (days !== DEFAULT.days) next.set('days', String(days));
  if (open !== undefined) next.set('deployment', open);
  return next;
}

/** Whether anything is left out but what is older than the period. */
export const isNarrowed = ({ environments, only }: TimelineFilter): boolean =>
  environments.length > 0 || only !== DEFAULT.only;

/** The start of the day so many days before another. */
export function daysBefore(day: Date, days: number): Date {
  const start = new Date(day);
  start.setDate(start.getDate() - days);
  return start;
}
