import { createHash } from 'node:crypto';

/** A number from 0 up to but not including 1 that is always the same for the same words. */
export function roll(...words: (string | number)[]): number {
  const digest = createHash('sha256').update(words.join('\u0000')).digest();
  return digest.readUInt32BE(0) / 2 ** 32;
}

/** A number between two bounds that is always the same for the same words. */
export function rollBetween(
  low: number,
  high: number,
  ...words: (string | number)[]
): number {
  return low + (high - low) * roll(...words);
}

/** Lower-case hexadecimal digits that are always the same for the same words. */
export function digestOf(...words: (string | number)[]): string {
  return createHash('sha256').update(words.join('\u0000')).digest('hex');
}

/** A version 4 UUID that is always the same for the same words. */
export function uuidOf(...words: (string | number)[]): string {
  const hex = digestOf('uuid', ...words);
  const variant = ((parseInt(hex.slice(16, 17), 16) % 4) + 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
