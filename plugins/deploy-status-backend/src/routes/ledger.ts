import type { Handlers } from '@michi/contract-node';
import type { deployStatusContract } from '@michi/plugin-deploy-status-common';
import type { StatusService } from '../services/StatusService';

/** What was deployed, and what follows from it. */
export function ledgerHandlers(
  status: StatusService,
): Pick<Handlers<typeof deployStatusContract>, 'getDeployments'> {
  return {
    getDeployments: async ({ body, permitted }) => {
      const refs = body.entityRefs.filter(ref => permitted.has(ref));
      return {
        ...(await status.deployments(refs, new Date(body.since), body.limit)),
        denied: body.entityRefs.length - refs.length,
      };
    },
  };
}
