import { InputError } from '@backstage/errors';
import { repositoryPage } from '../commitUrl';
import type { IndexedEntity } from '../indexedEntity';
import type { ObservedApplication } from '../observed';
import { parseLabelSelector } from '../selector';

function fitsSelector(
  selector: string,
  { labels }: ObservedApplication,
): boolean {
  try {
    return parseLabelSelector(selector).matches(labels);
  } catch (error) {
    // One entity's mistake is told on its own page.
    if (error instanceof InputError) {
      return false;
    }
    throw error;
  }
}

/** Whether an entity's annotations mean an Application, by name, by labels or by project. */
function means(
  { locator }: IndexedEntity,
  application: ObservedApplication,
): boolean {
  if (!locator) {
    return false;
  }
  const { name, selector, namespace, project, instances } = locator;
  const unnamed = () =>
    selector === undefined
      ? project !== undefined
      : fitsSelector(selector, application);
  const found = name ? name === application.name : unnamed();
  const inNamespace = namespace
    ? namespace === application.namespace
    : !name || application.inControllerNamespace;
  return (
    found &&
    inNamespace &&
    (!project || project === application.project) &&
    (!instances?.length || instances.includes(application.instance))
  );
}

/** The branches that a repository is released from; others anybody may push, and forks' commits show under any address. */
const RELEASED =
  /^\/(?:-\/)?(?:blob|tree|raw|edit|src)\/(?:branch\/)?(?:main|master)\//;

/** Whether the catalog read an entity out of the repository that an Application deploys, as it was released there. */
function comesFromItsRepository(
  { location }: IndexedEntity,
  application: ObservedApplication,
): boolean {
  return application.revisions.some(({ repoUrl }) => {
    const page = repoUrl && repositoryPage(repoUrl);
    return (
      page !== undefined &&
      page !== '' &&
      location?.startsWith(page) === true &&
      RELEASED.test(location.slice(page.length))
    );
  });
}

/**
 * The entities of which an Application is: who changes it needs the permission
 * on each of them. Annotations are written by whoever owns an entity, so one
 * team could claim another's Application, by name or by labels. Where several
 * entities mean it, those count that were released in the repository which it
 * deploys; where none was, all do, so that a claim alone never gives access.
 */
export function ownersOf(
  application: ObservedApplication,
  entities: readonly IndexedEntity[],
): IndexedEntity[] {
  const claiming = entities.filter(one => means(one, application));
  const near = claiming.filter(one => comesFromItsRepository(one, application));
  return near.length > 0 ? near : claiming;
}
