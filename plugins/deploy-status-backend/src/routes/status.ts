import { stringifyEntityRef } from '@backstage/catalog-model';
import type { Handlers } from '@michi/contract-node';
import type { deployStatusContract } from '@michi/plugin-deploy-status-common';
import type { DifferenceService } from '../services/DifferenceService';
import type { ServiceBoard } from '../services/ServiceBoard';
import type { StatusService } from '../services/StatusService';

/** What runs where, now. */
export function statusHandlers(options: {
  status: StatusService;
  services: ServiceBoard;
  differences: DifferenceService;
}): Pick<
  Handlers<typeof deployStatusContract>,
  | 'getEntityStatus'
  | 'getStatuses'
  | 'getServices'
  | 'getDifferences'
  | 'getInstances'
  | 'getVersion'
> {
  const { status, services, differences } = options;
  return {
    getEntityStatus: ({ params }) =>
      status.entityStatus(stringifyEntityRef(params)),

    getStatuses: async ({ body, permitted }) => {
      const refs = body.entityRefs.filter(ref => permitted.has(ref));
      return {
        statuses: await status.entityStatuses(refs),
        denied: body.entityRefs.length - refs.length,
      };
    },

    getServices: ({ body, permit }) => services.services(body, permit),

    getDifferences: async ({ params }) => ({
      differences: await differences.differences(stringifyEntityRef(params)),
    }),

    getInstances: async () => ({ instances: status.instances() }),

    getVersion: async () => ({ version: status.version() }),
  };
}
