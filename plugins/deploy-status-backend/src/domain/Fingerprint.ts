import { hash } from 'node:crypto';

/** Of twelve hexadecimal digits; the sum of two such numbers is still exact. */
const RANGE = 2 ** 48;

/** What an item is marked with, by a text that says all of it. */
export function markOf(text: string): number {
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
  set(key: string, mark: number): void {
    this.delete(key);
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
