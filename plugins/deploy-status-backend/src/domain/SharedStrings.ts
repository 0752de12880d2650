/** Far more than a fleet has in common; what is beyond it only costs memory. */
const MOST = 20_000;
/** Messages and the like are seldom the same. */
const LONGEST = 64;

/**
 * Keeps equal strings once. What comes from another thread or a database has its
 * own copy of each, and Applications have most of theirs in common: of 20,000,
 * a tenth of all objects in memory, which every collection would look at.
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
    const known = this.#known.get(text);
    if (known !== undefined || text.length > LONGEST) {
      return known ?? text;
    }
    // Most are a time or a commit and never come again; what is common does at once.
    if (this.#known.size >= MOST) {
      this.#known.clear();
    }
    this.#known.set(text, text);
    return text;
  }
}
