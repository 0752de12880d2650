import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { IdentityApi } from '@backstage/core-plugin-api';
import type { CatalogApi } from '@backstage/plugin-catalog-react';
import {
  getApplicationLocator,
  isServiceEntity,
  MAX_ENTITIES,
} from '@michi/plugin-deploy-status-common';
import type { Service, Services, ServiceScope } from '../model/services';

const FIELDS = [
  'kind',
  'metadata.namespace',
  'metadata.name',
  'metadata.title',
  'metadata.annotations',
  'spec.type',
];

function toService(entity: Entity): Service {
  return {
    entityRef: stringifyEntityRef(entity),
    name: entity.metadata.title ?? entity.metadata.name,
    applicationName: getApplicationLocator(entity)?.name,
  };
}

/** Finds the services of a scope in the catalog. */
export async function loadServices(
  scope: ServiceScope,
  apis: { catalogApi: CatalogApi; identityApi: IdentityApi },
): Promise<Services> {
  const { catalogApi, identityApi } = apis;
  const { ownershipEntityRefs } = await identityApi.getBackstageIdentity();
  const owned = await catalogApi.queryEntities({
    filter: {
      kind: 'component',
      'relations.ownedBy': ownershipEntityRefs,
    },
    fields: FIELDS,
    limit: MAX_ENTITIES,
  });
  const own = owned.items.filter(isServiceEntity).map(toService);
  if (scope === 'own-or-all' && own.length > 0) {
    return {
      scope: 'own',
      services: own,
      total: own.length,
      own: own.length,
    };
  }
  const all = await catalogApi.queryEntities({
    filter: { kind: 'component', 'spec.type': 'service' },
    fields: FIELDS,
    limit: MAX_ENTITIES,
  });
  return {
    scope: 'all',
    services: all.items.map(toService),
    total: all.totalItems,
    own: own.length,
  };
}
