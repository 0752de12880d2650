import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** What the URL says after its `?`, which is all of the page's state. */
export interface Url {
  search: URLSearchParams;
  /** A link to this page with other values; undefined takes one away. */
  linkTo(changes: Record<string, string | undefined>): string;
  /** Goes there. `replace` leaves no step to come back to. */
  go(search: URLSearchParams, options?: { replace?: boolean }): void;
}

/** Reads the page's state from the URL and writes it there. */
export function useUrl(): Url {
  const [search, setSearch] = useSearchParams();
  const linkTo = useCallback(
    (changes: Record<string, string | undefined>) => {
      const next = new URLSearchParams(search);
      for (const [name, value] of Object.entries(changes)) {
        if (value === undefined) next.delete(name);
        else next.set(name, value);
      }
      return `?${next}`;
    },
    [search],
  );
  return { search, linkTo, go: setSearch };
}
