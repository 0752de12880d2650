import type { Tally } from './Tally';
import { encode, type Verdict } from './verdict';

/**
 * Deployments as far as figures need them: when each started, and what it is to
 * each figure. Numbers side by side, so that two years of everything fit into
 * memory: 50 bytes each, where the records that they come from take a kilobyte.
 */
export class Measured {
  /** @param verdictsOf - as many for each, in the order of the figures. */
  static of<T>(
    items: readonly T[],
    startOf: (item: T) => number,
    verdictsOf: (item: T) => readonly Verdict[],
  ): Measured {
    const verdicts = items.map(verdictsOf);
    const figures = verdicts[0]?.length ?? 0;
    const codes = new Float64Array(items.length * figures);
    verdicts.forEach((some, index) =>
      some.forEach((verdict, figure) => {
        codes[index * figures + figure] = encode(verdict);
      }),
    );
    return new Measured(Float64Array.from(items, startOf), codes, figures);
  }

  private constructor(
    private readonly starts: Float64Array,
    private readonly codes: Float64Array,
    private readonly figures: number,
  ) {}

  get length(): number {
    return this.starts.length;
  }

  /** Milliseconds since 1970. */
  startedAt(index: number): number {
    return this.starts[index] ?? NaN;
  }

  /** Adds one deployment to the tallies of the figures, in their order. */
  addTo(tallies: readonly Tally[], index: number): void {
    for (let figure = 0; figure < this.figures; figure++) {
      tallies[figure]?.add(this.codes[index * this.figures + figure] ?? NaN);
    }
  }
}
