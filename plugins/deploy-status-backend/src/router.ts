import type {
  AuditorService,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { createContractRouter } from '@michi/contract-node';
import { deployStatusContract } from '@michi/plugin-deploy-status-common';
import type { Router } from 'express';
import type { StatusService } from './services/StatusService';

/** Serves the contract of deploy-status: each route is one call of the service. */
export function createRouter(options: {
  status: StatusService;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  auditor: AuditorService;
}): Router {
  const { status, ...services } = options;
  const allowed = (refs: string[], permitted: ReadonlySet<string>) =>
    refs.filter(ref => permitted.has(ref));

  return createContractRouter({
    contract: deployStatusContract,
    ...services,
    handlers: {
      getEntityStatus: ({ params }) =>
        status.entityStatus(stringifyEntityRef(params)),

      getStatuses: async ({ body, permitted }) => {
        const refs = allowed(body.entityRefs, permitted);
        return {
          statuses: await status.entityStatuses(refs),
          denied: body.entityRefs.length - refs.length,
        };
      },

      getDeployments: async ({ body, permitted }) => {
        const refs = allowed(body.entityRefs, permitted);
        return {
          ...(await status.deployments(refs, new Date(body.since), body.limit)),
          denied: body.entityRefs.length - refs.length,
        };
      },

      getInstances: async () => ({ instances: status.instances() }),
    },
  });
}
