import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { ActionOptions } from './common';
import { registerGetDeploymentsAction } from './getDeployments';
import { registerGetDeployStatusAction } from './getDeployStatus';
import { registerGetDifferencesAction } from './getDifferences';
import { registerGetInsightsAction } from './getInsights';
import { registerListInstancesAction } from './listInstances';
import { registerListServicesAction } from './listServices';
import { registerPlanPromotionAction } from './planPromotion';
import { registerPlanRetryAction } from './planRetry';
import { registerPlanRollbackAction } from './planRollback';
import { registerPlanSyncAction } from './planSync';
import { registerPlanTerminationAction } from './planTermination';
import { registerPromoteVersionAction } from './promoteVersion';
import { registerRefreshApplicationAction } from './refreshApplication';
import { registerRetryDeploymentAction } from './retryDeployment';
import { registerRollbackApplicationAction } from './rollbackApplication';
import { registerSyncApplicationAction } from './syncApplication';
import { registerTerminateOperationAction } from './terminateOperation';

/**
 * Offers what the API offers as actions, also over MCP. Each is a call of a
 * route in the name of whoever invokes it: permissions, checks and audit events
 * are the same.
 */
export function registerActions(
  actionsRegistry: ActionsRegistryService,
  call: ActionOptions['call'],
): void {
  const options = { actionsRegistry, call };
  registerGetDeployStatusAction(options);
  registerListServicesAction(options);
  registerGetDeploymentsAction(options);
  registerGetDifferencesAction(options);
  registerGetInsightsAction(options);
  registerListInstancesAction(options);
  registerPlanSyncAction(options);
  registerSyncApplicationAction(options);
  registerPlanRollbackAction(options);
  registerRollbackApplicationAction(options);
  registerPlanPromotionAction(options);
  registerPromoteVersionAction(options);
  registerPlanRetryAction(options);
  registerRetryDeploymentAction(options);
  registerPlanTerminationAction(options);
  registerTerminateOperationAction(options);
  registerRefreshApplicationAction(options);
}
