import { keyOf, type WatchEvent } from '../domain/observed';

/** What one watch has said from its opening to its end. */
export class WatchLife {
  /** Resolves once it has said anything, even that it lives. */
  readonly whenOpen: Promise<void>;
  #isOpen = false;
  #opened = () => {};
  /** When it last spoke of which Application, in that order. */
  readonly #told = new Map<string, number>();

  constructor(private readonly now: () => number) {
    this.whenOpen = new Promise(resolve => {
      this.#opened = resolve;
    });
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  opened(): void {
    this.#isOpen = true;
    this.#opened();
  }

  note(event: WatchEvent): void {
    const key = keyOf(
      event.type === 'changed' ? event.observation.application : event,
    );
    this.#told.delete(key);
    this.#told.set(key, this.now());
  }

  /** The Applications of which it spoke since then. What is older is forgotten. */
  toldSince(at: number): ReadonlySet<string> {
    for (const [key, toldAt] of this.#told) {
      if (toldAt >= at) break;
      this.#told.delete(key);
    }
    return new Set(this.#told.keys());
  }
}
