import { hash } from 'node:crypto';
import { NotFoundError } from '@backstage/errors';
import type {
  Connection,
  ConnectionProblem,
  Instance,
} from '@michi/plugin-deploy-status-common';
import type { ArgoCdInstanceConfig } from '../config';
import { ApplicationBook } from '../domain/ApplicationBook';
import { SharedStrings } from '../domain/SharedStrings';
import type { ObservedApplication } from '../domain/observed';

/** How we stand with an instance at the moment. */
export interface ConnectionState {
  connection: Connection;
  problem?: string;
  problemKind?: ConnectionProblem;
  nextAttemptAt?: Date;
}

interface Entry {
  config: ArgoCdInstanceConfig;
  book: ApplicationBook;
  state: ConnectionState;
  lastContactAt?: Date;
}

/**
 * All that is known at the moment, in memory: followers write it, queries read
 * it. A page view causes no call to Argo CD because everything it shows is here.
 */
export class StatusBoard {
  readonly #entries: Map<string, Entry>;
  #instances: readonly Instance[] | undefined;

  constructor(configs: readonly ArgoCdInstanceConfig[]) {
    const strings = new SharedStrings();
    this.#entries = new Map(
      configs.map(config => [
        config.name,
        {
          config,
          book: new ApplicationBook(strings),
          state: { connection: 'connecting' },
        },
      ]),
    );
  }

  /** What an earlier run has left behind. */
  restore(
    applications: readonly ObservedApplication[],
    contacts: ReadonlyMap<string, Date>,
  ): void {
    for (const application of applications) {
      this.#entries.get(application.instance)?.book.put(application);
    }
    for (const [name, entry] of this.#entries) {
      entry.lastContactAt = contacts.get(name);
    }
    this.#instances = undefined;
  }

  /** Every configured instance, in configured order; the same array until something changes. */
  instances(): readonly Instance[] {
    this.#instances ??= [...this.#entries.values()].map(toInstance);
    return this.#instances;
  }

  /**
   * Of all that is known at the moment: another one as soon as an Application or
   * the connection to an instance is told differently, and the same on every
   * replica that knows the same, so that it does not matter which one a browser
   * asks. Time alone does not change it. While a replica is behind another, who
   * asks both in turn sees it change to and fro, and asks more than it had to.
   */
  version(): string {
    const parts = [...this.#entries].map(([name, { book, state }]) => [
      name,
      state.connection,
      state.problem,
      book.fingerprint,
    ]);
    return hash('sha256', JSON.stringify(parts)).slice(0, 16);
  }

  /** How an instance is configured. */
  config(instance: string): ArgoCdInstanceConfig {
    return this.#entry(instance).config;
  }

  /** The Applications of one instance. */
  book(instance: string): ApplicationBook {
    return this.#entry(instance).book;
  }

  /** Returns whether that is news. */
  setConnection(instance: string, state: ConnectionState): boolean {
    const entry = this.#entry(instance);
    const changed =
      entry.state.connection !== state.connection ||
      entry.state.problem !== state.problem;
    entry.state = state;
    this.#instances = undefined;
    return changed;
  }

  /** The instance has confirmed, by speaking or by a quiet open watch, what is known. */
  setContact(instance: string, at: Date): void {
    const entry = this.#entry(instance);
    const before = toldContact(entry)?.getTime();
    entry.lastContactAt = at;
    if (toldContact(entry)?.getTime() !== before) {
      this.#instances = undefined;
    }
  }

  #entry(instance: string): Entry {
    const entry = this.#entries.get(instance);
    if (!entry) {
      throw new NotFoundError(
        `No Argo CD instance called '${instance}' is configured`,
      );
    }
    return entry;
  }
}

const MINUTE_MS = 60_000;

/**
 * While an instance is followed, every keep-alive moves the contact, and with it
 * every answer would differ from the one before. Rounded down to the minute it
 * claims no more than is true, and who asks again gets "not modified".
 */
function toldContact({ state, lastContactAt }: Entry): Date | undefined {
  return lastContactAt && state.connection === 'connected'
    ? new Date(Math.floor(lastContactAt.getTime() / MINUTE_MS) * MINUTE_MS)
    : lastContactAt;
}

function toInstance(entry: Entry): Instance {
  const { config, state } = entry;
  const lastContactAt = toldContact(entry);
  return {
    name: config.name,
    environment: config.environment,
    ...(config.region && { region: config.region }),
    ...(config.cluster && { cluster: config.cluster }),
    protected: config.protected,
    connection: state.connection,
    ...(lastContactAt && { lastContactAt: lastContactAt.toISOString() }),
    ...(state.problem && { problem: state.problem }),
    ...(state.problemKind && { problemKind: state.problemKind }),
    ...(state.nextAttemptAt && {
      nextAttemptAt: state.nextAttemptAt.toISOString(),
    }),
  };
}
