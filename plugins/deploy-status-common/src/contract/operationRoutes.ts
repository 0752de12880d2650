import { stringifyEntityRef } from '@backstage/catalog-model';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import { defineRoute } from '@michi/contract-common';
import {
  operationReceiptSchema,
  plainRequestSchema,
  planSchema,
  promotePlanRequestSchema,
  promoteRequestSchema,
  rollbackPlanRequestSchema,
  rollbackRequestSchema,
  syncPlanRequestSchema,
  syncRequestSchema,
  type OperationReceipt,
  type OperationTarget,
} from '../operations';
import {
  deployStatusPromotePermission,
  deployStatusRefreshPermission,
  deployStatusRetryPermission,
  deployStatusRollbackPermission,
  deployStatusSyncPermission,
  deployStatusTerminatePermission,
} from '../permissions';
import { ENTITY_PATH, entityParamsSchema } from './common';

const onEntity = (permission: ResourcePermission) => ({
  permission,
  resourceRefs: (input: {
    params: { kind: string; namespace: string; name: string };
  }) => [stringifyEntityRef(input.params)],
});

/** Who did what, why, and what became of it. */
const audit = (
  { body }: { body: { target: OperationTarget; reason?: string } },
  receipt?: OperationReceipt,
) => ({
  instance: body.target.instance,
  application: `${body.target.namespace}/${body.target.name}`,
  ...(body.reason && { reason: body.reason }),
  ...(receipt && {
    outcome: receipt.outcome,
    repeated: receipt.repeated,
    ...(receipt.message && { message: receipt.message }),
  }),
});

const PROTECTED =
  'In a protected environment it also needs `deploy-status.protected-environment.change`, a reason, and the environment’s name in `confirm`.';

/** What people can do. A plan says before what a change would do. */
export const operationRoutes = {
  planSync: defineRoute({
    method: 'post',
    path: `${ENTITY_PATH}/sync/plan`,
    summary: 'What a sync would change',
    params: entityParamsSchema,
    body: syncPlanRequestSchema,
    response: planSchema,
    access: onEntity(deployStatusSyncPermission),
  }),
  sync: defineRoute({
    method: 'post',
    path: `${ENTITY_PATH}/sync`,
    summary: 'Sync an Application with Git',
    description: PROTECTED,
    params: entityParamsSchema,
    body: syncRequestSchema,
    response: operationReceiptSchema,
    access: onEntity(deployStatusSyncPermission),
    changes: true,
    audit,
  }),
  planRollback: defineRoute({
    method: 'post',
    path: `${ENTITY_PATH}/rollback/plan`,
    summary: 'What a rollback would change',
    params: entityParamsSchema,
    body: rollbackPlanRequestSchema,
    response: planSchema,
    access: onEntity(deployStatusRollbackPermission),
  }),
  rollback: defineRoute({
    method: 'post',
    path: `${ENTITY_PATH}/rollback`,
    summary: 'Put an Application back to an earlier deployment',
    description: PROTECTED,
    params: entityParamsSchema,
    body: rollbackRequestSchema,
    response: operationReceiptSchema,
    access: onEntity(deployStatusRollbackPermission),
    changes: true,
    audit,
  }),
  planPromotion: defineRoute({
    method: 'post',
    path: `${ENTITY_PATH}/promote/plan`,
    summary: 'Which lines a promotion would change',
    params: entityParamsSchema,
    body: promotePlanRequestSchema,
    response: planSchema,
    access: onEntity(deployStatusPromotePermission),
  }),
  promote: defineRoute({
    method: 'post',
    path: `${ENTITY_PATH}/promote`,
    summary: 'Open the pull request that brings other images to an environment',
    description: PROTECTED,
    params: entityParamsSchema,
    body: promoteRequestSchema,
    response: operationReceiptSchema,
    access: onEntity(deployStatusPromotePermission),
    changes: true,
    audit,
  }),
  retry: defineRoute({
    method: 'post',
    path: `${ENTITY_PATH}/retry`,
    summary: 'Repeat the last deployment, which failed',
    description: PROTECTED,
    params: entityParamsSchema,
    body: plainRequestSchema,
    response: operationReceiptSchema,
    access: onEntity(deployStatusRetryPermission),
    changes: true,
    audit,
  }),
  terminate: defineRoute({
    method: 'post',
    path: `${ENTITY_PATH}/terminate`,
    summary: 'Stop the running operation',
    description: PROTECTED,
    params: entityParamsSchema,
    body: plainRequestSchema,
    response: operationReceiptSchema,
    access: onEntity(deployStatusTerminatePermission),
    changes: true,
    audit,
  }),
  refresh: defineRoute({
    method: 'post',
    path: `${ENTITY_PATH}/refresh`,
    summary: 'Make Argo CD compare with Git now',
    description:
      'Changes nothing that runs, so a protected environment asks for no more.',
    params: entityParamsSchema,
    body: plainRequestSchema,
    response: operationReceiptSchema,
    access: onEntity(deployStatusRefreshPermission),
    changes: true,
    audit,
  }),
};
