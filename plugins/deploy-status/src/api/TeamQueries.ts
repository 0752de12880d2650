import type { deployStatusContract } from '@michi/plugin-deploy-status-common';
import type {
  CallInput,
  CallOutput,
  ContractClient,
} from '@michi/contract-common';
import { LiveQuery } from '@michi/status-react';
import type { ChangeWatch } from './ChangeWatch';
import { QueryShelf } from './QueryShelf';

type Routes = (typeof deployStatusContract)['routes'];
/** Whose services are asked for; everyone's where it is empty. */
export type ServicesFilter = NonNullable<
  CallInput<Routes['getServices']>['body']
>;
/** Many services with what to know about each. */
export type ServiceRows = CallOutput<Routes['getServices']>;
/** Whose deployments, and which period. */
export type InsightsRequest = NonNullable<
  CallInput<Routes['getInsights']>['body']
>;
/** How often, how fast and how well a scope deploys. */
export type InsightsAnswer = CallOutput<Routes['getInsights']>;
/** Which period. */
export type SyncLatenciesRequest = NonNullable<
  CallInput<Routes['getSyncLatencies']>['body']
>;
/** How each Argo CD instance keeps up. */
export type SyncLatencies = CallOutput<Routes['getSyncLatencies']>;
/** How the portal stands with each Argo CD instance. */
export type InstancesAnswer = CallOutput<Routes['getInstances']>;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const POLL = 30 * SECOND;
/**
 * A second from one change to the next, and more where the answer is large: a
 * page takes a fifteenth of the time of whoever answers on a busy platform, and
 * shows a change within two seconds as long as a load takes no more than 0.12 s.
 */
const gapAfter = (tookMs: number): number =>
  Math.min(Math.max(SECOND, 15 * tookMs), 5 * SECOND);

/** The live queries of the team and platform page. */
export class TeamQueries {
  private readonly rowQueries: QueryShelf<ServiceRows>;
  private readonly instanceQueries: QueryShelf<InstancesAnswer>;
  // What signals announce is in these only long after.
  private readonly insightQueries = new QueryShelf<InsightsAnswer>();
  private readonly latencyQueries = new QueryShelf<SyncLatencies>();

  constructor(
    private readonly client: ContractClient<typeof deployStatusContract>,
    private readonly watch: ChangeWatch,
  ) {
    this.rowQueries = watch.shelf();
    this.instanceQueries = watch.shelf();
  }

  /** Every service of owners, of systems or of the platform, the worst first. */
  serviceRows(filter: ServicesFilter): LiveQuery<ServiceRows> {
    return this.rowQueries.take(JSON.stringify(filter), {
      // Only the backend knows which Applications the answer is about.
      names: undefined,
      create: () =>
        this.watch.question({
          load: signal => this.client.getServices({ body: filter }, { signal }),
          statusesOf: () => [],
          minGap: gapAfter,
        }),
    });
  }

  /** How the portal stands with each Argo CD instance. */
  instances(): LiveQuery<InstancesAnswer> {
    return this.instanceQueries.take('', {
      names: undefined,
      create: () =>
        this.watch.question({
          load: signal => this.client.getInstances({}, { signal }),
          statusesOf: () => [],
          minGap: SECOND,
        }),
    });
  }

  /** The figures of a scope and a period; they change slowly. */
  insights(request: InsightsRequest): LiveQuery<InsightsAnswer> {
    return ask(this.insightQueries, request, {
      load: signal => this.client.getInsights({ body: request }, { signal }),
      every: 5 * MINUTE,
    });
  }

  /** What waits and runs in each Argo CD instance, and how long it takes. */
  syncLatencies(request: SyncLatenciesRequest): LiveQuery<SyncLatencies> {
    return ask(this.latencyQueries, request, {
      load: signal =>
        this.client.getSyncLatencies({ body: request }, { signal }),
      every: POLL,
    });
  }
}

function ask<T>(
  shelf: QueryShelf<T>,
  request: object,
  how: {
    load(signal: AbortSignal): Promise<T>;
    every: number;
  },
): LiveQuery<T> {
  const { load, every } = how;
  return shelf.take(JSON.stringify(request), {
    names: undefined,
    create: () => ({
      query: new LiveQuery({ load, interval: () => every }),
      statusesOf: () => [],
    }),
  });
}
