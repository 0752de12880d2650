/** Far more than a fleet has in common; what is beyond it only costs memory. */
const MOST = 20_000;
/** A digest of an image is shorter; messages are seldom the same. */
const LONGEST = 96;

/**
 * Keeps equal strings once, as far as they are short. What comes from another
 * thread or a database has its own copy of each, and Applications have many in
 * common: with 20,000 of them the copies are a sixth of all that is in memory,
 * which every collection looks at.
 */
export class SharedStrings {
  readonly #known = new Map<string, string>();

  /** Replaces strings in a value, at any depth, by equal ones. */
  share(value: object): void {
    for (const key of Object.keys(value)) {
      const part: unknown = Reflect.get(value, key);
      if (typeof part === 'string') {
        Reflect.set(value, key, this.#one(part));
      } else if (typeof part === 'object' && part !== null) {
        this.share(part);
      }
    }
  }

  #one(text: string): string {
    if (text.length > LONGEST) {
      return text;
    }
    const known = this.#known.get(text);
    if (known !== undefined) {
      return known;
    }
    // Many never come again, such as a time; what is common does at once.
    if (this.#known.size >= MOST) {
      this.#known.clear();
    }
    this.#known.set(text, text);
    return text;
  }
}
