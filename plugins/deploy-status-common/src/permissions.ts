import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import { createPermission } from '@backstage/plugin-permission-common';

/** Read what runs where for an entity. Decided per catalog entity. */
export const deployStatusReadPermission = createPermission({
  name: 'deploy-status.status.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/** Read how the portal stands with each Argo CD instance. */
export const deployStatusInstancesReadPermission = createPermission({
  name: 'deploy-status.instances.read',
  attributes: { action: 'read' },
});

/** All permissions of deploy-status, as the backend registers them. */
export const deployStatusPermissions = [
  deployStatusReadPermission,
  deployStatusInstancesReadPermission,
];
