import { createApiRef } from '@backstage/frontend-plugin-api';
import type { DeployStatusFeed } from './DeployStatusFeed';

/** Gives every part of the page that shows deployments the same, live data. */
export const deployStatusFeedApiRef = createApiRef<DeployStatusFeed>().with({
  id: 'plugin.deploy-status.feed',
  pluginId: 'deploy-status',
});
