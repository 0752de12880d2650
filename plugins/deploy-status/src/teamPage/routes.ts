import { createRouteRef } from '@backstage/frontend-plugin-api';

/** The page of the platform's and the teams' deployments. */
export const overviewRouteRef = createRouteRef();
