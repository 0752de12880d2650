import type {
  Deployment,
  EntityStatus,
} from '@michi/plugin-deploy-status-common';
import { spotsOf } from './environments';
import { distinguish } from './places';

/** What tells a deployment's place from the others of its environment; undefined where there is only one. */
export type Tell = (deployment: Deployment) => string | undefined;

/** Tells the places of an entity's deployments apart, also those of Applications that are gone. */
export const tellDeployments = (
  status: Pick<EntityStatus, 'applications' | 'instances'>,
  deployments: readonly Deployment[],
): Tell => distinguish([...spotsOf(status), ...deployments], status.instances);

/** The same for the deployments of many entities, each of which has places of its own. */
export function tellOfServices(
  statuses: readonly EntityStatus[],
  deployments: readonly Deployment[],
): Tell {
  const byEntity = new Map<string, Deployment[]>();
  for (const deployment of deployments) {
    const known = byEntity.get(deployment.entityRef);
    if (known) known.push(deployment);
    else byEntity.set(deployment.entityRef, [deployment]);
  }
  const tellers = new Map(
    statuses.map(status => [
      status.entityRef,
      tellDeployments(status, byEntity.get(status.entityRef) ?? []),
    ]),
  );
  return deployment => tellers.get(deployment.entityRef)?.(deployment);
}
