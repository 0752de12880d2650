import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { hasDeployments } from './hasDeployments';

/** The card "Deployments" on an entity's overview. */
export const deploymentsEntityCard = EntityCardBlueprint.make({
  name: 'deployments',
  params: {
    type: 'content',
    filter: hasDeployments,
    loader: () =>
      import('../components/DeploymentsCard').then(m => <m.DeploymentsCard />),
  },
});
