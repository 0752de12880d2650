import type { Image } from './model';

/** An image as a manifest has it: `name:tag@digest`. */
export function imageText({ name, tag, digest }: Image): string {
  return `${name}${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`;
}
