import type {
  Instance,
  ServicePlace,
  ServiceRow,
} from '@michi/plugin-deploy-status-common';
import type { Tone } from '@michi/status-react';
import { compareTones, toneOf } from '../../model/condition';
import { distinguish } from '../../model/places';

/** The environments as columns: in configured order, then any others. */
export function environmentColumns(
  rows: ServiceRow[],
  instances: Instance[],
): string[] {
  const columns = new Set(instances.map(({ environment }) => environment));
  for (const { places } of rows) {
    for (const { environment } of places) columns.add(environment);
  }
  return [...columns];
}

/** A service in one environment, which may have several places (regions). */
export interface PlaceSummary {
  /** The one to look at first. */
  place: ServicePlace;
  tone: Tone;
  /** The others that run something else or are in another state. */
  others: number;
  /** What tells it from those others, where there are any. */
  distinction: string | undefined;
}

/** What was true some time ago is not known to be true now. */
const toneOfPlace = ({ live, condition }: ServicePlace): Tone =>
  live ? toneOf(condition) : 'unknown';

/** What a cell shows; undefined where the service does not run there. */
export function placeIn(
  { places }: ServiceRow,
  environment: string,
  instances: Instance[],
): PlaceSummary | undefined {
  const [worst, ...rest] = places
    .filter(place => place.environment === environment)
    .sort((a, b) => compareTones(toneOfPlace(a), toneOfPlace(b)));
  if (!worst) return undefined;
  const others = rest.filter(
    ({ version, condition }) =>
      version !== worst.version || condition !== worst.condition,
  ).length;
  return {
    place: worst,
    tone: toneOfPlace(worst),
    others,
    // What is the same everywhere is not the one place's.
    distinction: others > 0 ? distinguish(places, instances)(worst) : undefined,
  };
}

/** Distinct values of one field, sorted. */
export function valuesOf(
  rows: ServiceRow[],
  field: 'owner' | 'system',
): string[] {
  return [...new Set(rows.flatMap(row => row[field] ?? []))].sort();
}

/** Orders what can be chosen as people look for it. */
export const byLabel = (a: { label: string }, b: { label: string }): number =>
  a.label.localeCompare(b.label);

/** The name in an entity reference, with its namespace where that is not the default. */
export function nameOfRef(entityRef: string): string {
  const name = entityRef.slice(entityRef.indexOf(':') + 1);
  return name.startsWith('default/') ? name.slice('default/'.length) : name;
}
