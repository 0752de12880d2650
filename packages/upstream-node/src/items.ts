import { JSONParser } from '@streamparser/json';

/** How the elements of a large array are taken in. */
export interface ItemReader {
  /** The array's key at the top level of the answer. */
  key: string;
  /**
   * Called for each element as soon as it is there; what it returns takes the
   * element's place in the answer, which is then all that is kept of it. Called
   * again from the first element when the request is repeated.
   */
  each(item: unknown): unknown;
}

/** The answer is no JSON, or not all of it arrived. */
export class BrokenJson extends Error {
  override name = 'BrokenJson';
}

/**
 * An answer as JSON, without ever holding all of its text or all elements of
 * the array.
 *
 * @throws BrokenJson without a word of the text
 */
export async function readItems(
  body: AsyncIterable<Buffer>,
  reader: ItemReader,
  maxBytes: number,
  tooLarge: () => Error,
): Promise<unknown> {
  const items: unknown[] = [];
  let whole: unknown;
  let size = 0;
  let broken = false;
  const parser = new JSONParser({
    paths: [`$.${reader.key}.*`, '$'],
    keepStack: false,
  });
  parser.onValue = ({ value, stack }) => {
    if (stack.length === 0) whole = value;
    else items.push(reader.each(value));
  };
  // It quotes the text, so the error itself is not carried on.
  parser.onError = () => {
    broken = true;
  };
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) {
      throw tooLarge();
    }
    parser.write(chunk);
    if (broken) {
      throw new BrokenJson();
    }
  }
  if (size > 0 && !parser.isEnded) {
    throw new BrokenJson();
  }
  return isRecord(whole) && Array.isArray(whole[reader.key])
    ? { ...whole, [reader.key]: items }
    : whole;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
