import type { LabelSelector } from './selector';

interface Labelled {
  labels: Readonly<Record<string, string>>;
}

/**
 * Finds by label without looking at everything. Only labels that a selector
 * asked for are indexed: most are never asked for.
 */
export class LabelIndex<T extends Labelled> {
  readonly #byLabel = new Map<string, Map<string, Set<string>>>();

  constructor(private readonly all: ReadonlyMap<string, T>) {}

  /** To be told of what comes into `all`, before or after. */
  added(key: string, { labels }: T): void {
    for (const [label, byValue] of this.#byLabel) {
      this.#put(byValue, valueOf(labels, label), key);
    }
  }

  /** To be told of what leaves `all`. */
  removed(key: string, { labels }: T): void {
    for (const [label, byValue] of this.#byLabel) {
      const value = valueOf(labels, label);
      const keys = value === undefined ? undefined : byValue.get(value);
      keys?.delete(key);
      if (keys?.size === 0 && value !== undefined) {
        byValue.delete(value);
      }
    }
  }

  /** Everything that fits. */
  find({ matches, required }: LabelSelector): T[] {
    const [first] = required;
    if (!first) {
      return [...this.all.values()].filter(({ labels }) => matches(labels));
    }
    const byValue = this.#indexOf(first.key);
    return first.values.flatMap(value =>
      [...(byValue.get(value) ?? [])].flatMap(key => {
        const one = this.all.get(key);
        return one && matches(one.labels) ? [one] : [];
      }),
    );
  }

  #indexOf(label: string): Map<string, Set<string>> {
    let byValue = this.#byLabel.get(label);
    if (!byValue) {
      byValue = new Map();
      this.#byLabel.set(label, byValue);
      for (const [key, { labels }] of this.all) {
        this.#put(byValue, valueOf(labels, label), key);
      }
    }
    return byValue;
  }

  #put(
    byValue: Map<string, Set<string>>,
    value: string | undefined,
    key: string,
  ): void {
    if (value !== undefined) {
      const keys = byValue.get(value) ?? new Set();
      byValue.set(value, keys.add(key));
    }
  }
}

function valueOf(
  labels: Labelled['labels'],
  label: string,
): string | undefined {
  return Object.hasOwn(labels, label) ? labels[label] : undefined;
}
