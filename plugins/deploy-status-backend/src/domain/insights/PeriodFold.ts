import type { Measured } from './Measured';
import { partAt, type Part } from './parts';
import type { Tally } from './Tally';

/**
 * The tallies of a period and of its parts, to which deployments are added bit
 * by bit, in any order.
 *
 * @typeParam T - one tally for each figure.
 */
export class PeriodFold<T extends readonly Tally[]> {
  readonly whole: T;
  /** In the order of the parts. */
  readonly series: ReadonlyArray<{ part: Part; tallies: T }>;
  readonly #period: Part;
  readonly #parts: readonly Part[];

  /** @param parts - as `partsOf` gives them; none where the period is not cut. */
  constructor(create: () => T, period: Part, parts: readonly Part[] = []) {
    this.whole = create();
    this.series = parts.map(part => ({ part, tallies: create() }));
    this.#period = period;
    this.#parts = parts;
  }

  /** Those that started in the period. */
  add(measured: Measured): void {
    const { from, to } = this.#period;
    for (let index = 0; index < measured.length; index++) {
      const startedAt = measured.startedAt(index);
      if (startedAt >= from && startedAt < to) {
        measured.addTo(this.whole, index);
        const one = this.series[partAt(startedAt, this.#parts)];
        if (one) measured.addTo(one.tallies, index);
      }
    }
  }
}
