import { checkedRef, type IndexedEntity } from './indexedEntity';

/** Finds entities by owner or system; grouped once for as long as the list is the same. */
export class EntityGrouping {
  #of: readonly IndexedEntity[] = [];
  #byRef = new Map<string, IndexedEntity[]>();

  constructor(private readonly field: 'owner' | 'system') {}

  find(all: readonly IndexedEntity[], refs: readonly string[]) {
    if (this.#of !== all) {
      this.#of = all;
      this.#byRef = new Map();
      for (const one of all) {
        const ref = one[this.field] ?? '';
        const group = this.#byRef.get(ref);
        if (group) {
          group.push(one);
        } else {
          this.#byRef.set(ref, [one]);
        }
      }
    }
    return [...new Set(refs.map(checkedRef))].flatMap(
      ref => this.#byRef.get(ref) ?? [],
    );
  }
}
