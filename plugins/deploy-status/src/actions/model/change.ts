import type {
  Application,
  Deployment,
  Image,
  Plan,
  Revision,
} from '@michi/plugin-deploy-status-common';

/** One thing as it would be, and as it is where it is there already. */
export interface Change<T> {
  key: string;
  from: T | undefined;
  to: T;
}

/**
 * The revisions after, source by source, and before.
 *
 * @param known - commits of which more may be known than the plan says
 */
export function revisionChanges(
  { revisions: { from, to } }: Pick<Plan, 'revisions'>,
  known: Revision[] = [],
): Change<Revision>[] {
  return to.map((revision, index) => ({
    key: String(index),
    from: from[index],
    to: { ...known.find(({ id }) => id === revision.id), ...revision },
  }));
}

/** Whether an image stays what it is. */
export const isSameImage = ({ from, to }: Change<Image>): boolean =>
  from?.tag === to.tag && from?.digest === to.digest;

/**
 * The images after, and before; those that change come first. An image that a
 * plan does not name is not one that goes: a dry run knows the images of
 * workloads only, and only those that it is about.
 */
export function imageChanges({
  images: { from, to },
}: Pick<Plan, 'images'>): Change<Image>[] {
  return to
    .map(image => ({
      key: image.name,
      from: from.find(({ name }) => name === image.name),
      to: image,
    }))
    .sort((a, b) => Number(isSameImage(a)) - Number(isSameImage(b)));
}

/**
 * What runs, and what the last operation was about to deploy, which a retry
 * deploys; undefined where the ledger does not have it.
 */
export function repeatedBy(
  { instance, uid, operation, revisions, images }: Application,
  deployments: Deployment[],
): Pick<Plan, 'revisions' | 'images'> | undefined {
  const failed =
    operation &&
    deployments.find(
      one =>
        one.instance === instance &&
        one.uid === uid &&
        Date.parse(one.startedAt) === Date.parse(operation.startedAt),
    );
  return failed && failed.revisions.length + failed.images.length > 0
    ? {
        revisions: { from: revisions, to: failed.revisions },
        images: { from: images, to: failed.images },
      }
    : undefined;
}

/** An image's version: its tag, or its shortened digest. */
export const textOfImage = ({ tag, digest, name }: Image): string =>
  tag ?? digest?.replace('sha256:', '').slice(0, 12) ?? name;

/** The last part of an image's name, as its team calls it. */
export const shortName = (name: string): string =>
  name.split('/').at(-1) ?? name;

/** A resource that the dry run names. */
export type PlannedResource = Plan['resources'][number];

const ORDER: PlannedResource['change'][] = [
  'delete',
  'create',
  'update',
  'unknown',
  'none',
];

/** The resources that would change: those in trouble first, then by what is hardest to undo. */
export function changedResources(plan: Plan): PlannedResource[] {
  return plan.resources
    .filter(({ change, failed }) => change !== 'none' || failed)
    .sort(
      (a, b) =>
        Number(b.failed) - Number(a.failed) ||
        ORDER.indexOf(a.change) - ORDER.indexOf(b.change),
    );
}
