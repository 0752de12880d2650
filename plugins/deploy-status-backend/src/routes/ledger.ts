import type { Handlers } from '@michi/contract-node';
import type { deployStatusContract } from '@michi/plugin-deploy-status-common';
import type { DeploymentService } from '../services/DeploymentService';

/** What was deployed. */
export function ledgerHandlers(
  deployments: DeploymentService,
): Pick<Handlers<typeof deployStatusContract>, 'getDeployments'> {
  return {
    getDeployments: async ({ body, permitted }) => {
      const { entityRefs, since, before, ...filter } = body;
      const refs = entityRefs.filter(ref => permitted.has(ref));
      const answer = await deployments.deployments(refs, {
        ...filter,
        since: new Date(since),
        ...(before && { before: new Date(before) }),
      });
      return { ...answer, denied: entityRefs.length - refs.length };
    },
  };
}
