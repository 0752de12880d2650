import { keyOf, type ObservedApplication } from '../observed';
import { clusterOf } from './clusterOf';
import type { LatencyTallies } from './latencies';
import type { PeriodFold } from './PeriodFold';
import type { Place } from './records';

/** What one controller of an instance has to do, and did: they are sharded by destination. */
export interface Shard {
  applications: ObservedApplication[];
  past: PeriodFold<LatencyTallies>;
}

/** An instance, as a whole and by destination. */
export class Shards {
  readonly #whole: Shard;
  readonly #byName = new Map<string, Shard>();
  readonly #destinations = new Map<string, string>();

  constructor(private readonly nothing: () => Shard['past']) {
    this.#whole = { applications: [], past: nothing() };
  }

  put(application: ObservedApplication): void {
    this.#whole.applications.push(application);
    const { destination } = application;
    if (destination !== undefined) {
      this.#shard(destination).applications.push(application);
      this.#destinations.set(keyOf(application), destination);
    }
  }

  /** The shards that something of the past belongs to. */
  of({ destination, namespace, application }: Place): Shard[] {
    // What was not told then is told by where the Application deploys to now.
    const to =
      destination ??
      this.#destinations.get(keyOf({ namespace, name: application }));
    return to === undefined ? [this.#whole] : [this.#whole, this.#shard(to)];
  }

  /** The whole without a name, then the destinations by name. */
  all(): Array<[string | undefined, Shard]> {
    return [
      [undefined, this.#whole],
      ...[...this.#byName].sort(([a], [b]) => (a < b ? -1 : 1)),
    ];
  }

  #shard(destination: string): Shard {
    const name = clusterOf(destination);
    const shard = this.#byName.get(name) ?? {
      applications: [],
      past: this.nothing(),
    };
    this.#byName.set(name, shard);
    return shard;
  }
}
