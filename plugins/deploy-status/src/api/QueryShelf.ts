import type {
  DeployStatusSignal,
  EntityStatus,
} from '@michi/plugin-deploy-status-common';
import { dataOf, type LiveQuery } from '@michi/status-react';
import { concerns } from './concerns';

/** Whoever comes back within this time finds what was there. */
const KEPT_MS = 10 * 60 * 1000;

/** A query, and what of its data signals can be about. */
export interface Question<T> {
  query: LiveQuery<T>;
  statusesOf(data: T): EntityStatus[];
}

/** Live queries of one kind by what they ask; those that nobody watches for a while are dropped. */
export class QueryShelf<T> {
  private readonly questions = new Map<
    string,
    Question<T> & { names: string[] | undefined }
  >();

  has(key: string): boolean {
    return this.questions.has(key);
  }

  /**
   * The query of this key, made where there is none yet.
   *
   * @param asked.names - the Applications' names as they are now; undefined
   *   where only the backend knows them (selectors)
   */
  take(
    key: string,
    asked: { names: string[] | undefined; create(): Question<T> },
  ): LiveQuery<T> {
    const { names, create } = asked;
    const known = this.questions.get(key);
    if (!known) this.dropForgotten();
    const { query, statusesOf } = known ?? create();
    this.questions.set(key, { query, statusesOf, names });
    return query;
  }

  /** Loads again what is watched and what the signal concerns; without a signal, all that is watched. */
  refresh(signal: DeployStatusSignal | undefined): void {
    for (const { query, statusesOf, names } of this.questions.values()) {
      const data = dataOf(query.getState());
      const statuses = data === undefined ? [] : statusesOf(data);
      if (
        query.isActive() &&
        (!signal || concerns(signal, { names, statuses }))
      ) {
        query.refresh();
      }
    }
  }

  private dropForgotten() {
    for (const [key, { query }] of this.questions) {
      if (query.idleFor() > KEPT_MS) this.questions.delete(key);
    }
  }
}
