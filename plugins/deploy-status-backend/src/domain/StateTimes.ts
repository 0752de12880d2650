import { keyOf, type ObservedApplication } from './observed';

/** Since when something is as it is. */
export interface Since {
  /** ISO 8601. */
  at: string;
  /** False where it was so already when we first looked: then it is that long so at least. */
  exact: boolean;
}

/** Since when an Application is out of sync or not healthy; absent for what is as it should be. */
export interface StateSince {
  health?: Since;
  sync?: Since;
}

function isGood(value: string): boolean {
  return value === 'Healthy' || value === 'Synced';
}

function since(
  value: string,
  before: string | undefined,
  known: Since | undefined,
  at: string,
): Since | undefined {
  if (isGood(value)) {
    return undefined;
  }
  return value === before && known
    ? known
    : { at, exact: before !== undefined && value !== before };
}

/** Remembers since when Applications are not as they should be. */
export class StateTimes {
  readonly #since = new Map<string, StateSince>();

  /** To be told of every state, in their order. */
  note(
    before: ObservedApplication | undefined,
    now: ObservedApplication,
  ): void {
    const key = keyOf(now);
    const known = this.#since.get(key);
    const at = now.observedAt;
    const health = since(now.health, before?.health, known?.health, at);
    const sync = since(now.sync, before?.sync, known?.sync, at);
    if (health || sync) {
      this.#since.set(key, {
        ...(health && { health }),
        ...(sync && { sync }),
      });
    } else if (known) {
      this.#since.delete(key);
    }
  }

  forget(key: string): void {
    this.#since.delete(key);
  }

  of(application: ObservedApplication): StateSince {
    return this.#since.get(keyOf(application)) ?? {};
  }
}
