import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useEffect } from 'react';
import { matchPath, useLocation } from 'react-router-dom';
import { deployStatusFeedApiRef } from '../api/deployStatusApi';

/**
 * Where the catalog has its pages by default. Routes are not known this early,
 * before somebody has signed in; where the catalog is mounted elsewhere, nothing
 * is asked ahead and the page asks itself.
 */
const COMPONENT_PAGE = '/catalog/:namespace/component/:name';

/**
 * Asks for a component's state as soon as the address says which component it
 * is, while the page for it is still being fetched.
 */
export function AskAhead() {
  const feed = useApi(deployStatusFeedApiRef);
  const { pathname } = useLocation();
  const match = matchPath({ path: COMPONENT_PAGE, end: false }, pathname);
  const { namespace, name } = match?.params ?? {};
  useEffect(() => {
    if (namespace && name) {
      feed.askAhead(stringifyEntityRef({ kind: 'component', namespace, name }));
    }
  }, [feed, namespace, name]);
  return null;
}
