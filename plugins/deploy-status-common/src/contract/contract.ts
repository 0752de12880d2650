import { defineContract } from '@michi/contract-common';
import { ledgerRoutes } from './ledgerRoutes';
import { operationRoutes } from './operationRoutes';
import { statusRoutes } from './statusRoutes';

/** The HTTP API of deploy-status. */
export const deployStatusContract = defineContract({
  pluginId: 'deploy-status',
  title: 'Michi deploy status',
  version: '1.0.0',
  routes: { ...statusRoutes, ...ledgerRoutes, ...operationRoutes },
});
