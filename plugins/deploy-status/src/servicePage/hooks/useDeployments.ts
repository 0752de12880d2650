import { useLiveQuery, type QueryState } from '@michi/status-react';
import { useMemo } from 'react';
import type { DeploymentFilter, Deployments } from '../../api/deploymentPages';
import type { Differences } from '../../api/DeployStatusFeed';
import { useFeed } from '../../hooks/useDeployStatus';
import { useStartOfDay } from '../../hooks/useStartOfDay';
import type { Service } from '../../model/services';
import { daysBefore, LEDGER_DAYS, type TimelineFilter } from '../model/filter';
import { useKeptState } from './useKeptState';

/** A state, and the way to ask again. */
export interface Live<T> {
  state: QueryState<T>;
  refresh(): void;
}

/** What the backend is asked for a filter. */
export function askedBy({
  environments,
  only,
}: TimelineFilter): DeploymentFilter {
  return {
    ...(environments.length > 0 && { environments }),
    ...(only !== 'all' && { only }),
  };
}

/** The deployments that the timeline shows, kept current. */
export function useTimeline(
  service: Service,
  filter: TimelineFilter,
  pages: number,
): Live<Deployments> & { since: Date } {
  const feed = useFeed();
  const { days } = filter;
  const today = useStartOfDay();
  const since = useMemo(() => daysBefore(today, days), [today, days]);
  // The feed gives the same query for the same filter.
  const query = useMemo(
    () =>
      feed.deployments([service], since.toISOString(), askedBy(filter), pages),
    [feed, service, since, filter, pages],
  );
  return {
    state: useKeptState(useLiveQuery(query)),
    refresh: query.refresh,
    since,
  };
}

/** The last deployments to each environment, kept current. */
export function useLatestDeployments(
  service: Service,
  environments: string[],
): Live<Deployments> {
  const feed = useFeed();
  const today = useStartOfDay();
  const key = environments.join('\n');
  const query = useMemo(
    () =>
      feed.latestDeployments(
        service,
        daysBefore(today, LEDGER_DAYS).toISOString(),
        key.split('\n').filter(Boolean),
      ),
    [feed, service, today, key],
  );
  return { state: useKeptState(useLiveQuery(query)), refresh: query.refresh };
}

/** By which commits the environments differ, kept current. */
export function useDifferences(service: Service): Live<Differences> {
  const feed = useFeed();
  const query = useMemo(() => feed.differences(service), [feed, service]);
  return { state: useLiveQuery(query), refresh: query.refresh };
}
