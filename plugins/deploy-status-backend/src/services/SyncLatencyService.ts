import type { SyncLatency } from '@michi/plugin-deploy-status-common';
import { assess } from '../domain/insights/assess';
import { grouped } from '../domain/insights/grouped';
import {
  latenciesOf,
  latencyTallies,
  measureLatencies,
  type LatencyTallies,
} from '../domain/insights/latencies';
import type { Measured } from '../domain/insights/Measured';
import { partsOf, type Bucket } from '../domain/insights/parts';
import { PeriodFold } from '../domain/insights/PeriodFold';
import type { Place } from '../domain/insights/records';
import { Shards } from '../domain/insights/Shards';
import type { ObservedApplication } from '../domain/observed';
import type { InsightsStore } from '../store/InsightsStore';
import { periodOf, tooManyParts } from './period';
import { Recent } from './Recent';
import type { StatusBoard } from './StatusBoard';
import { groupedInTurns, Turns } from './Turns';

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
  readonly #ledger = new Recent<Map<string, PlaceLedger[]>>();

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
    const ledger = await this.#ledger.get(
      String(from),
      { freshMs: keptMs },
      () => this.#read(new Date(from)),
    );
    const turns = new Turns();
    const rows: SyncLatency[] = [];
    for (const { name: instance, environment } of board.instances()) {
      const shards = new Shards(
        () => new PeriodFold(latencyTallies, period, parts),
      );
      for (const application of board.book(instance).all.values()) {
        shards.put(application);
      }
      for (const { place, measured } of ledger.get(instance) ?? []) {
        shards.of(place).forEach(({ past }) => past.add(measured));
        if (turns.over) await turns.pass();
      }
      for (const [destination, shard] of shards.all()) {
        rows.push({
          instance,
          environment,
          ...(destination !== undefined && { destination }),
          ...queueOf(shard.applications, at),
          ...latenciesOf(shard.past.whole),
          series: seriesOf(shard.past),
        });
        if (turns.over) await turns.pass();
      }
    }
    return rows;
  }

  /** What every instance did, by its name: one after the other, as all of them may be more than fits. */
  async #read(from: Date): Promise<Map<string, PlaceLedger[]>> {
    const { board, store } = this.options;
    const ledger = new Map<string, PlaceLedger[]>();
    for (const { name } of board.instances()) {
      const turns = new Turns();
      const byApplication = await groupedInTurns(
        store.readLedger({ instances: [name], from }),
        ({ place }) => place.key,
        turns,
      );
      const places: PlaceLedger[] = [];
      for (const of of byApplication.values()) {
        const byPlace = grouped(assess(of), ({ record }) => record.place);
        byPlace.forEach((some, place) =>
          places.push({ place, measured: measureLatencies(some) }),
        );
        if (turns.over) await turns.pass();
      }
      ledger.set(name, places);
    }
    return ledger;
  }
}

/** What an Application did at one place. */
interface PlaceLedger {
  place: Place;
  measured: Measured;
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

function seriesOf(past: PeriodFold<LatencyTallies>): SyncLatency['series'] {
  return past.series.map(({ part, tallies }) => ({
    from: new Date(part.from).toISOString(),
    to: new Date(part.to).toISOString(),
    ...latenciesOf(tallies),
  }));
}
