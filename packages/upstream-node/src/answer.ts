import type { IncomingHttpHeaders } from 'node:http';
import { brokenJson, contentType, parseJson, readText } from './body';
import { malformedError, type UpstreamCall } from './errors';
import { BrokenJson, readItems, type ItemReader } from './items';

/** The JSON of a good answer. */
export async function readAnswer(
  call: UpstreamCall,
  answer: {
    status: number;
    headers: IncomingHttpHeaders;
    body: AsyncIterable<Buffer>;
  },
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
    throw error instanceof BrokenJson ? brokenJson(call, type, status) : error;
  }
}
