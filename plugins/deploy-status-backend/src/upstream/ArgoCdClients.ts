import type { LoggerService } from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { NotFoundError } from '@backstage/errors';
import type { ArgoCdInstanceConfig } from '../config';
import { ArgoCdClient } from './ArgoCdClient';
import {
  createArgoCdOperations,
  type ArgoCdOperations,
} from './ArgoCdOperations';
import type { Reader } from './reading/Reader';

/** One client for each configured instance: following and changing share its session. */
export class ArgoCdClients {
  readonly #clients: ReadonlyMap<string, ArgoCdClient>;
  /** What changes Applications, by instance. */
  readonly operations: ReadonlyMap<string, ArgoCdOperations>;

  constructor(
    instances: readonly ArgoCdInstanceConfig[],
    options: {
      logger: LoggerService;
      metrics?: MetricsService;
      reader: Reader;
    },
  ) {
    this.#clients = new Map(
      instances.map(one => [one.name, ArgoCdClient.create(one, options)]),
    );
    this.operations = new Map(
      [...this.#clients].map(([name, client]) => [
        name,
        createArgoCdOperations(request => client.request(request)),
      ]),
    );
  }

  get(instance: string): ArgoCdClient {
    const client = this.#clients.get(instance);
    if (!client) {
      throw new NotFoundError(
        `No Argo CD instance called '${instance}' is configured`,
      );
    }
    return client;
  }
}
