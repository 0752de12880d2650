import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import RocketIcon from '@material-ui/icons/FlightTakeoff';
import { overviewRouteRef } from './routes';

/** Everything that is deployed, and what a team has of it (`?owner=`). */
export const deploymentsPage = PageBlueprint.make({
  params: {
    path: '/deployments',
    title: 'Deployments',
    icon: <RocketIcon fontSize="inherit" />,
    routeRef: overviewRouteRef,
    noHeader: true,
    loader: () =>
      import('./components/DeploymentsPage').then(m => <m.DeploymentsPage />),
  },
});

/** What a team has deployed, on the team's own page. */
export const groupDeployments = EntityContentBlueprint.make({
  name: 'group-deployments',
  params: {
    path: '/deployments',
    title: 'Deployments',
    group: 'deployment',
    filter: { kind: 'group' },
    loader: () =>
      import('./components/GroupDeployments').then(m => <m.GroupDeployments />),
  },
});
