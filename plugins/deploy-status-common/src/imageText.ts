import type { Image } from './model';

/** An image as a manifest has it: `name:tag@digest`. */
export function imageText({ name, tag, digest }: Image): string {
  return `${name}${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`;
}

/** A digest: its algorithm, the twelve digits that are shown, and the rest. */
const DIGEST = /^([a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-f]{12})[0-9a-f]+$/;

/**
 * A digest as people compare it, `sha256:0123456789ab`, which is as many digits
 * as container tools show; any other text as it is.
 */
export const shortDigest = (text: string): string =>
  DIGEST.exec(text)?.[1] ?? text;
