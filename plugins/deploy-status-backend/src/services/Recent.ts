import { bulkhead } from 'cockatiel';

/** Few: each may be large. */
const MOST = 8;
/** What is read to find an answer is larger still, and others need the processor too. */
const AT_ONCE = 2;

/** For how long a newer answer is worth waiting for: mostly it is found sooner, and nobody gets an old one. */
const PATIENCE_MS = 1_000;

/** For how long an answer is used. */
export interface Kept {
  /** As it is; 0 for not at all. */
  freshMs: number;
  /** Where a newer one takes long to find; no longer than fresh where it is absent. */
  staleMs?: number;
}

interface Entry<T> {
  answer: Promise<T>;
  /** Absent while it is being found. */
  foundAt?: number;
  /** While a newer one is being found: that one, or this one where it takes long or fails. */
  newer?: Promise<T>;
}

/**
 * Shares the answer to a question among those who ask while it is being found,
 * and for a while after. An older answer is given where a newer one takes long
 * to find. A failure is shared with those who wait for it and no further. Few
 * answers are found at a time; the others wait for their turn.
 */
export class Recent<T> {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #limit = bulkhead(AT_ONCE, Infinity);

  /** @param onError - told why an answer could not be made newer; those who ask get the older one. */
  constructor(private readonly onError: (error: unknown) => void = () => {}) {}

  get(key: string, kept: Kept, find: () => Promise<T>): Promise<T> {
    const known = this.#entries.get(key);
    if (!known) {
      return this.#put(key, this.#limit.execute(find), kept).answer;
    }
    if (Date.now() - (known.foundAt ?? Infinity) < kept.freshMs) {
      return known.answer;
    }
    known.newer ??= this.#renew(key, known, kept, find);
    return known.newer;
  }

  async #renew(
    key: string,
    known: Entry<T>,
    kept: Kept,
    find: () => Promise<T>,
  ): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const older = new Promise<T>(resolve => {
      timer = setTimeout(() => resolve(known.answer), PATIENCE_MS).unref();
    });
    const newer = this.#limit
      .execute(find)
      .then(answer => this.#put(key, Promise.resolve(answer), kept).answer)
      .catch(error => {
        this.onError(error);
        return known.answer;
      })
      .finally(() => {
        clearTimeout(timer);
        known.newer = undefined;
      });
    return Promise.race([newer, older]);
  }

  #put(key: string, answer: Promise<T>, kept: Kept): Entry<T> {
    const entry: Entry<T> = { answer };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > MOST && oldest !== undefined) {
      this.#entries.delete(oldest);
    }
    const forget = () => {
      if (this.#entries.get(key) === entry) {
        this.#entries.delete(key);
      }
    };
    const keptMs = Math.max(kept.freshMs, kept.staleMs ?? 0);
    answer.then(() => {
      entry.foundAt = Date.now();
      if (keptMs > 0) setTimeout(forget, keptMs).unref();
      else forget();
    }, forget);
    return entry;
  }
}
