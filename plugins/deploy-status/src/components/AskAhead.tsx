import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { useEffect } from 'react';
import { matchPath, useLocation } from 'react-router-dom';
import { deployStatusFeedApiRef } from '../api/deployStatusApi';

/** The path of any component's page, wherever the catalog is mounted. */
function useComponentPattern(): string | undefined {
  const path = useRouteRef(entityRouteRef);
  return path?.({ kind: 'component', namespace: 'NAMESPACE', name: 'NAME' })
    .replace('NAMESPACE', ':namespace')
    .replace('NAME', ':name');
}

/**
 * Asks for a component's state as soon as the address says which component it
 * is, while the page for it is still being fetched.
 */
export function AskAhead() {
  const feed = useApi(deployStatusFeedApiRef);
  const pattern = useComponentPattern();
  const { pathname } = useLocation();
  const match = pattern && matchPath({ path: pattern, end: false }, pathname);
  const { namespace, name } = (match && match.params) || {};
  useEffect(() => {
    if (namespace && name) {
      feed.askAhead(stringifyEntityRef({ kind: 'component', namespace, name }));
    }
  }, [feed, namespace, name]);
  return null;
}
