import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { feedApi, operationsApi } from './extensions/apis';
import { askAheadElement } from './extensions/askAhead';
import { deploymentsEntityCard } from './extensions/entityCard';
import {
  headlineWidget,
  myServicesWidget,
  todayWidget,
} from './extensions/homeWidgets';

/** What runs where, on the service page and on the home page. */
export const deployStatusPlugin = createFrontendPlugin({
  pluginId: 'deploy-status',
  title: 'Deployments',
  info: { packageJson: () => import('../package.json') },
  extensions: [
    feedApi,
    operationsApi,
    askAheadElement,
    deploymentsEntityCard,
    headlineWidget,
    myServicesWidget,
    todayWidget,
  ],
});
