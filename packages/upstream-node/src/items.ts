import { setImmediate, setTimeout } from 'node:timers/promises';
import { withDeadline } from './deadline';
import { ItemSplitter } from './ItemSplitter';

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
  /**
   * Longest silence between two pieces of the answer. A large list may take
   * minutes where the machine is busy; one that stands still is given up.
   * Default 15 s.
   */
  idleMs?: number;
  /**
   * How much of the processor is left to others: so many times as long as was
   * worked. Default 0, where they have their turn every few milliseconds.
   */
  rest?: number;
}

const DEFAULT_IDLE_MS = 15_000;
/** What somebody else waits at most. */
const AT_ONCE_MS = 5;

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
  let size = 0;
  const splitter = new ItemSplitter(reader.key, text =>
    items.push(reader.each(parsed(text))),
  );
  let workedMs = 0;
  for await (const chunk of withoutSilence(
    body,
    reader.idleMs ?? DEFAULT_IDLE_MS,
  )) {
    size += chunk.length;
    if (size > maxBytes) {
      throw tooLarge();
    }
    const since = performance.now();
    splitter.write(chunk);
    workedMs += performance.now() - since;
    if (workedMs >= AT_ONCE_MS) {
      await (reader.rest ? setTimeout(workedMs * reader.rest) : setImmediate());
      workedMs = 0;
    }
  }
  const whole = size > 0 ? parsed(splitter.rest()) : undefined;
  if (!isRecord(whole)) {
    return whole;
  }
  const left = whole[reader.key];
  // Empty, unless its key was written in another way than anybody writes it.
  return Array.isArray(left)
    ? {
        ...whole,
        [reader.key]: [...items, ...left.map(item => reader.each(item))],
      }
    : whole;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // Only a syntax error can come of it, and what it says quotes the text.
    throw new BrokenJson();
  }
}

/** @throws DeadlineReached when no piece arrives for that long */
async function* withoutSilence(
  body: AsyncIterable<Buffer>,
  ms: number,
): AsyncGenerator<Buffer, void, undefined> {
  const pieces = body[Symbol.asyncIterator]();
  for (;;) {
    const piece = await withDeadline(ms, undefined, () => pieces.next());
    if (piece.done) return;
    yield piece.value;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
