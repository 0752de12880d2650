import type { Figures } from '@michi/plugin-deploy-status-common';
import { figuresOf, figureTallies, type FigureTallies } from './figures';
import type { Measured } from './Measured';
import type { Part } from './parts';
import { PeriodFold } from './PeriodFold';

/** What the ledger says of a service. */
export interface ServiceLedger {
  /** Its deployments, from before the period on, by `measureFigures`. */
  measured: Measured;
  /** When its first deployment started, milliseconds since 1970. */
  recordsSince: number;
}

/** The figures of services, to which one after the other is added. */
export class ServicesFold {
  readonly #period: Part;
  readonly #fold: PeriodFold<FigureTallies>;
  #recordsSince: number | undefined;

  /** @param parts - into which the period is cut as well, as `partsOf` gives them. */
  constructor(period: Part, parts: readonly Part[] = []) {
    this.#period = period;
    this.#fold = new PeriodFold(figureTallies, period, parts);
  }

  add({ measured, recordsSince }: ServiceLedger): void {
    this.#fold.add(measured);
    this.#recordsSince = Math.min(recordsSince, this.#recordsSince ?? Infinity);
  }

  /** When the first deployment of all started; undefined where there is none. */
  get recordsSince(): number | undefined {
    return this.#recordsSince;
  }

  /** Of the whole period. */
  figures(): Figures {
    return figuresOf(this.#fold.whole, this.#period, this.#recordsSince);
  }

  /** Of its parts, oldest first, computed as they are taken. */
  *series(): Generator<Part & { figures: Figures }> {
    for (const { part, tallies } of this.#fold.series) {
      const figures = figuresOf(tallies, part, this.#recordsSince);
      yield { ...part, figures };
    }
  }
}
