import { useLiveQuery, type QueryState } from '@michi/status-react';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { Deployments } from '../api/deploymentPages';
import type { Statuses } from '../api/DeployStatusFeed';
import type { Service, Services } from '../model/services';
import { useFeed } from './useDeployStatus';

const PARAMETER = 'services';

/** The services that the home page is about: the person's own, or all (`?services=all`). */
export function useHomeServices(): {
  state: QueryState<Services>;
  refresh(): void;
} {
  const feed = useFeed();
  const [search] = useSearchParams();
  const scope = search.get(PARAMETER) === 'all' ? 'all' : 'own-or-all';
  const query = useMemo(() => feed.services(scope), [feed, scope]);
  return { state: useLiveQuery(query), refresh: query.refresh };
}

/** The state of many services, kept current. */
export function useStatuses(services: Service[]): {
  state: QueryState<Statuses>;
  refresh(): void;
} {
  const feed = useFeed();
  const query = useMemo(() => feed.statuses(services), [feed, services]);
  return { state: useLiveQuery(query), refresh: query.refresh };
}

/** The deployments of many services since a time, kept current. */
export function useDeployments(
  services: Service[],
  since: string,
): { state: QueryState<Deployments>; refresh(): void } {
  const feed = useFeed();
  const query = useMemo(
    () => feed.deployments(services, since),
    [feed, services, since],
  );
  return { state: useLiveQuery(query), refresh: query.refresh };
}
