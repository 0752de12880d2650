import type {
  Deployment,
  EntityStatus,
  deployStatusContract,
} from '@michi/plugin-deploy-status-common';
import type { CallOutput, ContractClient } from '@michi/contract-common';
import { LiveQuery } from '@michi/status-react';
import { parseEntityRef } from '@backstage/catalog-model';
import type { SignalApi } from '@backstage/plugin-signals-react';
import { Ahead } from './Ahead';
import { ChangeWatch } from './ChangeWatch';
import {
  loadLatest,
  loadPages,
  type DeploymentFilter,
  type Deployments,
} from './deploymentPages';
import type { QueryShelf } from './QueryShelf';
import { TeamQueries } from './TeamQueries';
import type { Service, Services, ServiceScope } from '../model/services';

type Routes = (typeof deployStatusContract)['routes'];
/** The states of many entities, and how many were withheld. */
export type Statuses = CallOutput<Routes['getStatuses']>;
/** How the environments of an entity differ. */
export type Differences = CallOutput<Routes['getDifferences']>;

const SERVICES = 5 * 60 * 1000;
/** The backend writes what happened into its ledger a moment after it tells of it. */
const WRITTEN_AFTER = 500;

/**
 * One live query per question, shared by all who ask it, and kept current by
 * {@link ChangeWatch}.
 */
export class DeployStatusFeed {
  /** What the team and platform page asks. */
  readonly team: TeamQueries;
  private readonly watch: ChangeWatch;
  private readonly entityQueries: QueryShelf<EntityStatus>;
  private readonly statusQueries: QueryShelf<Statuses>;
  private readonly deploymentQueries: QueryShelf<Deployments>;
  private readonly differenceQueries: QueryShelf<Differences>;
  private readonly serviceQueries = new Map<
    ServiceScope,
    LiveQuery<Services>
  >();
  private readonly ahead = new Ahead<EntityStatus>();

  constructor(
    private readonly options: {
      client: ContractClient<typeof deployStatusContract>;
      loadServices(scope: ServiceScope): Promise<Services>;
    },
  ) {
    this.watch = new ChangeWatch(async signal => {
      const { version } = await options.client.getVersion({}, { signal });
      return version;
    });
    this.entityQueries = this.watch.shelf();
    this.statusQueries = this.watch.shelf();
    this.deploymentQueries = this.watch.shelf(WRITTEN_AFTER);
    this.differenceQueries = this.watch.shelf();
    this.team = new TeamQueries(options.client, this.watch);
  }

  /**
   * Looks out for changes until the returned function is called.
   *
   * @param signalApi - absent where signals are not installed
   */
  connect(signalApi: SignalApi | undefined): () => void {
    return this.watch.connect(signalApi);
  }

  /** Asks for an entity's state before the view that shows it is there. */
  askAhead(entityRef: string): void {
    if (this.entityQueries.has(entityRef)) return;
    this.ahead.ask(entityRef, () =>
      this.options.client.getEntityStatus({
        params: parseEntityRef(entityRef),
      }),
    );
  }

  /** What runs where for one entity. */
  entity(entityRef: string, applicationName?: string): LiveQuery<EntityStatus> {
    return this.entityQueries.take(entityRef, {
      names: applicationName === undefined ? undefined : [applicationName],
      create: () =>
        this.watch.question({
          load: async signal =>
            (await this.ahead.take(entityRef)) ??
            this.options.client.getEntityStatus(
              { params: parseEntityRef(entityRef) },
              { signal },
            ),
          statusesOf: status => [status],
        }),
    });
  }

  /** What runs where for many services. */
  statuses(services: Service[]): LiveQuery<Statuses> {
    const entityRefs = services.map(service => service.entityRef);
    return this.statusQueries.take(entityRefs.join(), {
      names: applicationNames(services),
      create: () =>
        this.watch.question({
          load: signal =>
            this.options.client.getStatuses(
              { body: { entityRefs } },
              { signal },
            ),
          statusesOf: ({ statuses }) => statuses,
        }),
    });
  }

  /**
   * The deployments of many services since a time, newest first.
   *
   * @param pages - how many pages to load; `total`
   *   and `failed` of the answer count past them
   */
  deployments(
    services: Service[],
    since: string,
    filter: DeploymentFilter = {},
    pages = 1,
  ): LiveQuery<Deployments> {
    const body = {
      entityRefs: services.map(service => service.entityRef),
      since,
      ...filter,
    };
    return this.deploymentQueries.take(`${pages} ${JSON.stringify(body)}`, {
      names: applicationNames(services),
      create: () =>
        this.watch.question({
          load: signal => loadPages(this.options.client, body, pages, signal),
          statusesOf: () => [],
        }),
    });
  }

  /** Every deployment that fits, once: for an export. Throws `ResponseError`. */
  async everyDeployment(
    service: Service,
    since: string,
    filter: DeploymentFilter,
  ): Promise<Deployment[]> {
    const { deployments } = await loadPages(
      this.options.client,
      { entityRefs: [service.entityRef], since, ...filter },
      Infinity,
    );
    return deployments;
  }

  /** The last deployments to each of the environments, however long ago. */
  latestDeployments(
    service: Service,
    since: string,
    environments: string[],
  ): LiveQuery<Deployments> {
    const { entityRef } = service;
    const key = JSON.stringify([entityRef, since, environments]);
    return this.deploymentQueries.take(key, {
      names: applicationNames([service]),
      create: () =>
        this.watch.question({
          load: signal =>
            loadLatest(
              this.options.client,
              { entityRef, since, environments },
              signal,
            ),
          statusesOf: () => [],
        }),
    });
  }

  /** By which commits the environments of an entity differ. */
  differences(service: Service): LiveQuery<Differences> {
    const { entityRef } = service;
    return this.differenceQueries.take(entityRef, {
      names: applicationNames([service]),
      create: () =>
        this.watch.question({
          load: signal =>
            this.options.client.getDifferences(
              { params: parseEntityRef(entityRef) },
              { signal },
            ),
          statusesOf: () => [],
        }),
    });
  }

  /** The services of the person, or everyone's. */
  services(scope: ServiceScope): LiveQuery<Services> {
    const query =
      this.serviceQueries.get(scope) ??
      new LiveQuery({
        load: () => this.options.loadServices(scope),
        interval: () => SERVICES,
      });
    this.serviceQueries.set(scope, query);
    return query;
  }
}

function applicationNames(services: Service[]): string[] | undefined {
  const names = services.map(service => service.applicationName);
  return names.every(name => name !== undefined) ? names : undefined;
}
