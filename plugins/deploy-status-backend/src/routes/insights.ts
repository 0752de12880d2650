import type { Handlers } from '@michi/contract-node';
import type { deployStatusContract } from '@michi/plugin-deploy-status-common';
import type { DeploymentImport } from '../services/DeploymentImport';
import type { InsightsService } from '../services/InsightsService';
import type { SyncLatencyService } from '../services/SyncLatencyService';

/** What follows from the ledger, and how the past comes into it. */
export function insightsHandlers(services: {
  insights: InsightsService;
  syncLatency: SyncLatencyService;
  deploymentImport: DeploymentImport;
}): Pick<
  Handlers<typeof deployStatusContract>,
  'getInsights' | 'getSyncLatencies' | 'importDeployments'
> {
  const { insights, syncLatency, deploymentImport } = services;
  return {
    getInsights: ({ body, permit }) => insights.insights(body, permit),

    getSyncLatencies: async ({ body }) => ({
      instances: await syncLatency.syncLatencies(body),
    }),

    importDeployments: ({ lines }) => deploymentImport.run(lines),
  };
}
