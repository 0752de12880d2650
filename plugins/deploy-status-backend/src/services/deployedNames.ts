import { InputError } from '@backstage/errors';
import type {
  ApplicationLocator,
  Instance,
} from '@michi/plugin-deploy-status-common';
import type { IndexedEntity } from '../domain/indexedEntity';
import { isWhereMeant } from '../domain/isWhereMeant';
import { selectorOf } from '../domain/selector';
import type { DeploymentQuery, RemovedApplication } from '../store/StatusStore';
import type { RemovedApplications } from './RemovedApplications';
import type { StatusBoard } from './StatusBoard';

/** Where deployments of an entity are to be found. */
export type DeployedName = DeploymentQuery['applications'][number] & {
  entityRef: string;
};

/**
 * Where the deployments of entities are to be found, also after their
 * Applications are gone: by name where an entity has one, else by the labels
 * that Applications have or had. An entity whose selector cannot be read has
 * none; its own status says so.
 */
export async function deployedNames(
  entities: readonly IndexedEntity[],
  instances: readonly Instance[],
  board: StatusBoard,
  removed: RemovedApplications,
): Promise<DeployedName[]> {
  const located = entities.flatMap(({ entityRef, locator }) =>
    locator ? [{ entityRef, locator }] : [],
  );
  const gone = located.some(({ locator }) => !locator.name)
    ? await removed.all()
    : [];
  return located.flatMap(({ entityRef, locator }) => {
    const { name, namespace, project } = locator;
    const places = instances
      .map(instance => instance.name)
      .filter(
        one => !locator.instances?.length || locator.instances.includes(one),
      );
    const names = name
      ? places.map(instance => ({ instance, name, namespace, project }))
      : labelled(locator, places, board, gone);
    return names.map(one => ({ ...one, entityRef }));
  });
}

function labelled(
  locator: ApplicationLocator,
  places: string[],
  board: StatusBoard,
  gone: RemovedApplication[],
): DeploymentQuery['applications'] {
  const had = hadLabels(locator);
  if (!had) {
    return [];
  }
  const there = places.flatMap(instance => board.book(instance).find(locator));
  const were = gone.filter(one => places.includes(one.instance) && had(one));
  return [...there, ...were].map(({ instance, name, namespace }) => ({
    instance,
    name,
    namespace,
  }));
}

/** Undefined where the selector cannot be read. */
function hadLabels(locator: ApplicationLocator) {
  try {
    const { matches } = selectorOf(locator);
    return (one: RemovedApplication) =>
      isWhereMeant(locator, one) && matches(one.labels);
  } catch (error) {
    if (error instanceof InputError) {
      return undefined;
    }
    throw error;
  }
}
