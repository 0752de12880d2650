import { InputError } from '@backstage/errors';
import type {
  ApplicationLocator,
  Instance,
} from '@michi/plugin-deploy-status-common';
import type { IndexedEntity } from '../domain/indexedEntity';
import type { ObservedApplication } from '../domain/observed';
import type { StatusBoard } from './StatusBoard';

/** An entity's Applications, as its annotations name them. */
export interface EntityApplications {
  entityRef: string;
  /** Absent where the entity names none. */
  locator?: ApplicationLocator;
  /** Where the entity may run, in configured order. */
  instances: readonly Instance[];
  /** In the order of the instances, then by name. */
  applications: ObservedApplication[];
}

/**
 * Finds the Applications of an entity among what is known. Never asks Argo CD.
 *
 * @throws InputError when the entity's selector is not one.
 */
export function entityApplications(
  entity: IndexedEntity,
  board: StatusBoard,
): EntityApplications {
  const { entityRef, locator } = entity;
  if (!locator) {
    return { entityRef, instances: [], applications: [] };
  }
  const named = locator.instances ?? [];
  const every = board.instances();
  const instances =
    named.length === 0
      ? every
      : every.filter(({ name }) => named.includes(name));
  return {
    entityRef,
    locator,
    instances,
    applications: instances.flatMap(({ name }) =>
      board.book(name).find(locator),
    ),
  };
}

/** The same, or undefined for an entity whose selector cannot be read. */
export function readableApplications(
  entity: IndexedEntity,
  board: StatusBoard,
): EntityApplications | undefined {
  try {
    return entityApplications(entity, board);
  } catch (error) {
    if (error instanceof InputError) {
      return undefined;
    }
    throw error;
  }
}
