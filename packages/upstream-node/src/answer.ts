import { brokenJson, contentType, readText } from './body';
import { withDeadline } from './deadline';
import type { OpenAnswer } from './http';
import { malformedError, type UpstreamCall } from './errors';
import { BrokenJson, parseText } from './json';
import type { LargeAnswerReader } from './types';

/** A large answer may take minutes where the machine is busy; one that stands still is given up. */
const IDLE_MS = 15_000;

/** What is in a good answer. */
export async function readAnswer(
  call: UpstreamCall,
  answer: OpenAnswer,
  options: { maxBytes: number; large: LargeAnswerReader | undefined },
): Promise<unknown> {
  const { status, body } = answer;
  const { maxBytes, large } = options;
  const type = contentType(answer.headers);
  const tooLarge = () =>
    malformedError(call, `answered with more than ${maxBytes} bytes`, status);
  try {
    return large
      ? await large.read(
          bounded(body, {
            maxBytes,
            tooLarge,
            idleMs: large.idleMs ?? IDLE_MS,
          }),
        )
      : parseText(await readText(body, maxBytes, tooLarge));
  } catch (error) {
    // What is left of it is not wanted, and may never come.
    body.destroy();
    throw error instanceof BrokenJson ? brokenJson(call, type, status) : error;
  }
}

/** @throws DeadlineReached when no piece arrives for `idleMs` */
async function* bounded(
  body: AsyncIterable<Buffer>,
  limits: { maxBytes: number; tooLarge: () => Error; idleMs: number },
): AsyncGenerator<Buffer, void, undefined> {
  const pieces = body[Symbol.asyncIterator]();
  let size = 0;
  for (;;) {
    const piece = await withDeadline(limits.idleMs, undefined, () =>
      pieces.next(),
    );
    if (piece.done) return;
    size += piece.value.length;
    if (size > limits.maxBytes) throw limits.tooLarge();
    yield piece.value;
  }
}
