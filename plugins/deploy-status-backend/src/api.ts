import type {
  AuditorService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { PerformOptions } from '@michi/contract-node';
import { deployStatusContract } from '@michi/plugin-deploy-status-common';
import { insightsHandlers } from './routes/insights';
import { ledgerHandlers } from './routes/ledger';
import { operationHandlers } from './routes/operations';
import { statusHandlers } from './routes/status';
import type { DeploymentImport } from './services/DeploymentImport';
import type { DeploymentService } from './services/DeploymentService';
import type { DifferenceService } from './services/DifferenceService';
import type { InsightsService } from './services/InsightsService';
import type { OperationService } from './services/operations/OperationService';
import type { ServiceBoard } from './services/ServiceBoard';
import type { StatusService } from './services/StatusService';
import type { SyncLatencyService } from './services/SyncLatencyService';

/**
 * The contract of deploy-status and what answers it: each route is one call of
 * a service. Served over HTTP, and called by the actions.
 */
export function createApi(options: {
  status: StatusService;
  services: ServiceBoard;
  differences: DifferenceService;
  deployments: DeploymentService;
  operations: OperationService;
  insights: InsightsService;
  syncLatency: SyncLatencyService;
  deploymentImport: DeploymentImport;
  permissions: PermissionsService;
  auditor: AuditorService;
}): PerformOptions<typeof deployStatusContract> {
  const { permissions, auditor } = options;
  return {
    contract: deployStatusContract,
    permissions,
    auditor,
    handlers: {
      ...statusHandlers(options),
      ...ledgerHandlers(options.deployments),
      ...operationHandlers(options.operations),
      ...insightsHandlers(options),
    },
  };
}
