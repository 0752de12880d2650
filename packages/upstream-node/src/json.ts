/** A text is no JSON, or not all of it arrived. */
export class BrokenJson extends Error {
  override name = 'BrokenJson';
}

/**
 * A text as JSON; undefined where it is empty.
 *
 * @throws BrokenJson without a word of the text
 */
export function parseText(text: string): unknown {
  try {
    return text.trim() === '' ? undefined : JSON.parse(text);
  } catch (error) {
    // Only a syntax error can come of it, and what it says quotes the text.
    throw new BrokenJson();
  }
}
