import type { Image } from '@michi/plugin-deploy-status-common';
import { canonical } from './canonical';

/** Splits `registry:5000/team/name:tag@sha256:…` into its parts. */
export function parseImage(reference: string): Image {
  const [rest = '', digest] = reference.split('@');
  const colon = rest.lastIndexOf(':');
  // A colon before the last slash belongs to the registry's port.
  const tagged = colon > rest.lastIndexOf('/');
  return {
    name: tagged ? rest.slice(0, colon) : rest,
    ...(tagged && { tag: rest.slice(colon + 1) }),
    ...(digest && { digest }),
  };
}

/** Each once, in an order that depends on nothing but their values. */
export function inOrder(images: readonly Image[]): Image[] {
  const byText = new Map(images.map(image => [canonical(image), image]));
  return [...byText]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, image]) => image);
}

/**
 * What was deployed, where pods show that together with what ran before: the
 * images that are new, and those whose names have no new one. Empty where nothing
 * is new, or where one name has two new ones, of which only one was deployed.
 */
export function deployedAmong(
  shown: readonly Image[],
  before: readonly Image[],
): Image[] {
  const ran = new Set(before.map(canonical));
  const fresh = inOrder(shown).filter(image => !ran.has(canonical(image)));
  const names = new Set(fresh.map(({ name }) => name));
  return names.size > 0 && names.size === fresh.length
    ? [...fresh, ...inOrder(shown).filter(({ name }) => !names.has(name))]
    : [];
}
