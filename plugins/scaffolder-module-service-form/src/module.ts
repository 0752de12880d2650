import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

const serviceNameField = FormFieldBlueprint.make({
  name: 'service-name',
  params: {
    field: () => import('./fields/ServiceName').then(m => m.serviceNameField),
  },
});

const myTeamField = FormFieldBlueprint.make({
  name: 'my-team',
  params: {
    field: () => import('./fields/MyTeam').then(m => m.myTeamField),
  },
});

/** Adds `ui:field: ServiceName` and `ui:field: MyTeam` to the scaffolder's forms. */
export const serviceFormModule = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [serviceNameField, myTeamField],
});
