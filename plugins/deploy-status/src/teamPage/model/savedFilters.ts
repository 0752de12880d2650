import { z } from 'zod';

const savedFiltersSchema = z.array(
  z.object({
    name: z.string().trim().min(1).max(60),
    /** The filters as the URL writes them. */
    search: z.string().max(2000),
  }),
);

/** A person's named filters. */
export type SavedFilters = z.output<typeof savedFiltersSchema>;

/** What was kept; nothing where it is not what we once wrote. */
export function readSavedFilters(kept: unknown): SavedFilters {
  return savedFiltersSchema.safeParse(kept).data ?? [];
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
