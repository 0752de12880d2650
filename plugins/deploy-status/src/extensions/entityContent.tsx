import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { deploymentsRouteRef } from '../routes';
import { hasDeployments } from './hasDeployments';

/** The tab "Deployments" of an entity. */
export const deploymentsEntityContent = EntityContentBlueprint.make({
  name: 'deployments',
  params: {
    path: '/deployments',
    title: 'Deployments',
    group: 'deployment',
    routeRef: deploymentsRouteRef,
    filter: hasDeployments,
    loader: () =>
      import('../servicePage/DeploymentsPage').then(m => <m.DeploymentsPage />),
  },
});
