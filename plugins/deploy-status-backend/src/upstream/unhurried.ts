import { pause } from '@michi/upstream-node';

/** Between two pieces, of about 100 kB: 100 MB take half a minute. */
const REST_MS = 20;

/**
 * A body that is read at some megabytes a second: neither thread is busy with it
 * for long, and what is read is collected as usual, and not in one great heap.
 */
export async function* unhurried(
  body: AsyncIterable<Buffer>,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const piece of body) {
    yield piece;
    await pause(REST_MS, signal);
  }
}
