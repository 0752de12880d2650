import type { IndexedEntity } from '../indexedEntity';
import type { ObservedApplication } from '../observed';

/**
 * Whether an entity calls an Application its own by its name. Annotations are
 * written by whoever owns the entity, so one team could name another's
 * Application; that is why everybody who names it is asked about.
 */
export function namesApplication(
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
