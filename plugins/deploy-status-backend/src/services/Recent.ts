import { bulkhead } from 'cockatiel';

/** Few: each may be large. */
const MOST = 8;
/** What is read to find an answer is larger still, and others need the processor too. */
const AT_ONCE = 2;

/** For how long an answer is used. */
export interface Kept {
  /** As it is; 0 for not at all. */
  freshMs: number;
  /** While a newer one is being found; no longer than fresh where it is absent. */
  staleMs?: number;
}

interface Entry<T> {
  answer: Promise<T>;
  /** Absent while it is being found. */
  foundAt?: number;
  /** True while a newer one is being found. */
  renewing: boolean;
}

/**
 * Shares the answer to a question among those who ask while it is being found,
 * and for a while after. A failure is shared with those who wait for it and no
 * further. Few answers are found at a time; the others wait for their turn.
 */
export class Recent<T> {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #limit = bulkhead(AT_ONCE, Infinity);

  /** @param onError - told why an answer could not be made newer, where nobody waits for that. */
  constructor(private readonly onError: (error: unknown) => void = () => {}) {}

  get(key: string, kept: Kept, find: () => Promise<T>): Promise<T> {
    const known = this.#entries.get(key);
    if (!known) {
      return this.#put(key, this.#limit.execute(find), kept).answer;
    }
    const { foundAt = Infinity, renewing } = known;
    if (Date.now() - foundAt >= kept.freshMs && !renewing) {
      known.renewing = true;
      this.#limit
        .execute(find)
        .then(answer => this.#put(key, Promise.resolve(answer), kept))
        .catch(this.onError)
        .finally(() => {
          known.renewing = false;
        });
    }
    return known.answer;
  }

  #put(key: string, answer: Promise<T>, kept: Kept): Entry<T> {
    const entry: Entry<T> = { answer, renewing: false };
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
