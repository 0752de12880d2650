import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  createGithubRepoPushAction,
  createPublishGithubAction,
} from '@backstage/plugin-scaffolder-backend-module-github';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { scaffolderTemplatingExtensionPoint } from '@backstage/plugin-scaffolder-node/alpha';
import { createCheckServiceAction } from './actions/checkService';
import { createPublishRepositoryAction } from './actions/publishRepository';
import { createRegisterServiceAction } from './actions/registerService';
import { readModuleOptions } from './config';
import { toMarkdownTextFilter, toYamlStringFilter } from './filters';
import { OctokitRepositories } from './upstream/GithubRepositories';

/** Adds the golden path's actions and filters to the scaffolder. */
export const kubevelaModule = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'kubevela',
  register({ registerInit }) {
    registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        templating: scaffolderTemplatingExtensionPoint,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
      },
      async init({ actions, templating, catalog, config }) {
        const options = readModuleOptions(config);
        const integrations = ScmIntegrations.fromConfig(config);
        const credentialsProvider =
          DefaultGithubCredentialsProvider.fromIntegrations(integrations);
        const repositories = new OctokitRepositories({
          integrations,
          credentialsProvider,
        });
        const github = {
          integrations,
          config,
          githubCredentialsProvider: credentialsProvider,
        };

        templating.addTemplateFilters([
          toMarkdownTextFilter,
          toYamlStringFilter,
        ]);
        actions.addActions(
          createCheckServiceAction({ options, catalog, repositories }),
          createPublishRepositoryAction({
            options,
            integrations,
            repositories,
            publish: createPublishGithubAction(github),
            push: createGithubRepoPushAction(github),
          }),
          createRegisterServiceAction({ integrations, catalog }),
        );
      },
    });
  },
});
