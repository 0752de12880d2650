import { createRouteRef } from '@backstage/frontend-plugin-api';

/** The tab "Deployments" of an entity; not there where configuration switches the tab off. */
export const deploymentsRouteRef = createRouteRef();
