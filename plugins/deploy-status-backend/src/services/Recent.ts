import pLimit from 'p-limit';

/** Few: each may be large. */
const MOST = 8;
/** What is read to find an answer is larger still, and others need the processor too. */
const AT_ONCE = 2;

/**
 * Shares the answer to a question among those who ask while it is being found,
 * and for a while after. A failure is shared with those who wait for it and no
 * further. Few answers are found at a time; the others wait for their turn.
 */
export class Recent<T> {
  readonly #answers = new Map<string, Promise<T>>();
  readonly #limit = pLimit(AT_ONCE);

  /** @param keptMs - how long an answer is kept; 0 for not at all. */
  get(key: string, keptMs: number, find: () => Promise<T>): Promise<T> {
    const known = this.#answers.get(key);
    if (known) {
      return known;
    }
    const answer = this.#limit(find);
    this.#answers.set(key, answer);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > MOST && oldest !== undefined) {
      this.#answers.delete(oldest);
    }
    const forget = () => {
      if (this.#answers.get(key) === answer) {
        this.#answers.delete(key);
      }
    };
    answer.then(
      () => (keptMs > 0 ? setTimeout(forget, keptMs).unref() : forget()),
      forget,
    );
    return answer;
  }
}
