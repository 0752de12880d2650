/** Halves of a character that stand alone, as where a text was cut in the middle of one. */
const LONE_HALF =
  /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Most texts have none of it, which one look tells. */
const SUSPICIOUS = /[\0\ud800-\udfff]/;

/**
 * A text without what PostgreSQL cannot hold: the character NUL and halves of
 * characters. One such text would keep everything after it from being stored.
 */
export function storable(text: string): string {
  return SUSPICIOUS.test(text)
    ? text.replaceAll('\0', '').replace(LONE_HALF, '\ufffd')
    : text;
}

/** The beginning of a long text, storable; absent stays absent. */
export function shortened<T extends string | undefined>(
  text: T,
  length: number,
): string | (T & undefined);
export function shortened(
  text: string | undefined,
  length: number,
): string | undefined {
  if (text === undefined || text.length <= length) {
    return text && storable(text);
  }
  // Through a buffer, as a piece of a text keeps the whole of it in memory.
  return storable(Buffer.from(text.slice(0, length)).toString());
}
