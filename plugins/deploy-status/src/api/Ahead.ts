const FRESH_MS = 10_000;

/** Answers that were asked for before the view that needs them was there. */
export class Ahead<T> {
  private readonly asked = new Map<
    string,
    { at: number; answer: Promise<T | undefined> }
  >();

  /** Asks now; a question that is open already is not asked again. */
  ask(key: string, load: () => Promise<T>): void {
    if (this.isFresh(key)) return;
    // Whoever needs the answer asks again, and says what went wrong.
    const answer = load().catch(() => undefined);
    this.asked.set(key, { at: Date.now(), answer });
  }

  /** The answer, once, while it is fresh; undefined where it must be asked for. */
  async take(key: string): Promise<T | undefined> {
    const answer = this.isFresh(key) ? this.asked.get(key)?.answer : undefined;
    this.asked.delete(key);
    return answer;
  }

  private isFresh(key: string): boolean {
    const at = this.asked.get(key)?.at;
    return at !== undefined && Date.now() - at < FRESH_MS;
  }
}
