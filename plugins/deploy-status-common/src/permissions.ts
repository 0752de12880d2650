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

/** Bring earlier deployments into the ledger. */
export const deployStatusImportPermission = createPermission({
  name: 'deploy-status.deployments.import',
  attributes: { action: 'create' },
});

const onEntity = (name: string) =>
  createPermission({
    name,
    attributes: { action: 'update' },
    resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
  });

/** Sync an entity's Application with Git, whole or in part. */
export const deployStatusSyncPermission = onEntity(
  'deploy-status.application.sync',
);
/** Put an entity's Application back to an earlier deployment. */
export const deployStatusRollbackPermission = onEntity(
  'deploy-status.application.rollback',
);
/** Stop a running operation of an entity's Application. */
export const deployStatusTerminatePermission = onEntity(
  'deploy-status.application.terminate',
);
/** Make Argo CD compare an entity's Application with Git now. */
export const deployStatusRefreshPermission = onEntity(
  'deploy-status.application.refresh',
);
/** Repeat a failed deployment of an entity's Application. */
export const deployStatusRetryPermission = onEntity(
  'deploy-status.application.retry',
);
/** Open the pull request that brings other images to an environment of an entity. */
export const deployStatusPromotePermission = onEntity(
  'deploy-status.application.promote',
);
/** Needed beside the others for a change in a protected environment. */
export const deployStatusProtectedPermission = onEntity(
  'deploy-status.protected-environment.change',
);

/**
 * Needed beside the others for a change of an Application of which nothing but
 * an entity's own annotation says whose it is.
 */
export const deployStatusUnprovenPermission = createPermission({
  name: 'deploy-status.unproven-claim.change',
  attributes: { action: 'update' },
});

/** All permissions of deploy-status, as the backend registers them. */
export const deployStatusPermissions = [
  deployStatusReadPermission,
  deployStatusInstancesReadPermission,
  deployStatusImportPermission,
  deployStatusSyncPermission,
  deployStatusRollbackPermission,
  deployStatusTerminatePermission,
  deployStatusRefreshPermission,
  deployStatusRetryPermission,
  deployStatusPromotePermission,
  deployStatusProtectedPermission,
  deployStatusUnprovenPermission,
];
