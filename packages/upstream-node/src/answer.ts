import { brokenJson, contentType, parseJson, readText } from './body';
import type { OpenAnswer } from './http';
import { malformedError, type UpstreamCall } from './errors';
import { BrokenJson, readItems, type ItemReader } from './items';

/** The JSON of a good answer. */
export async function readAnswer(
  call: UpstreamCall,
  answer: OpenAnswer,
  options: { maxBytes: number; items: ItemReader | undefined },
): Promise<unknown> {
  const { status, body } = answer;
  const { maxBytes, items } = options;
  const type = contentType(answer.headers);
  const tooLarge = () =>
    malformedError(call, `answered with more than ${maxBytes} bytes`, status);
  if (!items) {
    const text = await readText(body, maxBytes, tooLarge);
    return parseJson(call, text, type, status);
  }
  try {
    return await readItems(body, items, maxBytes, tooLarge);
  } catch (error) {
    // What is left of it is not wanted, and may never come.
    body.destroy();
    throw error instanceof BrokenJson ? brokenJson(call, type, status) : error;
  }
}
