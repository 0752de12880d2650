import { hash } from 'node:crypto';

/** Of twelve hexadecimal digits; the sum of two such numbers is still exact. */
const RANGE = 2 ** 48;

function markOf(text: string): number {
  return parseInt(hash('sha256', text).slice(0, 12), 16);
}

/**
 * Of what a collection holds, kept up as items come and go: adding up what each
 * is marked with costs the same however many there are, and does not depend on
 * the order in which they came.
 */
export class Fingerprint {
  readonly #marks = new Map<string, number>();
  #sum = 0;

  /** Adds or replaces an item. */
  set(key: string, text: string): void {
    this.delete(key);
    const mark = markOf(text);
    this.#marks.set(key, mark);
    this.#sum = (this.#sum + mark) % RANGE;
  }

  delete(key: string): void {
    const mark = this.#marks.get(key) ?? 0;
    this.#marks.delete(key);
    this.#sum = (this.#sum - mark + RANGE) % RANGE;
  }

  toString(): string {
    return this.#sum.toString(36);
  }
}
