import type { ReactNode } from 'react';
import type { QueryState } from '../state/QueryState';
import { ErrorMessage, StaleMessage } from './ErrorMessage';

/**
 * The states of a query around its data: the shape of what is on its way, what
 * failed and how to try again, and above old data from when it is.
 */
export function QueryView<T>(props: {
  state: QueryState<T>;
  /** In the shape of the data. */
  skeleton: ReactNode;
  /** What could not be loaded, in words. */
  errorTitle: string;
  onRetry(): void;
  children(data: T): ReactNode;
}) {
  const { state, skeleton, errorTitle, onRetry, children } = props;
  switch (state.status) {
    case 'loading':
      return <>{skeleton}</>;
    case 'error':
      return (
        <ErrorMessage
          error={state.error}
          title={errorTitle}
          onRetry={onRetry}
          retrying={state.retrying}
        />
      );
    default:
      return (
        <>
          {state.stale && (
            <StaleMessage
              stale={state.stale}
              onRetry={onRetry}
              retrying={state.refreshing}
            />
          )}
          {children(state.data)}
        </>
      );
  }
}
