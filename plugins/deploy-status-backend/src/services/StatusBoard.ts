import { NotFoundError } from '@backstage/errors';
import type { Connection, Instance } from '@michi/plugin-deploy-status-common';
import type { ArgoCdInstanceConfig } from '../config';
import { ApplicationBook } from '../domain/ApplicationBook';
import type { ObservedApplication } from '../domain/observed';

/** How we stand with an instance at the moment. */
export interface ConnectionState {
  connection: Connection;
  problem?: string;
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

  constructor(configs: readonly ArgoCdInstanceConfig[]) {
    this.#entries = new Map(
      configs.map(config => [
        config.name,
        {
          config,
          book: new ApplicationBook(),
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
  }

  /** Every configured instance, in configured order. */
  instances(): Instance[] {
    return [...this.#entries.values()].map(entry => {
      const { config, state, lastContactAt } = entry;
      return {
        name: config.name,
        environment: config.environment,
        ...(config.region && { region: config.region }),
        ...(config.cluster && { cluster: config.cluster }),
        protected: config.protected,
        connection: state.connection,
        ...(lastContactAt && { lastContactAt: lastContactAt.toISOString() }),
        ...(state.problem && { problem: state.problem }),
        ...(state.nextAttemptAt && {
          nextAttemptAt: state.nextAttemptAt.toISOString(),
        }),
      };
    });
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
    return changed;
  }

  /** The instance has confirmed, by speaking or by a quiet open watch, what is known. */
  setContact(instance: string, at: Date): void {
    this.#entry(instance).lastContactAt = at;
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
