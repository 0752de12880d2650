import type { Image } from './model';

/** An image as a manifest has it: `name:tag@digest`. */
export function imageText({ name, tag, digest }: Image): string {
  return `${name}${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`;
}

/**
 * The versions as their team calls them: the tags, or else the digests, of the
 * image that bears the Application's name, of the first image otherwise. Several
 * while a rollout has not replaced the old one; none where no image has one.
 */
export function imageVersions(
  images: readonly Image[],
  application: string,
): string[] {
  const image =
    images.find(({ name }) => name.split('/').pop() === application) ??
    images[0];
  const versions = images
    .filter(({ name }) => name === image?.name)
    .flatMap(({ tag, digest }) => tag || digest || []);
  return [...new Set(versions)];
}

/** A digest: its algorithm, the twelve digits that are shown, and the rest. */
const DIGEST = /^([a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-f]{12})[0-9a-f]+$/;

/**
 * A digest as people compare it, `sha256:0123456789ab`, which is as many digits
 * as container tools show; any other text as it is.
 */
export const shortDigest = (text: string): string =>
  DIGEST.exec(text)?.[1] ?? text;
