import { useSyncExternalStore } from 'react';
import type { LiveQuery } from './LiveQuery';
import type { QueryState } from './QueryState';

/** Follows a {@link LiveQuery} for as long as the component is there. */
export function useLiveQuery<T>(query: LiveQuery<T>): QueryState<T> {
  return useSyncExternalStore(query.subscribe, query.getState);
}
