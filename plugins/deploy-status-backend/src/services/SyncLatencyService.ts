import type { Instance, SyncLatency } from '@michi/plugin-deploy-status-common';
import { assess, type Assessed } from '../domain/insights/assess';
import { clusterOf } from '../domain/insights/clusterOf';
import { grouped } from '../domain/insights/grouped';
import { latenciesOf } from '../domain/insights/latencies';
import {
  intoParts,
  partsOf,
  type Bucket,
  type Part,
} from '../domain/insights/parts';
import { placeOf } from '../domain/insights/records';
import { keyOf, type ObservedApplication } from '../domain/observed';
import type { InsightsStore } from '../store/InsightsStore';
import { periodOf, tooManyParts } from './period';
import { Recent } from './Recent';
import type { StatusBoard } from './StatusBoard';

/** What is asked. */
export interface SyncLatencyRequest {
  /** ISO 8601. */
  since: string;
  /** Now where it is absent or later. */
  until?: string;
  bucket: Bucket;
}

const DAY_MS = 24 * 60 * 60_000;
const KEPT_MS = 30_000;

/** How each Argo CD keeps up: its queue now, and its past from the ledger. */
export class SyncLatencyService {
  readonly #ledger = new Recent<Map<string, Assessed[]>>();

  constructor(
    private readonly options: {
      board: StatusBoard;
      store: InsightsStore;
      /** How long deployments are kept: nothing is asked of before. */
      retentionMs?: number;
      /** How long what was read of the ledger is used. */
      keptMs?: number;
      now?: () => number;
    },
  ) {}

  /**
   * One row for each instance, in configured order, followed by those of its
   * destinations by name.
   *
   * @throws InputError for a period that is none, or is cut too finely.
   */
  async syncLatencies(request: SyncLatencyRequest): Promise<SyncLatency[]> {
    const {
      board,
      retentionMs,
      keptMs = KEPT_MS,
      now = Date.now,
    } = this.options;
    const at = now();
    const period = periodOf(request, at, retentionMs);
    const parts = partsOf(period, request.bucket);
    if (!parts) {
      throw tooManyParts(request.bucket);
    }
    const from = Math.floor(period.from / DAY_MS) * DAY_MS;
    const ledger = await this.#ledger.get(String(from), keptMs, () =>
      this.#read(from),
    );
    return board.instances().flatMap(instance => {
      const applications = [...board.book(instance.name).all.values()];
      const past = (ledger.get(instance.name) ?? []).filter(
        ({ record }) =>
          record.startedAt >= period.from && record.startedAt < period.to,
      );
      const row = (
        destination: string | undefined,
        of: Shard,
      ): SyncLatency => ({
        instance: instance.name,
        environment: instance.environment,
        ...(destination !== undefined && { destination }),
        ...queueOf(of.applications, at),
        ...latenciesOf(of.past),
        series: seriesOf(of.past, parts),
      });
      return [
        row(undefined, { applications, past }),
        ...shardsOf(applications, past).map(([name, of]) => row(name, of)),
      ];
    });
  }

  /** What every instance did, by its name. */
  async #read(from: number): Promise<Map<string, Assessed[]>> {
    const { board, store } = this.options;
    const instances = new Map<string, Instance>(
      board.instances().map(one => [one.name, one]),
    );
    const { records } = await store.readLedger({
      instances: [...instances.keys()],
      from: new Date(from),
    });
    const assessed = assess(
      records.map(record => ({
        ...record,
        environment: instances.get(record.instance)?.environment ?? '',
        service: placeOf(record),
      })),
    );
    return grouped(assessed, ({ record }) => record.instance);
  }
}

/** What one controller of an instance has to do: they are sharded by destination. */
interface Shard {
  applications: ObservedApplication[];
  past: Assessed[];
}

function shardsOf(
  applications: readonly ObservedApplication[],
  past: readonly Assessed[],
): Array<[string, Shard]> {
  const shards = new Map<string, Shard>();
  const shard = (destination: string) => {
    const name = clusterOf(destination);
    const known = shards.get(name) ?? { applications: [], past: [] };
    shards.set(name, known);
    return known;
  };
  const destinations = new Map<string, string>();
  for (const application of applications) {
    const { destination } = application;
    if (destination !== undefined) {
      shard(destination).applications.push(application);
      destinations.set(keyOf(application), destination);
    }
  }
  for (const one of past) {
    const { destination, namespace, application } = one.record;
    // What was not told then is told by where the Application deploys to now.
    const to =
      destination ?? destinations.get(keyOf({ namespace, name: application }));
    if (to !== undefined) {
      shard(to).past.push(one);
    }
  }
  return [...shards].sort(([a], [b]) => (a < b ? -1 : 1));
}

function queueOf(applications: readonly ObservedApplication[], now: number) {
  const starts = applications.flatMap(({ operation }) =>
    operation?.phase === 'Running' || operation?.phase === 'Terminating'
      ? Date.parse(operation.startedAt)
      : [],
  );
  return {
    applications: applications.length,
    queued: applications.filter(({ queued }) => queued).length,
    running: starts.length,
    ...(starts.length > 0 && {
      longestRunningSeconds: Math.max(0, now - Math.min(...starts)) / 1000,
    }),
  };
}

function seriesOf(
  past: readonly Assessed[],
  parts: readonly Part[],
): SyncLatency['series'] {
  return intoParts(past, ({ record }) => record.startedAt, parts).flatMap(
    (of, index) => {
      const part = parts[index];
      return part
        ? {
            from: new Date(part.from).toISOString(),
            to: new Date(part.to).toISOString(),
            ...latenciesOf(of),
          }
        : [];
    },
  );
}
