import { brokenJson, contentType, readText } from './body';
import type { OpenAnswer } from './http';
import { malformedError, type UpstreamCall } from './errors';
import { BrokenJson, parseText } from './json';
import { piecesOf, type PieceSource } from './pieces';
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
  body: PieceSource,
  limits: { maxBytes: number; tooLarge: () => Error; idleMs: number },
): AsyncGenerator<Buffer, void, undefined> {
  let size = 0;
  for await (const piece of piecesOf(body, limits.idleMs)) {
    size += piece.length;
    if (size > limits.maxBytes) throw limits.tooLarge();
    yield piece;
  }
}
