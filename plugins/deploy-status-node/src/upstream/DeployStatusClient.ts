import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { createContractClient } from '@michi/contract-common';
import { deployStatusContract } from '@michi/plugin-deploy-status-common';
import type {
  Deployments,
  DeploymentsRequest,
  DeployStatusService,
  DeployStatusServiceOptions,
  InsightsRequest,
  SyncLatenciesRequest,
} from '../DeployStatusService';

/** Figures of two years of a large platform take seconds. */
const DEADLINE_MS = 60_000;

/** {@link DeployStatusService} over HTTP, wherever the plugin runs. */
export class DeployStatusClient implements DeployStatusService {
  constructor(
    private readonly options: {
      auth: AuthService;
      discovery: DiscoveryService;
      /** How long a call may take. */
      deadlineMs?: number;
    },
  ) {}

  async getInsights(
    body: InsightsRequest,
    options: DeployStatusServiceOptions,
  ) {
    const client = await this.#client(options);
    return client.getInsights({ body });
  }

  async getSyncLatencies(
    body: SyncLatenciesRequest,
    options: DeployStatusServiceOptions,
  ) {
    const client = await this.#client(options);
    const { instances } = await client.getSyncLatencies({ body });
    return instances;
  }

  async getEntityStatus(
    entityRef: string,
    options: DeployStatusServiceOptions,
  ) {
    const client = await this.#client(options);
    return client.getEntityStatus({ params: parseEntityRef(entityRef) });
  }

  async getDeployments(
    body: DeploymentsRequest,
    options: DeployStatusServiceOptions,
  ): Promise<Deployments> {
    const client = await this.#client(options);
    return client.getDeployments({ body });
  }

  /** A client for one call: the token is of whoever asks. */
  async #client({ credentials, signal }: DeployStatusServiceOptions) {
    const { auth, discovery, deadlineMs = DEADLINE_MS } = this.options;
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: deployStatusContract.pluginId,
    });
    const deadline = AbortSignal.timeout(deadlineMs);
    const ends = signal ? AbortSignal.any([signal, deadline]) : deadline;
    return createContractClient(deployStatusContract, {
      discoveryApi: discovery,
      fetchApi: {
        fetch: (input, init) => {
          const headers = new Headers(init?.headers);
          headers.set('Authorization', `Bearer ${token}`);
          return fetch(input, { ...init, headers, signal: ends });
        },
      },
    });
  }
}
