import type { Distribution } from '@michi/plugin-deploy-status-common';
import { percentile } from './percentile';
import { REASONS } from './verdict';

/** Counts what deployments are to one figure, one after the other. */
export class Tally {
  readonly #counted: number[] = [];
  readonly #excluded = REASONS.map(() => 0);
  #sum = 0;

  /** @param code - a verdict as `encode` writes it. */
  add(code: number): void {
    if (code >= 0) {
      this.#counted.push(code);
      this.#sum += code;
    } else if (code < 0) {
      const reason = -1 - code;
      this.#excluded[reason] = (this.#excluded[reason] ?? 0) + 1;
    }
  }

  /** How many count. */
  get n(): number {
    return this.#counted.length;
  }

  /** Of the numbers that count. */
  get sum(): number {
    return this.#sum;
  }

  /** What does not count, the most frequent reason first. */
  excluded(): Distribution['excluded'] {
    return REASONS.flatMap((reason, index) => {
      const n = this.#excluded[index] ?? 0;
      return n > 0 ? [{ reason, n }] : [];
    }).sort((a, b) => b.n - a.n || (a.reason < b.reason ? -1 : 1));
  }

  /** Of durations in milliseconds: n, p50 and p90 by `percentile`, in seconds with milliseconds. */
  distribution(): Distribution {
    const values = Float64Array.from(this.#counted);
    const p50 = percentile(values, 0.5);
    const p90 = percentile(values, 0.9);
    return {
      n: this.n,
      ...(p50 !== undefined && { p50Seconds: Math.round(p50) / 1000 }),
      ...(p90 !== undefined && { p90Seconds: Math.round(p90) / 1000 }),
      excluded: this.excluded(),
    };
  }
}
