import type { Entity } from '@backstage/catalog-model';
import { getApplicationLocator, type ApplicationLocator } from './annotations';

const isSame = (text: string | undefined, expected: string): boolean =>
  text?.toLocaleLowerCase('en-US') === expected;

/** What {@link isService} looks at. */
export interface PossibleService {
  kind: string;
  /** The entity's `spec.type`. */
  type?: string;
  locator?: ApplicationLocator;
}

/**
 * Whether deploy status is about an entity: it names an Application, or should,
 * as a component of type service. Compared without regard to case, as the
 * catalog does.
 */
export function isService({ kind, type, locator }: PossibleService): boolean {
  return (
    locator !== undefined ||
    (isSame(kind, 'component') && isSame(type, 'service'))
  );
}

/** {@link isService} of an entity as the catalog has it. */
export function isServiceEntity(entity: Entity): boolean {
  const type = entity.spec?.type;
  return isService({
    kind: entity.kind,
    type: typeof type === 'string' ? type : undefined,
    locator: getApplicationLocator(entity),
  });
}
