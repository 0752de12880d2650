import type { IncomingHttpHeaders } from 'node:http';

/** However long an upstream asks for, its word is not taken for longer than this. */
const LONGEST_PAUSE_MS = 60 * 60 * 1000;
/** Greater values in a reset header are seconds since 1970, smaller ones a duration. */
const EPOCH_SECONDS_FROM = 1_000_000_000;

type Headers = IncomingHttpHeaders;

function header(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function wholeNumber(value: string | undefined): number | undefined {
  return value !== undefined && /^\s*\d{1,15}(\.\d+)?\s*$/.test(value)
    ? Number(value)
    : undefined;
}

/** The server's clock if it tells it, so that a skewed clock on either side does no harm. */
function serverNow(headers: Headers, now: number): number {
  const date = Date.parse(header(headers, 'date') ?? '');
  return Number.isNaN(date) ? now : date;
}

function bounded(ms: number): number {
  return Math.min(Math.max(0, ms), LONGEST_PAUSE_MS);
}

/**
 * How long `Retry-After` asks to wait, in milliseconds: seconds or an HTTP date.
 */
export function retryAfterMs(
  headers: Headers,
  now: number,
): number | undefined {
  const value = header(headers, 'retry-after');
  if (value === undefined) {
    return undefined;
  }
  const seconds = wholeNumber(value);
  if (seconds !== undefined) {
    return bounded(seconds * 1000);
  }
  const date = Date.parse(value);
  return Number.isNaN(date)
    ? undefined
    : bounded(date - serverNow(headers, now));
}

function parameter(
  value: string | undefined,
  names: string,
): number | undefined {
  const match = value?.match(new RegExp(`(?:^|[;,\\s])(?:${names})=(\\d+)`));
  return match ? Number(match[1]) : undefined;
}

/**
 * How many calls are left and until when, in milliseconds from now. Understands
 * `X-RateLimit-*` with a reset in seconds since 1970 (GitHub) or in seconds from
 * now (Datadog), `RateLimit-*` and the single `RateLimit` header of the IETF drafts.
 */
export function rateLimitOf(
  headers: Headers,
  now: number,
): { remaining?: number; resetMs?: number } {
  const combined = header(headers, 'ratelimit');
  const remaining =
    wholeNumber(header(headers, 'x-ratelimit-remaining')) ??
    wholeNumber(header(headers, 'ratelimit-remaining')) ??
    parameter(combined, 'remaining|r');
  const reset =
    wholeNumber(header(headers, 'x-ratelimit-reset')) ??
    wholeNumber(header(headers, 'ratelimit-reset')) ??
    parameter(combined, 'reset|t');
  if (reset === undefined) {
    return { remaining };
  }
  const ms =
    reset > EPOCH_SECONDS_FROM
      ? reset * 1000 - serverNow(headers, now)
      : reset * 1000;
  return { remaining, resetMs: bounded(ms) };
}

/**
 * Whether an answer means "too many calls", and how long to wait. GitHub says so
 * with 403 and either header, so the status alone does not decide.
 */
export function rateLimited(
  status: number,
  headers: Headers,
  now: number,
): { limited: boolean; waitMs?: number } {
  const after = retryAfterMs(headers, now);
  const { remaining, resetMs } = rateLimitOf(headers, now);
  if (status === 429) {
    return { limited: true, waitMs: after ?? resetMs };
  }
  if (status === 403 && (after !== undefined || remaining === 0)) {
    return { limited: true, waitMs: after ?? resetMs };
  }
  return { limited: false, waitMs: status === 503 ? after : undefined };
}

/** Remembers per bucket until when an upstream wants no calls. */
export class RateLimitGate {
  readonly #until = new Map<string, number>();

  constructor(private readonly now: () => number) {}

  /** Takes note of what an answer says about the calls that follow it. */
  note(bucket: string, status: number, headers: Headers): void {
    const now = this.now();
    const { limited, waitMs } = rateLimited(status, headers, now);
    const { remaining, resetMs } = rateLimitOf(headers, now);
    const exhausted = remaining === 0 ? resetMs : undefined;
    const pause = limited ? waitMs : exhausted;
    if (pause !== undefined) {
      this.#until.set(bucket, now + pause);
    }
  }

  /** Milliseconds until the bucket may be used again; 0 when it may now. */
  waitMs(bucket: string): number {
    const until = this.#until.get(bucket);
    if (until === undefined) {
      return 0;
    }
    const left = until - this.now();
    if (left <= 0) {
      this.#until.delete(bucket);
      return 0;
    }
    return left;
  }
}
