import { parseEntityRef } from '@backstage/catalog-model';
import { createApiRef } from '@backstage/frontend-plugin-api';
import type { ContractClient } from '@michi/contract-common';
import type {
  deployStatusContract,
  OperationReceipt,
  Plan,
} from '@michi/plugin-deploy-status-common';
import type {
  Intent,
  PlannedIntent,
  PromoteIntent,
  RollbackIntent,
  SyncIntent,
} from './model/intent';

/** What goes with a request beside what it asks for. */
export interface SignedConsent {
  idempotencyKey: string;
  reason?: string;
  confirm?: string;
}

/** Asks what an action would change, and for the action itself. Throws `ResponseError`. */
export interface OperationsApi {
  plan(
    entityRef: string,
    intent: PlannedIntent,
    options: { signal: AbortSignal },
  ): Promise<Plan>;
  send(
    entityRef: string,
    intent: Intent,
    consent: SignedConsent,
  ): Promise<OperationReceipt>;
}

/** What people can do to Applications, over the portal's backend. */
export const deployStatusOperationsApiRef = createApiRef<OperationsApi>().with({
  id: 'plugin.deploy-status.operations',
  pluginId: 'deploy-status',
});

type Client = Pick<
  ContractClient<typeof deployStatusContract>,
  | 'planSync'
  | 'planRollback'
  | 'planPromotion'
  | 'planRetry'
  | 'planTerminate'
  | 'sync'
  | 'rollback'
  | 'promote'
  | 'retry'
  | 'terminate'
  | 'refresh'
>;

const syncBody = ({ target, resources, prune }: SyncIntent) => ({
  target,
  ...(resources && { resources }),
  prune,
});
const rollbackBody = ({ target, deploymentId }: RollbackIntent) => ({
  target,
  deploymentId,
});
const promoteBody = ({ target, images }: PromoteIntent) => ({ target, images });

/** The routes of the contract by what a person means to do. */
export function createOperationsApi(client: Client): OperationsApi {
  return {
    plan(entityRef, intent, options) {
      const params = parseEntityRef(entityRef);
      switch (intent.action) {
        case 'sync':
          return client.planSync({ params, body: syncBody(intent) }, options);
        case 'rollback':
          return client.planRollback(
            { params, body: rollbackBody(intent) },
            options,
          );
        case 'promote':
          return client.planPromotion(
            { params, body: promoteBody(intent) },
            options,
          );
        case 'retry':
          return client.planRetry(
            { params, body: { target: intent.target } },
            options,
          );
        default:
          return client.planTerminate(
            { params, body: { target: intent.target } },
            options,
          );
      }
    },
    send(entityRef, intent, consent) {
      const params = parseEntityRef(entityRef);
      switch (intent.action) {
        case 'sync':
          return client.sync({
            params,
            body: {
              ...syncBody(intent),
              ...(intent.revision && { revision: intent.revision }),
              ...consent,
            },
          });
        case 'rollback':
          return client.rollback({
            params,
            body: { ...rollbackBody(intent), ...consent },
          });
        case 'promote':
          return client.promote({
            params,
            body: { ...promoteBody(intent), ...consent },
          });
        case 'refresh':
          return client.refresh({
            params,
            body: { target: intent.target, ...consent },
          });
        default: {
          const { target, startedAt } = intent;
          return client[intent.action]({
            params,
            body: { target, ...(startedAt && { startedAt }), ...consent },
          });
        }
      }
    },
  };
}
