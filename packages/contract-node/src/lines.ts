import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { RequestLine } from '@michi/contract-common';
import { z } from 'zod';

/**
 * The lines of an NDJSON request, each parsed by itself: one that is not valid
 * is told with its number, and the others follow. Reading waits for whoever
 * takes the lines, so that nothing piles up in memory.
 */
export async function* readLines(
  request: Readable,
  schema: z.ZodType,
): AsyncGenerator<RequestLine<unknown>> {
  const lines = createInterface({ input: request, crlfDelay: Infinity });
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() !== '') {
      yield { number, ...parsedLine(line, schema) };
    }
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
  const result = schema.safeParse(json);
  return result.success
    ? { value: result.data }
    : { problem: z.prettifyError(result.error) };
}
