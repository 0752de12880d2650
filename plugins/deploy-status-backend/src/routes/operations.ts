import { stringifyEntityRef } from '@backstage/catalog-model';
import type { Handlers } from '@michi/contract-node';
import type { deployStatusContract } from '@michi/plugin-deploy-status-common';
import type { OperationService } from '../services/operations/OperationService';

/** What people can do. */
export function operationHandlers(
  operations: OperationService,
): Pick<
  Handlers<typeof deployStatusContract>,
  | 'planSync'
  | 'sync'
  | 'planRollback'
  | 'rollback'
  | 'planPromotion'
  | 'promote'
  | 'planRetry'
  | 'retry'
  | 'planTerminate'
  | 'terminate'
  | 'refresh'
> {
  return {
    planSync: ({ params, body, credentials }) =>
      operations.planSync(stringifyEntityRef(params), body, credentials),
    sync: ({ params, body, credentials }) =>
      operations.sync(stringifyEntityRef(params), body, credentials),
    planRollback: ({ params, body, credentials }) =>
      operations.planRollback(stringifyEntityRef(params), body, credentials),
    rollback: ({ params, body, credentials }) =>
      operations.rollback(stringifyEntityRef(params), body, credentials),
    planPromotion: ({ params, body, credentials }) =>
      operations.planPromotion(stringifyEntityRef(params), body, credentials),
    promote: ({ params, body, credentials }) =>
      operations.promote(stringifyEntityRef(params), body, credentials),
    planRetry: ({ params, body, credentials }) =>
      operations.planRetry(stringifyEntityRef(params), body, credentials),
    retry: ({ params, body, credentials }) =>
      operations.retry(stringifyEntityRef(params), body, credentials),
    planTerminate: ({ params, body, credentials }) =>
      operations.planTerminate(stringifyEntityRef(params), body, credentials),
    terminate: ({ params, body, credentials }) =>
      operations.terminate(stringifyEntityRef(params), body, credentials),
    refresh: ({ params, body, credentials }) =>
      operations.refresh(stringifyEntityRef(params), body, credentials),
  };
}
