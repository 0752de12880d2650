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

/**
 * Each once, in an order that depends on nothing but their values: the one that
 * is named like the Application first, and those that hooks used last. A hook
 * often uses the image of the service itself, so that its image is not left out.
 *
 * @param ofHooks - by `canonical`
 */
export function arranged(
  application: string,
  images: readonly Image[],
  ofHooks: ReadonlySet<string> = new Set(),
): Image[] {
  if (images.length < 2) {
    return [...images];
  }
  const byText = new Map(images.map(image => [canonical(image), image]));
  const place = (text: string, { name }: Image) => {
    const own = name.split('/').at(-1) === application;
    return `${own ? 0 : 1}${ofHooks.has(text) ? 1 : 0}${text}`;
  };
  return [...byText.entries()]
    .map(([text, image]) => ({ image, at: place(text, image) }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ image }) => image);
}

/**
 * What was deployed, where pods show that together with what ran before: the
 * images that are new, and those whose names have no new one. Empty where that
 * does not tell it: nothing is new, one name has two new ones, or a name is new
 * beside others, which may have taken the place of one of them.
 *
 * @param shown - each once
 * @param before - of all pods as it began; empty where there were none
 */
export function deployedAmong(
  shown: readonly Image[],
  before: readonly Image[],
): Image[] {
  const ran = new Set(before.map(canonical));
  const names = new Set(before.map(({ name }) => name));
  const fresh = shown.filter(image => !ran.has(canonical(image)));
  const freshNames = new Set(fresh.map(({ name }) => name));
  const isClear =
    fresh.length > 0 &&
    freshNames.size === fresh.length &&
    (names.size === 0 || [...freshNames].every(name => names.has(name)));
  return isClear
    ? shown.filter(
        image => fresh.includes(image) || !freshNames.has(image.name),
      )
    : [];
}
