import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { bulkhead } from 'cockatiel';
import type { IndexedEntity } from '../domain/indexedEntity';
import { assess } from '../domain/insights/assess';
import { measureFigures } from '../domain/insights/figures';
import type { LedgerRecord } from '../domain/insights/records';
import { ServiceFinder } from '../domain/insights/ServiceFinder';
import type { ServiceLedger } from '../domain/insights/ServicesFold';
import type { InsightsStore } from '../store/InsightsStore';
import { deployedNames } from './deployedNames';
import { readableApplications } from './entityApplications';
import { Recent, type Kept } from './Recent';
import type { RemovedApplications } from './RemovedApplications';
import type { StatusBoard } from './StatusBoard';
import { groupedInTurns, Turns } from './Turns';

const DAY_MS = 24 * 60 * 60_000;

/**
 * So much before a period is read as well: images that reach production in it
 * have appeared elsewhere within this time, and what ran before is known.
 */
const LOOK_BACK_MS = 60 * DAY_MS;

/** How many services are read with one statement at first, while it is not known how much they deploy. */
const FIRST_SERVICES = 50;
/**
 * How many deployments are to be read with one statement. All of them are in
 * memory together; fewer would need more statements, each of which costs the
 * database as much as some thousand deployments.
 */
const AT_ONCE = 50_000;
/** One is read by the database while the other one is looked at. */
const BATCHES = 2;

/** What the ledger says of some services. */
export interface ReadLedger {
  /** Those that ever deployed, by entity reference. */
  services: ReadonlyMap<string, ServiceLedger>;
  /** Those that have an Application now. */
  running: ReadonlySet<string>;
  /** Milliseconds since 1970: it says nothing of what happened later. */
  readAt: number;
}

/** Whose deployments are read, and from when. */
export interface LedgerQuestion {
  /** Names the services: who asks with the same key at the same time asks the same. */
  key: string;
  services: readonly IndexedEntity[];
  /** Start of the period, milliseconds since 1970. */
  since: number;
  /** How long the answer may be used. */
  kept: Kept;
}

/**
 * Reads the ledger and what it means for services, once for all who ask at the
 * same time: some services after the other, as their deployments take a hundred
 * times the memory of what is made of them.
 */
export class LedgerReader {
  readonly #recent: Recent<ReadLedger>;

  constructor(
    private readonly options: {
      store: InsightsStore;
      board: StatusBoard;
      removed: RemovedApplications;
      /** The environments that count as production. */
      production: ReadonlySet<string>;
      logger: LoggerService;
      now: () => number;
    },
  ) {
    this.#recent = new Recent(error =>
      options.logger.warn(
        'The ledger could not be read anew; what was read before is used for some minutes more',
        toError(error),
      ),
    );
  }

  read(question: LedgerQuestion): Promise<ReadLedger> {
    const { key, since, kept } = question;
    // A period that ends now moves on; the day it begins in is the same for a day.
    const from = Math.floor((since - LOOK_BACK_MS) / DAY_MS) * DAY_MS;
    return this.#recent.get(`${key} ${from}`, kept, () =>
      this.#read(question.services, new Date(from)),
    );
  }

  async #read(
    services: readonly IndexedEntity[],
    from: Date,
  ): Promise<ReadLedger> {
    const { board, removed, now } = this.options;
    const readAt = now();
    const finder = new ServiceFinder(
      await deployedNames(services, board.instances(), board, removed),
    );
    const found = new Map<string, ServiceLedger>();
    const statements = bulkhead(1, Infinity);
    const refs = finder.services();
    let at = 0;
    let size = FIRST_SERVICES;
    const readOn = async () => {
      while (at < refs.length) {
        const some = refs.slice(at, at + size);
        at += some.length;
        const n = await this.#measure(
          await statements.execute(() => this.#records(finder, some, from)),
          new Set(some),
          found,
        );
        // By now it is known better how much a service deploys.
        size = Math.ceil(some.length * Math.min(2, AT_ONCE / Math.max(n, 1)));
      }
    };
    await Promise.all(
      Array.from({ length: BATCHES }, () =>
        readOn().catch(error => {
          // Nobody waits for the rest any more.
          at = refs.length;
          throw error;
        }),
      ),
    );
    const running = services.filter(
      one => readableApplications(one, board)?.applications.length,
    );
    return {
      services: found,
      running: new Set(running.map(one => one.entityRef)),
      readAt,
    };
  }

  /** The deployments of some services, and of others that have Applications of the same name. */
  async #records(
    finder: ServiceFinder,
    services: string[],
    from: Date,
  ): Promise<Map<string, LedgerRecord[]>> {
    const { store, board } = this.options;
    const instances = board.instances().map(({ name }) => name);
    const applications = finder.applicationNames(services);
    return groupedInTurns(
      store.readLedger({ instances, applications, from }),
      ({ place }) => finder.find(place),
      new Turns(),
    );
  }

  /** Adds what the ledger says of some services; returns of how many deployments. */
  async #measure(
    byService: ReadonlyMap<string, LedgerRecord[]>,
    services: ReadonlySet<string>,
    found: Map<string, ServiceLedger>,
  ): Promise<number> {
    const { board, production } = this.options;
    const instances = board
      .instances()
      .filter(({ environment }) => production.has(environment));
    const inProduction = new Set(instances.map(({ name }) => name));
    const turns = new Turns();
    let n = 0;
    for (const [service, of] of byService) {
      n += of.length;
      // Another service may have Applications of the same name.
      if (services.has(service)) {
        found.set(service, {
          measured: measureFigures(assess(of), inProduction),
          recordsSince: of.reduce(
            (first, one) => Math.min(first, one.earliestAt ?? one.startedAt),
            Infinity,
          ),
        });
      }
      if (turns.over) await turns.pass();
    }
    return n;
  }
}
