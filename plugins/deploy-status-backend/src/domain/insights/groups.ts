import type { IndexedEntity } from '../indexedEntity';
import type { Assessed } from './assess';

/** Services that belong together, and what they deployed. */
export interface Group {
  refs: Set<string>;
  of: Assessed[];
}

/** Services and their deployments in groups, by the groups' names. */
export function groupsOf(
  entities: readonly IndexedEntity[],
  assessed: readonly Assessed[],
  nameOf: (entity: IndexedEntity) => string,
): Map<string, Group> {
  const groups = new Map<string, Group>();
  const groupOf = new Map<string, Group>();
  for (const entity of entities) {
    const name = nameOf(entity);
    const group = groups.get(name) ?? { refs: new Set<string>(), of: [] };
    groups.set(name, group);
    group.refs.add(entity.entityRef);
    groupOf.set(entity.entityRef, group);
  }
  for (const one of assessed) {
    groupOf.get(one.record.service)?.of.push(one);
  }
  return groups;
}

/** When the first of several began; undefined where none has. */
export function earliestOf(
  refs: Iterable<string>,
  recordsSince: ReadonlyMap<string, number>,
): number | undefined {
  let first: number | undefined;
  for (const ref of refs) {
    const since = recordsSince.get(ref);
    if (since !== undefined && !(first !== undefined && first <= since)) {
      first = since;
    }
  }
  return first;
}
