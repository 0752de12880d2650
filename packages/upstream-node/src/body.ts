import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';
import { malformedError, type UpstreamCall } from './errors';

const LONGEST_DETAIL = 500;

/** Reads an answer as text, and stops reading where it grows too large. */
export async function readText(
  body: AsyncIterable<Buffer>,
  maxBytes: number,
  tooLarge: () => Error,
): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) {
      // Leaving the loop destroys the body, and with it the connection.
      throw tooLarge();
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size).toString('utf8');
}

/** The kind of an answer, without parameters: `text/html`. */
export function contentType(headers: IncomingHttpHeaders): string {
  return (
    (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  );
}

/** What to say of an answer that is no JSON, or not all of it. */
export function brokenJson(
  call: UpstreamCall,
  type: string,
  status?: number,
): Error {
  const what =
    type.includes('json') || type === 'text/event-stream'
      ? 'answered with incomplete or broken JSON'
      : `answered with ${type || 'something unnamed'} instead of JSON`;
  return malformedError(call, what, status);
}

/**
 * The value as the schema says, or an error that names the first difference by
 * place and kind, never by content.
 */
export function validated<T>(
  call: UpstreamCall,
  schema: z.ZodType<T>,
  value: unknown,
  status?: number,
): T {
  const result = schema.safeParse(value);
  if (result.success) {
    return result.data;
  }
  const issue = result.error.issues[0];
  const place = issue?.path.map(String).join('.') || 'the top level';
  const expected =
    issue?.code === 'invalid_type'
      ? `${issue.expected} was expected`
      : `${issue?.code ?? 'unknown issue'}`;
  throw malformedError(
    call,
    `answered with an unexpected shape at ${place}: ${expected}`,
    status,
  );
}

function firstText(value: unknown): string | undefined {
  if (typeof value === 'string') {
    return value;
  }
  return Array.isArray(value) && typeof value[0] === 'string'
    ? value[0]
    : undefined;
}

/**
 * What an error answer says in words, from the fields that Argo CD, GitHub and
 * Datadog use, short and without the secrets that were sent.
 */
export function detailOf(
  text: string,
  secrets: readonly string[],
): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^data:\s*/, ''));
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const fields = new Map<string, unknown>(Object.entries(value));
  const found =
    firstText(fields.get('message')) ??
    firstText(fields.get('error')) ??
    firstText(fields.get('errors'));
  return found === undefined
    ? undefined
    : redacted(found, secrets).slice(0, LONGEST_DETAIL);
}

/** All at once: one after the other, a short secret may be part of the mark. */
function redacted(text: string, secrets: readonly string[]): string {
  if (secrets.length === 0) return text;
  const escaped = secrets.map(one =>
    one.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'),
  );
  return text.replace(new RegExp(escaped.join('|'), 'g'), '[redacted]');
}

/**
 * What must not come back in any text: the parts of the headers, unless they are
 * too short to be secrets, and what is configured as one.
 */
export function secretsIn(
  headers: Record<string, string>,
  configured: readonly string[] = [],
): string[] {
  const sent = Object.values(headers)
    .flatMap(value => [value, ...value.split(/\s+/)])
    .filter(value => value.length >= 8);
  const all = [...configured, ...sent]
    .filter(value => value !== '')
    // Quoted as well, as where the system repeats the body that was sent.
    .flatMap(value => [value, JSON.stringify(value).slice(1, -1)]);
  // The longest first: where one begins with another, nothing of it is left.
  return [...new Set(all)].sort((a, b) => b.length - a.length);
}
