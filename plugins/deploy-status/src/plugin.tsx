import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { feedApi, operationsApi } from './extensions/apis';
import { askAheadElement } from './extensions/askAhead';
import { deploymentsEntityCard } from './extensions/entityCard';
import { deploymentsEntityContent } from './extensions/entityContent';
import {
  headlineWidget,
  myServicesWidget,
  todayWidget,
} from './extensions/homeWidgets';
import { deploymentsRouteRef } from './routes';
import { deploymentsPage, groupDeployments } from './teamPage/extensions';
import { overviewRouteRef } from './teamPage/routes';

/** What runs where, on the service page and on the home page. */
export const deployStatusPlugin = createFrontendPlugin({
  pluginId: 'deploy-status',
  title: 'Deployments',
  routes: { root: overviewRouteRef, deployments: deploymentsRouteRef },
  info: { packageJson: () => import('../package.json') },
  extensions: [
    feedApi,
    operationsApi,
    askAheadElement,
    deploymentsEntityCard,
    deploymentsEntityContent,
    headlineWidget,
    myServicesWidget,
    todayWidget,
    deploymentsPage,
    groupDeployments,
  ],
});
