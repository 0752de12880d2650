import {
  DEPLOY_STATUS_CHANNEL,
  deployStatusSignalSchema,
  type DeployStatusSignal,
  type EntityStatus,
  type deployStatusContract,
} from '@michi/plugin-deploy-status-common';
import type { CallOutput, ContractClient } from '@michi/contract-common';
import { LiveQuery, type QueryState } from '@michi/status-react';
import { parseEntityRef } from '@backstage/catalog-model';
import type { SignalApi } from '@backstage/plugin-signals-react';
import { Ahead } from './Ahead';
import { QueryShelf, type Question } from './QueryShelf';
import type { Service, Services, ServiceScope } from '../model/services';

type Routes = (typeof deployStatusContract)['routes'];
/** The states of many entities, and how many were withheld. */
export type Statuses = CallOutput<Routes['getStatuses']>;
/** Deployments since a time. */
export type Deployments = CallOutput<Routes['getDeployments']>;

const SECOND = 1000;
/** While something runs, or nobody tells us of changes. */
const FAST = 5 * SECOND;
/** While signals tell us of every change. */
const SLOW = 30 * SECOND;
const SERVICES = 5 * 60 * SECOND;
/**
 * From one page to the next nobody listens for a moment. The connection stays
 * meanwhile: one that is closed while it opens is a warning in the console.
 */
const LINGER = 30 * SECOND;

/**
 * One live query per question, shared by all who ask it. A signal from the
 * backend makes the queries that it concerns load again; polling is the net
 * below, close-meshed until the first signal has proven that they arrive.
 */
export class DeployStatusFeed {
  private readonly entityQueries = new QueryShelf<EntityStatus>();
  private readonly statusQueries = new QueryShelf<Statuses>();
  private readonly deploymentQueries = new QueryShelf<Deployments>();
  private readonly serviceQueries = new Map<
    ServiceScope,
    LiveQuery<Services>
  >();
  private readonly ahead = new Ahead<EntityStatus>();
  private signalsArrive = false;
  private lastSignalAt = 0;
  private connections = 0;
  private disconnect?: () => void;
  private lingering?: ReturnType<typeof setTimeout>;

  constructor(
    private readonly options: {
      client: ContractClient<typeof deployStatusContract>;
      loadServices(scope: ServiceScope): Promise<Services>;
    },
  ) {}

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
        this.createQuery({
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
        this.createQuery({
          load: signal =>
            this.options.client.getStatuses(
              { body: { entityRefs } },
              { signal },
            ),
          statusesOf: ({ statuses }) => statuses,
        }),
    });
  }

  /** The deployments of many services since a time. */
  deployments(services: Service[], since: string): LiveQuery<Deployments> {
    const entityRefs = services.map(service => service.entityRef);
    return this.deploymentQueries.take(`${since} ${entityRefs.join()}`, {
      names: applicationNames(services),
      create: () =>
        this.createQuery({
          load: signal =>
            this.options.client.getDeployments(
              { body: { entityRefs, since } },
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

  /** Listens to the backend's signals until the returned function is called. */
  connect(signalApi: SignalApi): () => void {
    this.connections += 1;
    clearTimeout(this.lingering);
    if (!this.disconnect) {
      const { unsubscribe } = signalApi.subscribe(
        DEPLOY_STATUS_CHANNEL,
        message => this.onSignal(message),
      );
      this.disconnect = unsubscribe;
    }
    return () => {
      this.connections -= 1;
      if (this.connections === 0) {
        this.lingering = setTimeout(() => this.hangUp(), LINGER);
      }
    };
  }

  private hangUp() {
    this.disconnect?.();
    this.disconnect = undefined;
    this.signalsArrive = false;
  }

  private onSignal(message: unknown) {
    const parsed = deployStatusSignalSchema.safeParse(message);
    // A backend newer than this tab may say more than we understand: then look at everything.
    const signal: DeployStatusSignal | undefined = parsed.data;
    this.signalsArrive = true;
    this.lastSignalAt = Date.now();
    for (const shelf of [
      this.entityQueries,
      this.statusQueries,
      this.deploymentQueries,
    ]) {
      shelf.refresh(signal);
    }
  }

  private createQuery<T>(question: {
    load(signal: AbortSignal): Promise<T>;
    statusesOf(data: T): EntityStatus[];
  }): Question<T> {
    const { load, statusesOf } = question;
    let previous: string | undefined;
    let previousAt = 0;
    const query = new LiveQuery<T>({
      load: async signal => {
        const startedAt = Date.now();
        const data = await load(signal);
        const fingerprint = fingerprintOf(statusesOf(data));
        if (
          previous !== undefined &&
          previous !== fingerprint &&
          this.lastSignalAt < previousAt
        ) {
          // It changed and nobody told us: the connection for signals is gone.
          this.signalsArrive = false;
        }
        previous = fingerprint;
        previousAt = startedAt;
        return data;
      },
      interval: state =>
        this.signalsArrive && !isSomethingRunning(state, statusesOf)
          ? SLOW
          : FAST,
    });
    return { query, statusesOf };
  }
}

function applicationNames(services: Service[]): string[] | undefined {
  const names = services.map(service => service.applicationName);
  return names.every(name => name !== undefined) ? names : undefined;
}

function isSomethingRunning<T>(
  state: QueryState<T>,
  statusesOf: (data: T) => EntityStatus[],
): boolean {
  if (state.status !== 'ready') return false;
  return statusesOf(state.data).some(({ applications }) =>
    applications.some(
      ({ operation, health }) =>
        operation?.phase === 'Running' ||
        operation?.phase === 'Terminating' ||
        health === 'Progressing',
    ),
  );
}

/** What a signal must have announced; the times of looking are not part of it. */
function fingerprintOf(statuses: EntityStatus[]): string {
  return JSON.stringify(
    statuses.flatMap(({ applications }) =>
      applications.map(({ instance, uid, health, sync, operation, images }) => [
        instance,
        uid,
        health,
        sync,
        operation?.phase,
        operation?.startedAt,
        images,
      ]),
    ),
  );
}
