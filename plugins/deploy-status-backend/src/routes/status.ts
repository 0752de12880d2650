import { stringifyEntityRef } from '@backstage/catalog-model';
import type { Handlers } from '@michi/contract-node';
import type { deployStatusContract } from '@michi/plugin-deploy-status-common';
import type { StatusService } from '../services/StatusService';

/** What runs where, now. */
export function statusHandlers(
  status: StatusService,
): Pick<
  Handlers<typeof deployStatusContract>,
  'getEntityStatus' | 'getStatuses' | 'getInstances'
> {
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

    getInstances: async () => ({ instances: status.instances() }),
  };
}
