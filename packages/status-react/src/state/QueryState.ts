/**
 * What a view knows about data that comes from elsewhere. Views switch over
 * `status`; nothing is inferred from several flags.
 *
 * - `loading`: nothing yet.
 * - `ready`: data to show. `refreshing` while a newer answer is on its way.
 *   `stale` once a refresh failed: the data is the last good one.
 * - `error`: there is no data to show. `retrying` while the next try runs.
 */
export type QueryState<T> =
  | { status: 'loading' }
  | {
      status: 'ready';
      data: T;
      refreshing: boolean;
      stale?: {
        /** When the shown data arrived, in milliseconds since 1970. */
        since: number;
        error: Error;
      };
    }
  | { status: 'error'; error: Error; retrying: boolean };

/** The data of a state that has some. */
export function dataOf<T>(state: QueryState<T>): T | undefined {
  return state.status === 'ready' ? state.data : undefined;
}
