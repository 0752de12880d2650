import { dataOf, type QueryState } from '@michi/status-react';
import { useState } from 'react';

/**
 * A query's state that keeps showing the answer of the question before while
 * the first answer to a new one is on its way, so that nothing jumps.
 */
export function useKeptState<T>(state: QueryState<T>): QueryState<T> {
  const [kept, setKept] = useState<T>();
  const data = dataOf(state);
  if (data !== undefined && data !== kept) setKept(data);
  return state.status === 'loading' && kept !== undefined
    ? { status: 'ready', data: kept, refreshing: true }
    : state;
}
