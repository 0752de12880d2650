import type { IndexedEntity } from '../domain/indexedEntity';
import { assess, type Assessed } from '../domain/insights/assess';
import { placeOf } from '../domain/insights/records';
import { ServiceFinder } from '../domain/insights/ServiceFinder';
import type { InsightsStore } from '../store/InsightsStore';
import { deployedNames } from './deployedNames';
import { readableApplications } from './entityApplications';
import { Recent } from './Recent';
import type { RemovedApplications } from './RemovedApplications';
import type { StatusBoard } from './StatusBoard';

const DAY_MS = 24 * 60 * 60_000;

/**
 * So much before a period is read as well: images that reach production in it
 * have appeared elsewhere within this time, and what ran before is known.
 */
const LOOK_BACK_MS = 60 * DAY_MS;

/** What the ledger says of some services. */
export interface ReadLedger {
  /** From before the period on, until now. */
  assessed: Assessed[];
  /** When each service's first deployment started, by entity reference. */
  recordsSince: ReadonlyMap<string, number>;
  /** The services that have an Application now. */
  running: ReadonlySet<string>;
}

/** Whose deployments are read, and from when. */
export interface LedgerQuestion {
  /** Names the services: who asks with the same key at the same time asks the same. */
  key: string;
  services: readonly IndexedEntity[];
  /** True if they are all services that there are. */
  everything: boolean;
  /** Start of the period, milliseconds since 1970. */
  since: number;
  /** How long the answer may be kept. */
  keptMs: number;
}

/** Reads the ledger and what it means for services, once for all who ask at the same time. */
export class LedgerReader {
  readonly #recent = new Recent<ReadLedger>();

  constructor(
    private readonly options: {
      store: InsightsStore;
      board: StatusBoard;
      removed: RemovedApplications;
    },
  ) {}

  read(question: LedgerQuestion): Promise<ReadLedger> {
    const { key, since, keptMs } = question;
    // A period that ends now moves on; the day it begins in is the same for a day.
    const from = Math.floor((since - LOOK_BACK_MS) / DAY_MS) * DAY_MS;
    return this.#recent.get(`${key} ${from}`, keptMs, () =>
      this.#read(question, from),
    );
  }

  async #read(question: LedgerQuestion, from: number): Promise<ReadLedger> {
    const { services, everything } = question;
    const { board, store, removed } = this.options;
    const instances = board.instances();
    const finder = new ServiceFinder(
      await deployedNames(services, instances, board, removed),
    );
    const environments = new Map(
      instances.map(one => [one.name, one.environment]),
    );
    const { records, earliest } = await store.readLedger({
      instances: [...environments.keys()],
      ...(!everything && { applications: finder.applicationNames() }),
      from: new Date(from),
    });
    const recordsSince = new Map<string, number>();
    const found = records.flatMap(record => {
      const service = finder.find(record);
      if (service === undefined) {
        return [];
      }
      const first = earliest.get(placeOf(record)) ?? record.startedAt;
      const known = recordsSince.get(service) ?? Infinity;
      recordsSince.set(service, Math.min(known, first));
      const environment = environments.get(record.instance) ?? record.instance;
      return [{ ...record, service, environment }];
    });
    const running = services.filter(
      one => readableApplications(one, board)?.applications.length,
    );
    return {
      assessed: assess(found),
      recordsSince,
      running: new Set(running.map(one => one.entityRef)),
    };
  }
}
