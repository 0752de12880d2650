import { stringifyEntityRef } from '@backstage/catalog-model';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import { defineRoute } from '@michi/contract-common';
import { imageText } from '../imageText';
import type { Image } from '../model';
import {
  operationReceiptSchema,
  plainPlanRequestSchema,
  ofOperationRequestSchema,
  plainRequestSchema,
  promotePlanRequestSchema,
  promoteRequestSchema,
  rollbackPlanRequestSchema,
  rollbackRequestSchema,
  syncPlanRequestSchema,
  syncRequestSchema,
  type OperationReceipt,
  type OperationTarget,
  type ResourceName,
} from '../operations';
import {
  deployStatusPromotePermission,
  deployStatusRefreshPermission,
  deployStatusRetryPermission,
  deployStatusRollbackPermission,
  deployStatusSyncPermission,
  deployStatusTerminatePermission,
} from '../permissions';
import { planSchema } from '../plans';
import { ENTITY_PATH, entityParamsSchema } from './common';

const onEntity = (permission: ResourcePermission) => ({
  permission,
  resourceRefs: (input: {
    params: { kind: string; namespace: string; name: string };
  }) => [stringifyEntityRef(input.params)],
});

/** What somebody asked for, as far as a request of its kind says it. */
interface Asked {
  target: OperationTarget;
  idempotencyKey?: string;
  reason?: string;
  prune?: boolean;
  resources?: ResourceName[];
  revision?: string;
  deploymentId?: string;
  startedAt?: string;
  images?: Image[];
}

const nameOfResource = ({ group, kind, namespace, name }: ResourceName) =>
  [group, kind, namespace, name].filter(Boolean).join('/');

const auditOfRequest = ({ body }: { body: Asked }): JsonObject => ({
  instance: body.target.instance,
  application: `${body.target.namespace}/${body.target.name}`,
  ...(body.idempotencyKey && { idempotencyKey: body.idempotencyKey }),
  ...(body.reason && { reason: body.reason }),
  ...(body.prune !== undefined && { prune: body.prune }),
  ...(body.resources && { resources: body.resources.map(nameOfResource) }),
  ...(body.revision && { revision: body.revision }),
  ...(body.deploymentId && { deploymentId: body.deploymentId }),
  ...(body.startedAt && { startedAt: body.startedAt }),
  ...(body.images && { images: body.images.map(imageText) }),
});

/** Who did what, why, and what became of it. */
const audit = (
  input: { body: Asked },
  receipt?: OperationReceipt,
): JsonObject => ({
  ...auditOfRequest(input),
  ...(receipt && {
    outcome: receipt.outcome,
    repeated: receipt.repeated,
    url: receipt.url,
    ...(receipt.message && { message: receipt.message }),
  }),
});

const notDone = ({ outcome, message }: OperationReceipt) =>
  outcome === 'accepted' ? undefined : (message ?? outcome);

const PROTECTED =
  'In a protected environment it also needs `deploy-status.protected-environment.change`, a reason, and the environment’s name in `confirm`.';

/** Of each request that carries an idempotency key. */
const failures = {
  '409': 'The idempotency key stands for another request.',
};

/** What people can do. A plan says before what a change would do. */
export const operationRoutes = {
  planSync: defineRoute({
    method: 'post',
    path: `${ENTITY_PATH}/sync/plan`,
    summary: 'What a sync would change',
    description:
      'Argo CD’s own dry run: it changes nothing that runs, and occupies the Application for a moment, so it is recorded.',
    params: entityParamsSchema,
    body: syncPlanRequestSchema,
    response: planSchema,
    access: onEntity(deployStatusSyncPermission),
    changes: true,
    audit: auditOfRequest,
  }),
  sync: defineRoute({
    method: 'post',
    path: `${ENTITY_PATH}/sync`,
    summary: 'Sync an Application with Git',
    description: PROTECTED,
    params: entityParamsSchema,
    body: syncRequestSchema,
    response: operationReceiptSchema,
    failures,
    access: onEntity(deployStatusSyncPermission),
    changes: true,
    audit,
    notDone,
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
    failures,
    access: onEntity(deployStatusRollbackPermission),
    changes: true,
    audit,
    notDone,
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
    failures,
    access: onEntity(deployStatusPromotePermission),
    changes: true,
    audit,
    notDone,
  }),
  planRetry: defineRoute({
    method: 'post',
    path: `${ENTITY_PATH}/retry/plan`,
    summary: 'What a retry would repeat',
    description:
      'From what Argo CD knows of the operation that failed; no dry run is made.',
    params: entityParamsSchema,
    body: plainPlanRequestSchema,
    response: planSchema,
    access: onEntity(deployStatusRetryPermission),
  }),
  retry: defineRoute({
    method: 'post',
    path: `${ENTITY_PATH}/retry`,
    summary: 'Repeat the last deployment, which failed',
    description: PROTECTED,
    params: entityParamsSchema,
    body: ofOperationRequestSchema,
    response: operationReceiptSchema,
    failures,
    access: onEntity(deployStatusRetryPermission),
    changes: true,
    audit,
    notDone,
  }),
  planTerminate: defineRoute({
    method: 'post',
    path: `${ENTITY_PATH}/terminate/plan`,
    summary: 'What would be stopped, and where it is',
    description: 'What the operation has applied so far stays applied.',
    params: entityParamsSchema,
    body: plainPlanRequestSchema,
    response: planSchema,
    access: onEntity(deployStatusTerminatePermission),
  }),
  terminate: defineRoute({
    method: 'post',
    path: `${ENTITY_PATH}/terminate`,
    summary: 'Stop the running operation',
    description: PROTECTED,
    params: entityParamsSchema,
    body: ofOperationRequestSchema,
    response: operationReceiptSchema,
    failures,
    access: onEntity(deployStatusTerminatePermission),
    changes: true,
    audit,
    notDone,
  }),
  refresh: defineRoute({
    method: 'post',
    path: `${ENTITY_PATH}/refresh`,
    summary: 'Make Argo CD compare with Git now',
    description:
      'Changes nothing that runs, so it has no plan and a protected environment asks for no more.',
    params: entityParamsSchema,
    body: plainRequestSchema,
    response: operationReceiptSchema,
    failures,
    access: onEntity(deployStatusRefreshPermission),
    changes: true,
    audit,
    notDone,
  }),
};
