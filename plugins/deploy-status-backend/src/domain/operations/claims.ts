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
  /^\/(?:-\/)?(?:blob|tree|raw|edit|src)\/(?:branch\/)?(?:main|master)\/(.+)$/;

/**
 * Whether a path in an address means what it says. Whoever registers a location
 * writes its address, and what reads it may go up at `..`, also where it is
 * encoded, and so out of the repository that the address begins with.
 */
function isPlain(path: string): boolean {
  return (
    !/[\\%?#]/.test(path) &&
    path.split('/').every(part => part !== '.' && part !== '..')
  );
}

/** What an Application deploys, or would deploy first. */
function repositoriesOf({
  revisions,
  wantedFrom = [],
}: ObservedApplication): Array<string | undefined> {
  return revisions.length > 0
    ? revisions.map(({ repoUrl }) => repoUrl)
    : wantedFrom;
}

/** Whether the catalog read an entity out of the repository that an Application deploys, as it was released there. */
function comesFromItsRepository(
  { location }: IndexedEntity,
  application: ObservedApplication,
): boolean {
  return repositoriesOf(application).some(repoUrl => {
    const page = repoUrl && repositoryPage(repoUrl);
    const there = `url:${page}`;
    if (!page || !location?.startsWith(there)) {
      return false;
    }
    const path = RELEASED.exec(location.slice(there.length))?.[1];
    return path !== undefined && isPlain(path);
  });
}

/** Whether whoever runs the portal has put the entity there: the catalog reads files for nobody else. */
function comesFromTheOperator({ location }: IndexedEntity): boolean {
  return location?.startsWith('file:') === true;
}

/** Whose an Application is. */
export interface Owners {
  /** Who changes it needs the permission on each of them. */
  entities: IndexedEntity[];
  /** Whether more than annotations, which anybody may write who has an entity, says that it is theirs. */
  proven: boolean;
}

/**
 * The entities of which an Application is. Annotations are written by whoever
 * owns an entity, so one team could claim another's Application, by name or by
 * labels. Where several entities mean it, those count that were released in the
 * repository which it deploys, as whoever writes there decides anyway what runs;
 * and those which the operator has put into the catalog. Where none was, all do,
 * and nothing is proven.
 */
export function ownersOf(
  application: ObservedApplication,
  entities: readonly IndexedEntity[],
): Owners {
  const claiming = entities.filter(one => means(one, application));
  const proven = claiming.filter(
    one =>
      comesFromItsRepository(one, application) || comesFromTheOperator(one),
  );
  return proven.length > 0
    ? { entities: proven, proven: true }
    : { entities: claiming, proven: false };
}
