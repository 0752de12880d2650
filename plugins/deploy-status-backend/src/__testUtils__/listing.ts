import type { Listing, Observation } from '../domain/observed';

/** A list of which every row was read. */
export function listing(...rows: Observation[]): Listing {
  return { rows, unchanged: new Set() };
}
