import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { useApi, useApiHolder } from '@backstage/core-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import {
  getApplicationLocator,
  type EntityStatus,
} from '@michi/plugin-deploy-status-common';
import { useLiveQuery, type QueryState } from '@michi/status-react';
import { useEffect, useMemo } from 'react';
import { deployStatusFeedApiRef } from '../api/deployStatusApi';
import type { DeployStatusFeed } from '../api/DeployStatusFeed';

/** The feed, looking out for changes as long as the component is there. */
export function useFeed(): DeployStatusFeed {
  const feed = useApi(deployStatusFeedApiRef);
  // A portal may lack the signals plugin.
  const signalApi = useApiHolder().get(signalApiRef);
  useEffect(() => feed.connect(signalApi), [feed, signalApi]);
  return feed;
}

/** What runs where for an entity, kept current. */
export function useEntityStatus(entity: Entity): {
  state: QueryState<EntityStatus>;
  refresh(): void;
} {
  const feed = useFeed();
  const entityRef = stringifyEntityRef(entity);
  const applicationName = getApplicationLocator(entity)?.name;
  const query = useMemo(
    () => feed.entity(entityRef, applicationName),
    [feed, entityRef, applicationName],
  );
  return { state: useLiveQuery(query), refresh: query.refresh };
}
