import type {
  AuditorService,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { createContractRouter } from '@michi/contract-node';
import { deployStatusContract } from '@michi/plugin-deploy-status-common';
import type { Router } from 'express';
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

/** Serves the contract of deploy-status: each route is one call of a service. */
export function createRouter(options: {
  status: StatusService;
  services: ServiceBoard;
  differences: DifferenceService;
  deployments: DeploymentService;
  operations: OperationService;
  insights: InsightsService;
  syncLatency: SyncLatencyService;
  deploymentImport: DeploymentImport;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  auditor: AuditorService;
}): Router {
  const {
    status,
    services,
    differences,
    deployments,
    operations,
    insights,
    syncLatency,
    deploymentImport,
    ...rest
  } = options;
  return createContractRouter({
    contract: deployStatusContract,
    ...rest,
    handlers: {
      ...statusHandlers({ status, services, differences }),
      ...ledgerHandlers(deployments),
      ...operationHandlers(operations),
      ...insightsHandlers({ insights, syncLatency, deploymentImport }),
    },
  });
}
