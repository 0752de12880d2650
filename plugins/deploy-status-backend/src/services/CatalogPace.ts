/** All in milliseconds. */
export interface CatalogPaceTimings {
  /** Between complete readings. */
  refreshMs: number;
  /** The same after the first reading and while the catalog is being filled: as long as there is no service, and until no reading has found a new one for `settledMs`. */
  growingMs: number;
  settledMs: number;
}

/**
 * How soon the catalog is read again. Seldom, as it is work for the catalog and
 * its database; but while it is being filled, as on a first start, what is there
 * would pass for all there is.
 */
export class CatalogPace {
  #readings = 0;
  #services = 0;
  /** When a reading last found more services than there were. */
  #grewAt = -Infinity;

  constructor(private readonly timings: CatalogPaceTimings) {}

  /** To be told of each reading: how many services were known before it, and are after it. */
  read(before: number, after: number, now: number): void {
    // What the first one finds has been there before.
    if (this.#readings > 0 && after > before) {
      this.#grewAt = now;
    }
    this.#readings += 1;
    this.#services = after;
  }

  /** From one reading to the next one. */
  restMs(now: number): number {
    const { refreshMs, growingMs, settledMs } = this.timings;
    const mayGrow =
      this.#readings < 2 ||
      this.#services === 0 ||
      now - this.#grewAt < settledMs;
    return mayGrow ? Math.min(growingMs, refreshMs) : refreshMs;
  }
}
