import {
  shortDigest,
  type Image,
  type Plan,
  type PlannedOperation,
  type Revision,
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

/** An image as it would be, and in the versions that run: several while a rollout replaces one by the other. */
export interface ImageChange {
  name: string;
  from: Image[];
  to: Image;
}

/** Whether an image stays what it is. */
export const isSameImage = ({ from, to }: ImageChange): boolean =>
  from.length > 0 &&
  from.every(({ tag, digest }) => tag === to.tag && digest === to.digest);

/**
 * The images after, and before; those that change come first. An image that a
 * plan does not name is not one that goes: a dry run knows the images of
 * workloads only, and only those that it is about.
 */
export function imageChanges({
  images: { from, to },
}: Pick<Plan, 'images'>): ImageChange[] {
  return to
    .map(image => ({
      name: image.name,
      from: from.filter(({ name }) => name === image.name),
      to: image,
    }))
    .sort((a, b) => Number(isSameImage(a)) - Number(isSameImage(b)));
}

/** An image's version: its tag, or its shortened digest. */
export const textOfImage = ({ tag, digest, name }: Image): string =>
  tag ?? (digest ? shortDigest(digest) : name);

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

/** How far an operation came with one of its resources. */
export type ResourceResult = PlannedOperation['results'][number];

const BY_STATE: ResourceResult['state'][] = [
  'failed',
  'running',
  'pending',
  'done',
];

/** What an operation has not finished: what failed first, what it has not come to last. */
export function unfinishedOf({ results }: PlannedOperation): ResourceResult[] {
  return results
    .filter(({ state }) => state !== 'done')
    .sort((a, b) => BY_STATE.indexOf(a.state) - BY_STATE.indexOf(b.state));
}
