import { createFrontendPlugin } from '@backstage/frontend-plugin-api';

export const deployStatusPlugin = createFrontendPlugin({
  pluginId: 'deploy-status',
  title: 'Deployments',
  extensions: [],
});
