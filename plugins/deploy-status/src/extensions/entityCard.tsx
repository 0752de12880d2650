import type { Entity } from '@backstage/catalog-model';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { isDeployStatusAvailable } from '@michi/plugin-deploy-status-common';

/**
 * A service that names no Application gets the card too: it says which line is
 * missing.
 */
const hasDeployments = (entity: Entity): boolean =>
  isDeployStatusAvailable(entity) ||
  (entity.kind.toLocaleLowerCase('en-US') === 'component' &&
    entity.spec?.type === 'service');

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
