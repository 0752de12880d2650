import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { CallInput, CallOutput } from '@michi/contract-common';
import type {
  deployStatusContract,
  EntityStatus,
  Insights,
  SyncLatency,
} from '@michi/plugin-deploy-status-common';

type Routes = (typeof deployStatusContract)['routes'];
type Body<Name extends keyof Routes> =
  CallInput<Routes[Name]> extends { body: infer B } ? B : never;

/** Whose figures, of which period, in which parts. Times are ISO 8601. */
export type InsightsRequest = Body<'getInsights'>;
/** Which period, in which parts. Times are ISO 8601. */
export type SyncLatenciesRequest = Body<'getSyncLatencies'>;
/** Which entities' deployments, since when. Times are ISO 8601. */
export type DeploymentsRequest = Body<'getDeployments'>;
/** Deployments, newest first, and how many there are in all. */
export type Deployments = CallOutput<Routes['getDeployments']>;

/** Settings of one call. */
export interface DeployStatusServiceOptions {
  /** In whose name it is asked: who may not read something does not get it here either. */
  credentials: BackstageCredentials;
  /** Ends the call early. */
  signal?: AbortSignal;
}

/**
 * What deploy-status knows, for other backend plugins. Each method is a route of
 * its HTTP API, with that route's permission.
 *
 * All throw `ResponseError` with the status and the reason for an answer that is
 * not 2xx, and a `TimeoutError` where there is none in time.
 */
export interface DeployStatusService {
  /** How often, how fast and how well a service, a team, a system or the platform deploys. */
  getInsights(
    request: InsightsRequest,
    options: DeployStatusServiceOptions,
  ): Promise<Insights>;

  /** How fast each Argo CD notices and carries out changes, per destination cluster. */
  getSyncLatencies(
    request: SyncLatenciesRequest,
    options: DeployStatusServiceOptions,
  ): Promise<SyncLatency[]>;

  /**
   * What runs where for one entity.
   *
   * @param entityRef - such as `component:default/blog-api`
   */
  getEntityStatus(
    entityRef: string,
    options: DeployStatusServiceOptions,
  ): Promise<EntityStatus>;

  /** Sync operations of entities. */
  getDeployments(
    request: DeploymentsRequest,
    options: DeployStatusServiceOptions,
  ): Promise<Deployments>;
}
