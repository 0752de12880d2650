import { useLiveQuery, type QueryState } from '@michi/status-react';
import { useMemo } from 'react';
import type {
  InsightsAnswer,
  InstancesAnswer,
  ServiceRows,
  SyncLatencies,
} from '../../api/TeamQueries';
import { useFeed } from '../../hooks/useDeployStatus';
import { useStartOfDay } from '../../hooks/useStartOfDay';
import { latencyBucket, startOfPeriod, type Period } from '../model/period';
import { insightsScope } from '../model/scope';

/** A state with the way to load it again. */
export interface Loaded<T> {
  state: QueryState<T>;
  refresh(): void;
}

/** The services of an owner, or everyone's, kept current. */
export function useServiceRows(owner: string | undefined): Loaded<ServiceRows> {
  const feed = useFeed();
  const query = useMemo(
    () => feed.team.serviceRows(owner ? { owners: [owner] } : {}),
    [feed, owner],
  );
  return { state: useLiveQuery(query), refresh: query.refresh };
}

/** The figures of a period that ends now, by week. */
export function useInsights(
  owner: string | undefined,
  system: string | undefined,
  period: Period,
): Loaded<InsightsAnswer> {
  const feed = useFeed();
  const today = useStartOfDay();
  const query = useMemo(
    () =>
      feed.team.insights({
        scope: insightsScope(owner, system),
        since: startOfPeriod(today, period),
        bucket: 'week',
      }),
    [feed, owner, system, today, period],
  );
  return { state: useLiveQuery(query), refresh: query.refresh };
}

/** The figures of today. */
export function useToday(owner: string | undefined): Loaded<InsightsAnswer> {
  const feed = useFeed();
  const today = useStartOfDay();
  const query = useMemo(
    () =>
      feed.team.insights({
        scope: insightsScope(owner, undefined),
        since: today.toISOString(),
      }),
    [feed, owner, today],
  );
  return { state: useLiveQuery(query), refresh: query.refresh };
}

/** How the portal stands with each Argo CD instance. */
export function useInstances(): Loaded<InstancesAnswer> {
  const feed = useFeed();
  const query = useMemo(() => feed.team.instances(), [feed]);
  return { state: useLiveQuery(query), refresh: query.refresh };
}

/** How each Argo CD instance kept up. */
export function useSyncLatencies(period: Period): Loaded<SyncLatencies> {
  const feed = useFeed();
  const today = useStartOfDay();
  const query = useMemo(
    () =>
      feed.team.syncLatencies({
        since: startOfPeriod(today, period),
        bucket: latencyBucket(period),
      }),
    [feed, today, period],
  );
  return { state: useLiveQuery(query), refresh: query.refresh };
}
