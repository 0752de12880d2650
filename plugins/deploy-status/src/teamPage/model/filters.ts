import type {
  AttentionKind,
  ServiceRow,
} from '@michi/plugin-deploy-status-common';
import { ATTENTION_KINDS } from './attention';

/** Which of the services are listed. All of it is in the URL. */
export interface Filters {
  /** Words that must occur in the name, title, owner, system or a version. */
  text: string;
  /** Any of them; every service where it is empty. */
  attention: AttentionKind[];
  /** A system's entity reference. */
  system: string | undefined;
  environment: string | undefined;
}

/** Names of the parameters in the URL. */
export const FILTER_PARAMETERS = {
  text: 'q',
  attention: 'attention',
  system: 'system',
  environment: 'environment',
} as const;

/** What a URL asks for; values that do not exist are left out. */
export function readFilters(search: URLSearchParams): Filters {
  const asked = search.getAll(FILTER_PARAMETERS.attention);
  return {
    text: search.get(FILTER_PARAMETERS.text) ?? '',
    attention: ATTENTION_KINDS.filter(kind => asked.includes(kind)),
    system: search.get(FILTER_PARAMETERS.system) ?? undefined,
    environment: search.get(FILTER_PARAMETERS.environment) ?? undefined,
  };
}

/** The URL with other filters; everything else in it stays. */
export function writeFilters(
  search: URLSearchParams,
  change: Partial<Filters>,
): URLSearchParams {
  const { text, attention, system, environment } = {
    ...readFilters(search),
    ...change,
  };
  const next = new URLSearchParams(search);
  for (const name of Object.values(FILTER_PARAMETERS)) next.delete(name);
  if (text) next.set(FILTER_PARAMETERS.text, text);
  for (const kind of attention) next.append(FILTER_PARAMETERS.attention, kind);
  if (system) next.set(FILTER_PARAMETERS.system, system);
  if (environment) next.set(FILTER_PARAMETERS.environment, environment);
  return next;
}

/** A row with what is searched of it, prepared once. */
export interface SearchableRow {
  row: ServiceRow;
  text: string;
}

const lower = (text: string) => text.toLocaleLowerCase('en-US');

/**
 * Prepares rows to be searched with every key that is pressed: by what is seen,
 * and by the references behind it.
 */
export function searchable(
  rows: ServiceRow[],
  nameOf: (entityRef: string) => string,
): SearchableRow[] {
  return rows.map(row => ({
    row,
    text: lower(
      [
        row.entityRef,
        row.title,
        row.owner,
        row.owner && nameOf(row.owner),
        row.system,
        row.system && nameOf(row.system),
        ...row.places.map(({ version }) => version),
      ].join('\n'),
    ),
  }));
}

/** The rows that fit, in the order they came in. */
export function filterRows(
  rows: SearchableRow[],
  filters: Filters,
): ServiceRow[] {
  const words = lower(filters.text).split(/\s+/).filter(Boolean);
  const { attention, system, environment } = filters;
  return rows
    .filter(
      ({ row, text }) =>
        words.every(word => text.includes(word)) &&
        (!system || row.system === system) &&
        (!environment ||
          row.places.some(place => place.environment === environment)) &&
        (attention.length === 0 || hasAttention(row, attention, environment)),
    )
    .map(({ row }) => row);
}

/** Whether one of the kinds is there, in the environment where one is asked for. */
function hasAttention(
  row: ServiceRow,
  kinds: AttentionKind[],
  environment: string | undefined,
): boolean {
  return row.attention.some(
    item =>
      kinds.includes(item.kind) &&
      (!environment || !item.environment || item.environment === environment),
  );
}
