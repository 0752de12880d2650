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
import { DeploymentImport } from './services/DeploymentImport';
import { DeploymentService } from './services/DeploymentService';
import { DifferenceService } from './services/DifferenceService';
import { EntityIndex } from './services/EntityIndex';
import { FollowedInstances } from './services/FollowedInstances';
import { scheduleForgetting } from './services/forgetting';
import { InsightsService } from './services/InsightsService';
import { createOperationService } from './services/operations/createOperationService';
import { PortalRequests } from './services/PortalRequests';
import { RemovedApplications } from './services/RemovedApplications';
import { ServiceBoard } from './services/ServiceBoard';
import { StatusService } from './services/StatusService';
import { SyncLatencyService } from './services/SyncLatencyService';
import { DatabaseImportStore } from './store/DatabaseImportStore';
import { DatabaseInsightsStore } from './store/DatabaseInsightsStore';
import { DatabaseOperationStore } from './store/DatabaseOperationStore';
import { DatabaseStatusStore } from './store/DatabaseStatusStore';
import { ArgoCdClients } from './upstream/ArgoCdClients';
import { GitHubClients } from './upstream/GitHubClients';
import { GitHubComparer } from './upstream/GitComparer';
import { IntegratedGitHosts } from './upstream/GitHosts';

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
        const { config, logger, metrics, permissions, permissionsRegistry } =
          deps;
        const settings = readDeployStatusConfig(config);
        const store = await DatabaseStatusStore.create(deps.database);

        const argoCds = new ArgoCdClients(settings.instances, {
          logger,
          metrics,
        });
        const followed = await FollowedInstances.create({
          instances: settings.instances,
          connect: ({ name }) => argoCds.get(name),
          store,
          publisher: new ChangePublisher(deps.signals, logger),
          logger,
          timings: { relistMs: settings.relistMs },
        });
        // What is known is there already; the rest need not hold up the start.
        deps.lifecycle.addStartupHook(() => followed.start());
        deps.lifecycle.addShutdownHook(() => followed.stop());
        const requests = new DatabaseOperationStore(
          await deps.database.getClient(),
        );
        await scheduleForgetting(
          deps.scheduler,
          { store, requests },
          settings,
          logger,
        );

        const { catalog, auth } = deps;
        const entities = new EntityIndex({ catalog, auth, logger });
        deps.lifecycle.addStartupHook(() => entities.start());
        deps.lifecycle.addShutdownHook(() => entities.stop());

        const integrations = ScmIntegrations.fromConfig(config);
        const gitHostType = (page: string) => integrations.byUrl(page)?.type;
        const status = new StatusService(followed, entities, gitHostType);
        const services = new ServiceBoard({
          entities,
          board: followed.board,
          rules: settings,
        });
        const gitHub = new GitHubClients(integrations, { logger, metrics });
        const comparer = new GitHubComparer(gitHub);
        deps.lifecycle.addShutdownHook(() => comparer.close());
        const differences = new DifferenceService({
          entities,
          board: followed.board,
          comparer,
          logger,
        });
        const deployments = new DeploymentService({
          board: followed.board,
          revisions: followed.revisions,
          store,
          entities,
          requests: new PortalRequests(requests),
          gitHostType,
        });
        const { board } = followed;
        const figures = await DatabaseInsightsStore.create(deps.database);
        const insights = new InsightsService({
          entities,
          board,
          store: figures,
          removed: new RemovedApplications(store),
          production: settings.production,
          logger,
        });
        const syncLatency = new SyncLatencyService({ board, store: figures });
        const deploymentImport = new DeploymentImport({
          board,
          store,
          imports: await DatabaseImportStore.create(deps.database),
          retentionMs: settings.retentionMs,
        });
        const operations = createOperationService({
          board,
          entities,
          permissions,
          store: requests,
          deployments: store,
          operations: argoCds.operations,
          hosts: new IntegratedGitHosts(integrations, gitHub),
          revisions: followed.revisions,
          gitHostType,
          logger,
        });
        permissionsRegistry.addPermissions(deployStatusPermissions);
        const api = createApi({
          status,
          services,
          differences,
          deployments,
          operations,
          insights,
          syncLatency,
          deploymentImport,
          permissions,
          auditor: deps.auditor,
        });
        deps.httpRouter.use(
          createContractRouter({ ...api, httpAuth: deps.httpAuth }),
        );
        registerActions(deps.actionsRegistry, createContractCaller(api));
      },
    });
  },
});
