import { InputError } from '@backstage/errors';
import type { RequestLine } from '@michi/contract-common';
import { z } from 'zod';

/** Far above any line that means something. */
const MOST_CHARACTERS = 1024 * 1024;

/**
 * The lines of an NDJSON request, each parsed by itself: one that is not valid
 * is told with its number, and the others follow. Reading waits for whoever
 * takes the lines, so that nothing piles up in memory.
 *
 * @throws InputError for a line of more than a million characters
 */
export async function* readLines(
  request: AsyncIterable<Buffer>,
  schema: z.ZodType,
): AsyncGenerator<RequestLine<unknown>> {
  const decoder = new TextDecoder();
  let number = 0;
  let rest = '';
  const parsed = (line: string): Array<RequestLine<unknown>> => {
    number += 1;
    return line.trim() === '' ? [] : [{ number, ...parsedLine(line, schema) }];
  };
  for await (const chunk of request) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MOST_CHARACTERS) {
      throw new InputError(
        `Line ${number + lines.length + 1} is longer than ${MOST_CHARACTERS} characters. The lines before it were taken`,
      );
    }
    for (const line of lines) yield* parsed(line);
  }
  yield* parsed(rest + decoder.decode());
}

/** Lines that are values already, as a caller within the backend has them. */
export async function* parseLines(
  values: Iterable<unknown>,
  schema: z.ZodType,
): AsyncGenerator<RequestLine<unknown>> {
  let number = 0;
  for (const value of values) {
    number += 1;
    yield { number, ...parsedValue(value, schema) };
  }
}

function parsedLine(
  line: string,
  schema: z.ZodType,
): { value: unknown } | { problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (error) {
    // Only a syntax error can come of it, and what it says quotes the line.
    return { problem: 'The line is not valid JSON' };
  }
  return parsedValue(json, schema);
}

function parsedValue(
  value: unknown,
  schema: z.ZodType,
): { value: unknown } | { problem: string } {
  const result = schema.safeParse(value);
  return result.success
    ? { value: result.data }
    : { problem: z.prettifyError(result.error) };
}
