import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  createContractCaller,
  createContractRouter,
} from '@michi/contract-node';
import { deployStatusPermissions } from '@michi/plugin-deploy-status-common';
import { registerActions } from './actions/registerActions';
import { createApi } from './api';
import { readDeployStatusConfig } from './config';
import { ChangePublisher } from './services/ChangePublisher';
import { createServices } from './services/createServices';
import { EntityIndex } from './services/EntityIndex';
import { FollowedInstances } from './services/FollowedInstances';
import { scheduleForgetting } from './services/forgetting';
import { warnOfUnconfigured } from './services/warnOfUnconfigured';
import { createStores } from './store/createStores';
import { ArgoCdClients } from './upstream/ArgoCdClients';
import { ThreadReader } from './upstream/reading/ThreadReader';

/**
 * Follows every configured Argo CD and serves what runs where.
 *
 * @public
 */
export const deployStatusPlugin = createBackendPlugin({
  pluginId: 'deploy-status',
  register(env) {
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
      },
      async init(deps) {
        const { catalog, auth, logger, metrics, lifecycle, permissions } = deps;
        const settings = readDeployStatusConfig(deps.config);
        settings.warnings.forEach(warning => logger.warn(warning));
        const stores = await createStores(deps.database);
        const { instances } = settings;

        const reader = new ThreadReader({ logger });
        if (instances.length > 0) reader.start();
        const argoCds = new ArgoCdClients(instances, {
          logger,
          metrics,
          reader,
        });
        const followed = await FollowedInstances.create({
          instances,
          connect: ({ name }) => argoCds.get(name),
          store: stores.status,
          publisher: new ChangePublisher(deps.signals, logger),
          logger,
          timings: { relistMs: settings.relistMs },
          retentionMs: settings.retentionMs,
        });
        const entities = new EntityIndex({ catalog, auth, logger });
        const services = createServices({
          settings,
          stores,
          argoCds,
          followed,
          entities,
          integrations: ScmIntegrations.fromConfig(deps.config),
          permissions,
          logger,
          metrics,
        });

        // What is known is there already; the rest need not hold up the start.
        lifecycle.addStartupHook(() => followed.start());
        lifecycle.addShutdownHook(async () => {
          await followed.stop();
          await reader.close();
        });
        lifecycle.addStartupHook(() => entities.start());
        lifecycle.addStartupHook(() =>
          warnOfUnconfigured(stores.status, instances, logger),
        );
        lifecycle.addShutdownHook(() => entities.stop());
        lifecycle.addShutdownHook(() => services.close());
        await scheduleForgetting(
          deps.scheduler,
          { store: stores.status, requests: stores.operations },
          settings,
          logger,
        );

        deps.permissionsRegistry.addPermissions(deployStatusPermissions);
        const { auditor, httpAuth } = deps;
        const api = createApi({ ...services, permissions, auditor });
        deps.httpRouter.use(createContractRouter({ ...api, httpAuth }));
        registerActions(deps.actionsRegistry, createContractCaller(api));
      },
    });
  },
});
