import type {
  Distribution,
  ExclusionReason,
} from '@michi/plugin-deploy-status-common';

/**
 * The p-th percentile of ascending values by linear interpolation between the
 * closest ranks: with `h = (n - 1) · p`, `x[⌊h⌋] + (h - ⌊h⌋) · (x[⌊h⌋ + 1] - x[⌊h⌋])`.
 * It is type 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages"
 * (The American Statistician 50, 1996), and what PostgreSQL's `percentile_cont`
 * gives.
 *
 * @param p - between 0 and 1.
 * @returns undefined where there are no values.
 */
export function percentile(
  ascending: ArrayLike<number>,
  p: number,
): number | undefined {
  const h = (ascending.length - 1) * p;
  const below = ascending[Math.floor(h)];
  const above = ascending[Math.ceil(h)];
  return below === undefined || above === undefined
    ? undefined
    : below + (h - Math.floor(h)) * (above - below);
}

/** Counts what does not count, per reason. */
export class Exclusions {
  readonly #counts = new Map<ExclusionReason, number>();

  add(reason: ExclusionReason): void {
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1);
  }

  /** The most frequent reason first. */
  list(): Distribution['excluded'] {
    return [...this.#counts]
      .map(([reason, n]) => ({ reason, n }))
      .sort((a, b) => b.n - a.n || (a.reason < b.reason ? -1 : 1));
  }
}

/** Gathers durations and what was excluded from them. */
export class Durations {
  readonly #milliseconds: number[] = [];
  readonly #exclusions = new Exclusions();

  exclude(reason: ExclusionReason): void {
    this.#exclusions.add(reason);
  }

  /** A duration from one time to another; clocks that disagree exclude it. */
  add(from: number, to: number): void {
    if (to < from) {
      this.exclude('negative');
    } else {
      this.#milliseconds.push(to - from);
    }
  }

  /** n, p50 and p90 by {@link percentile}, in seconds with milliseconds. */
  distribution(): Distribution {
    const ascending = Float64Array.from(this.#milliseconds).sort();
    const p50 = percentile(ascending, 0.5);
    const p90 = percentile(ascending, 0.9);
    return {
      n: ascending.length,
      ...(p50 !== undefined && { p50Seconds: Math.round(p50) / 1000 }),
      ...(p90 !== undefined && { p90Seconds: Math.round(p90) / 1000 }),
      excluded: this.#exclusions.list(),
    };
  }
}
