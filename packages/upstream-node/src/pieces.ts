import { DeadlineReached } from './deadline';

/** What is read piece by piece, and can be given up. */
export interface PieceSource extends AsyncIterable<Buffer> {
  destroy(error?: Error): unknown;
}

/**
 * The pieces of a body as they arrive. Only the time spent waiting for one counts,
 * not what the reader does between two. One timer serves them all, as a watch or a
 * large list has thousands.
 *
 * @param idleMs - how long a piece may take
 * @throws DeadlineReached when it takes longer; the body is destroyed then
 */
export async function* piecesOf(
  body: PieceSource,
  idleMs: number,
): AsyncGenerator<Buffer, void, undefined> {
  let isAwaited = true;
  const timer = setTimeout(() => {
    if (isAwaited) body.destroy(new DeadlineReached(idleMs));
  }, idleMs);
  try {
    for await (const piece of body) {
      isAwaited = false;
      yield piece;
      isAwaited = true;
      timer.refresh();
    }
  } finally {
    clearTimeout(timer);
  }
}
