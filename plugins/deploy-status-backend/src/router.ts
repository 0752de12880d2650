import type {
  AuditorService,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { createContractRouter } from '@michi/contract-node';
import { deployStatusContract } from '@michi/plugin-deploy-status-common';
import type { Router } from 'express';
import { ledgerHandlers } from './routes/ledger';
import { statusHandlers } from './routes/status';
import type { DeploymentService } from './services/DeploymentService';
import type { StatusService } from './services/StatusService';

/** Serves the contract of deploy-status: each route is one call of a service. */
export function createRouter(options: {
  status: StatusService;
  deployments: DeploymentService;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  auditor: AuditorService;
}): Router {
  const { status, deployments, ...services } = options;
  return createContractRouter({
    contract: deployStatusContract,
    ...services,
    handlers: {
      ...statusHandlers(status),
      ...ledgerHandlers(deployments),
    },
  });
}
