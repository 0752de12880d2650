import type { ReadFrame, ReadingContext, ReadItems, ReadList } from './read';

/** Reads what one list or one watch brings. */
export interface Reading {
  /**
   * A list, from the pieces of its text in UTF-8, which are handed over.
   *
   * @param now - when a piece arrived, ISO 8601
   * @param onItems - told of what pieces say, in turn, before the list is over
   * @throws BrokenJson
   */
  list(
    body: AsyncIterable<Buffer>,
    now: () => string,
    onItems?: (items: ReadItems) => void,
  ): Promise<ReadList>;
  /**
   * A frame of a watch; undefined where it is none.
   *
   * @param now - when it arrived, ISO 8601
   * @throws BrokenJson
   */
  frame(text: string, now: string): Promise<ReadFrame | undefined>;
  /** To be called when the list or the watch is over. */
  close(): void;
}

/**
 * Makes our terms of what Argo CDs send, which is most of the work of following
 * them: a list of 5,000 Applications is 100 MB of JSON.
 */
export interface Reader {
  open(context: ReadingContext): Promise<Reading>;
  close(): Promise<void>;
}
