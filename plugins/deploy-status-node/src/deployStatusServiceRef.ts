import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import type { DeployStatusService } from './DeployStatusService';
import { DeployStatusClient } from './upstream/DeployStatusClient';

/**
 * What deploy-status knows, for other backend plugins. There is nothing to
 * install beside the deploy-status backend.
 *
 * @example
 * ```ts
 * env.registerInit({
 *   deps: { auth: coreServices.auth, deployStatus: deployStatusServiceRef },
 *   async init({ auth, deployStatus }) {
 *     const { figures } = await deployStatus.getInsights(
 *       { scope: { kind: 'platform' }, since: '2026-11-01T00:00:00Z' },
 *       { credentials: await auth.getOwnServiceCredentials() },
 *     );
 *   },
 * });
 * ```
 */
export const deployStatusServiceRef = createServiceRef<DeployStatusService>({
  id: 'deploy-status.service',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory: deps => new DeployStatusClient(deps),
    }),
});
