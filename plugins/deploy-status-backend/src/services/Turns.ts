import { setImmediate } from 'node:timers/promises';

/** Long enough that taking turns costs nothing, short enough that nobody notices. */
const AT_ONCE_MS = 10;

/** Lets others have the processor in the middle of a long computation. */
export class Turns {
  #since: number;

  constructor(private readonly now: () => number = () => performance.now()) {
    this.#since = now();
  }

  /** To be asked after each small step: whether the others have waited for a while. */
  get over(): boolean {
    return this.now() - this.#since >= AT_ONCE_MS;
  }

  /** Waits until the others had their turn. */
  async pass(): Promise<void> {
    await setImmediate();
    this.#since = this.now();
  }
}

/** Items by key, in the order given; those without a key are left out. Others have their turns meanwhile. */
export async function groupedInTurns<T>(
  parts: AsyncIterable<readonly T[]>,
  keyOf: (item: T) => string | undefined,
  turns: Turns,
): Promise<Map<string, T[]>> {
  const groups = new Map<string, T[]>();
  for await (const items of parts) {
    for (const item of items) {
      const key = keyOf(item);
      if (key !== undefined) {
        const group = groups.get(key);
        if (group) group.push(item);
        else groups.set(key, [item]);
      }
      if (turns.over) await turns.pass();
    }
  }
  return groups;
}
