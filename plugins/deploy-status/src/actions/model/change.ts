import type { Image, Plan, Revision } from '@michi/plugin-deploy-status-common';

/** One thing as it is and as it would be; absent where it is not there. */
export interface Change<T> {
  key: string;
  from: T | undefined;
  to: T | undefined;
}

/** The revisions before and after, source by source. */
export function revisionChanges({
  revisions: { from, to },
}: Pick<Plan, 'revisions'>): Change<Revision>[] {
  return Array.from(
    { length: Math.max(from.length, to.length) },
    (_, index) => ({
      key: String(index),
      from: from[index],
      to: to[index],
    }),
  );
}

/** Whether an image stays what it is. */
export const isSameImage = ({ from, to }: Change<Image>): boolean =>
  from?.tag === to?.tag &&
  from?.digest === to?.digest &&
  (from === undefined) === (to === undefined);

/** The images before and after, by name; those that change come first. */
export function imageChanges({
  images: { from, to },
}: Pick<Plan, 'images'>): Change<Image>[] {
  const names = [...new Set([...to, ...from].map(({ name }) => name))];
  return names
    .map(name => ({
      key: name,
      from: from.find(image => image.name === name),
      to: to.find(image => image.name === name),
    }))
    .sort((a, b) => Number(isSameImage(a)) - Number(isSameImage(b)));
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
