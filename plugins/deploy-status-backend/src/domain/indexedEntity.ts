import {
  ANNOTATION_LOCATION,
  parseEntityRef,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  getApplicationLocator,
  type ApplicationLocator,
} from '@michi/plugin-deploy-status-common';

/** What deploy status keeps of a catalog entity. */
export interface IndexedEntity {
  entityRef: string;
  kind: string;
  /** `spec.type`: `service`, `library`, … */
  type?: string;
  title?: string;
  /** The owner's entity reference. */
  owner?: string;
  /** The system's entity reference. */
  system?: string;
  /** Absent where the entity names no Application. */
  locator?: ApplicationLocator;
  /** Where the catalog read it, such as `url:https://…`: nobody can write that into the entity, and whoever registers it chooses the address. */
  location?: string;
}

/** The part of an entity that {@link toIndexedEntity} reads. */
export const INDEXED_FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.annotations',
  'spec.type',
  'spec.owner',
  'spec.system',
  'relations',
];

/** An entity in our terms. Pure. */
export function toIndexedEntity(entity: Entity): IndexedEntity {
  const owner = related(entity, RELATION_OWNED_BY, '', 'owner', 'group');
  const system = related(entity, RELATION_PART_OF, 'system:', 'system');
  const type = text(entity, 'type');
  const { title } = entity.metadata;
  const locator = getApplicationLocator(entity);
  const location = entity.metadata.annotations?.[ANNOTATION_LOCATION];
  return {
    entityRef: stringifyEntityRef(entity),
    kind: entity.kind.toLocaleLowerCase('en-US'),
    ...(type && { type }),
    ...(title && { title }),
    ...(owner && { owner }),
    ...(system && { system }),
    ...(locator && { locator }),
    ...(locator && location && { location }),
  };
}

/** @throws InputError that names the reference which is not one. */
export function checkedRef(ref: string): string {
  try {
    return stringifyEntityRef(parseEntityRef(ref));
  } catch (error) {
    throw new InputError(
      `"${ref}" is not an entity reference. Write it like component:default/blog-api`,
      error,
    );
  }
}

function text(entity: Entity, field: string): string | undefined {
  const value = entity.spec?.[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * What the catalog made of a field. A relation is the truth, as processors may
 * add others; the field itself is read where the catalog has not come to it.
 */
function related(
  entity: Entity,
  relation: string,
  prefix: string,
  field: string,
  defaultKind = field,
): string | undefined {
  const found = entity.relations?.find(
    one => one.type === relation && one.targetRef.startsWith(prefix),
  );
  if (found) {
    return found.targetRef;
  }
  const written = text(entity, field);
  // Two colons or slashes are no reference, and nobody's.
  return written && /^([^:/\s]+:)?([^:/\s]+\/)?[^:/\s]+$/.test(written)
    ? stringifyEntityRef(
        parseEntityRef(written, {
          defaultKind,
          defaultNamespace: entity.metadata.namespace,
        }),
      )
    : undefined;
}
