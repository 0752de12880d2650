import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Deployments } from './Deployments';

/** A team's deployments on the team's own page. */
export function GroupDeployments() {
  const { entity } = useEntity();
  return <Deployments owner={stringifyEntityRef(entity)} headingLevel={2} />;
}
