import { z } from 'zod';
import { readFilters, writeFilters } from './filters';
import { OWNER_PARAMETER, readOwner } from './scope';

const savedFiltersSchema = z.array(
  z.object({
    name: z.string().trim().min(1).max(60),
    /** The filters and whose services they are about, as the URL writes them. */
    search: z.string().max(2000),
  }),
);

/** A person's named filters. */
export type SavedFilters = z.output<typeof savedFiltersSchema>;

/** What was kept; nothing where it is not what we once wrote. */
export function readSavedFilters(kept: unknown): SavedFilters {
  return savedFiltersSchema.safeParse(kept).data ?? [];
}

/** All of a URL that narrows the list, as it is kept; and the team, also where it is not in the URL. */
export function searchToKeep(
  search: URLSearchParams,
  owner: string | undefined,
): string {
  const kept = writeFilters(new URLSearchParams(), readFilters(search));
  if (owner) kept.set(OWNER_PARAMETER, owner);
  return kept.toString();
}

/**
 * The URL with what was kept in place of what narrows the list now; everything
 * else in it stays. Of what was kept without a team, that is everyone's services.
 */
export function withKept(
  search: URLSearchParams,
  kept: string,
): URLSearchParams {
  const wanted = new URLSearchParams(kept);
  const next = writeFilters(search, readFilters(wanted));
  const owner = readOwner(wanted);
  if (owner) next.set(OWNER_PARAMETER, owner);
  else next.delete(OWNER_PARAMETER);
  return next;
}

/** Takes one away. */
export const removeFilter = (saved: SavedFilters, name: string): SavedFilters =>
  saved.filter(one => one.name !== name);

/** Adds one; a name is taken once, and the newer filter wins. */
export function saveFilter(
  saved: SavedFilters,
  name: string,
  search: string,
): SavedFilters {
  return [...removeFilter(saved, name), { name, search }].sort((a, b) =>
    a.name.localeCompare(b.name),
  );
}
