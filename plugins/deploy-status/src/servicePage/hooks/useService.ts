import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { getApplicationLocator } from '@michi/plugin-deploy-status-common';
import { useMemo } from 'react';
import type { Service } from '../../model/services';

/** The entity as the feed asks about it; the same object as long as it is the same service. */
export function useService(entity: Entity): Service {
  const entityRef = stringifyEntityRef(entity);
  const { name } = entity.metadata;
  const applicationName = getApplicationLocator(entity)?.name;
  return useMemo(
    () => ({ entityRef, name, applicationName }),
    [entityRef, name, applicationName],
  );
}
