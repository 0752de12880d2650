import type {
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { ScmIntegrations } from '@backstage/integration';
import type { DeployStatusConfig } from '../config';
import type { Stores } from '../store/createStores';
import type { ArgoCdClients } from '../upstream/ArgoCdClients';
import { GitHubComparer } from '../upstream/GitComparer';
import { GitHubClients } from '../upstream/GitHubClients';
import { IntegratedGitHosts } from '../upstream/GitHosts';
import { DeploymentImport } from './DeploymentImport';
import { DeploymentService } from './DeploymentService';
import { DifferenceService } from './DifferenceService';
import type { EntityIndex } from './EntityIndex';
import type { FollowedInstances } from './FollowedInstances';
import { InsightsService } from './InsightsService';
import { createOperationService } from './operations/createOperationService';
import { PortalRequests } from './PortalRequests';
import { RemovedApplications } from './RemovedApplications';
import { gitHostTypes } from './gitHostTypes';
import { ServiceBoard } from './ServiceBoard';
import { StatusService } from './StatusService';
import { SyncLatencyService } from './SyncLatencyService';

/** What answers the API, each from what is followed, stored or asked. */
export function createServices(options: {
  settings: DeployStatusConfig;
  stores: Stores;
  argoCds: ArgoCdClients;
  followed: FollowedInstances;
  entities: EntityIndex;
  integrations: ScmIntegrations;
  permissions: PermissionsService;
  logger: LoggerService;
  metrics: MetricsService;
}) {
  const { settings, stores, followed, entities, integrations } = options;
  const { logger, metrics, permissions } = options;
  const { board, revisions } = followed;
  const gitHub = new GitHubClients(integrations, { logger, metrics });
  const gitHostType = gitHostTypes(integrations);
  const requests = new PortalRequests(stores.operations, stores.status, logger);
  return {
    status: new StatusService(followed, entities, gitHostType, requests),
    services: new ServiceBoard({ entities, board, rules: settings }),
    differences: new DifferenceService({
      entities,
      board,
      comparer: new GitHubComparer(gitHub),
      logger,
    }),
    deployments: new DeploymentService({
      board,
      revisions,
      store: stores.status,
      entities,
      requests,
      gitHostType,
    }),
    insights: new InsightsService({
      entities,
      board,
      store: stores.insights,
      removed: new RemovedApplications(stores.status),
      production: settings.production,
      retentionMs: settings.retentionMs,
      logger,
    }),
    syncLatency: new SyncLatencyService({
      board,
      store: stores.insights,
      retentionMs: settings.retentionMs,
    }),
    deploymentImport: new DeploymentImport({
      board,
      store: stores.status,
      retentionMs: settings.retentionMs,
    }),
    operations: createOperationService({
      board,
      entities,
      permissions,
      store: stores.operations,
      deployments: stores.status,
      requests,
      operations: options.argoCds.operations,
      hosts: new IntegratedGitHosts(integrations, gitHub),
      revisions,
      gitHostType,
      logger,
    }),
    /** Ends every connection that is not an Argo CD's. */
    close: () => gitHub.close(),
  };
}
