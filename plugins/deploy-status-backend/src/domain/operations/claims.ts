import { repositoryPage } from '../commitUrl';
import type { IndexedEntity } from '../indexedEntity';
import type { ObservedApplication } from '../observed';

function namesApplication(
  { locator }: IndexedEntity,
  application: ObservedApplication,
): boolean {
  return (
    locator?.name === application.name &&
    (locator.namespace
      ? locator.namespace === application.namespace
      : application.inControllerNamespace) &&
    (!locator.project || locator.project === application.project) &&
    (!locator.instances?.length ||
      locator.instances.includes(application.instance))
  );
}

/** Whether the catalog read an entity out of the repository that an Application deploys. */
function comesFromItsRepository(
  { location }: IndexedEntity,
  application: ObservedApplication,
): boolean {
  return application.revisions.some(({ repoUrl }) => {
    const page = repoUrl && repositoryPage(repoUrl);
    return page && location?.startsWith(`${page}/`);
  });
}

/**
 * The entities of which an Application is. Annotations are written by whoever
 * owns an entity, so one team could name another's Application in it. Where
 * several entities name it, those count that are in the repository which it
 * deploys; where none of them is, all do.
 */
export function ownersOf(
  application: ObservedApplication,
  entities: readonly IndexedEntity[],
): IndexedEntity[] {
  const naming = entities.filter(one => namesApplication(one, application));
  const near = naming.filter(one => comesFromItsRepository(one, application));
  return near.length > 0 ? near : naming;
}
