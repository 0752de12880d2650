import type { IncomingHttpHeaders } from 'node:http';
import { rootCertificates } from 'node:tls';
import { Pool } from 'undici';
import { detailOf, readText } from './body';
import { DeadlineReached, withDeadline } from './deadline';
import {
  errorForStatus,
  malformedError,
  networkError,
  timeoutError,
  UpstreamError,
  type UpstreamCall,
} from './errors';
import type { PieceSource } from './pieces';
import { rateLimited } from './rateLimit';

const USER_AGENT = 'michi';
const CONNECT_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_MS = 30_000;
/** Enough of an error answer to find its message in. */
const ERROR_BODY_BYTES = 64 * 1024;
/** The status has arrived; its explanation gets this long to follow. */
const ERROR_BODY_MS = 5_000;

/** Keep-alive connections to one origin. */
export function createPool(base: URL, ca: string | undefined): Pool {
  return new Pool(base.origin, {
    // Our own deadlines govern: one number instead of three that interact.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connect: {
      timeout: CONNECT_TIMEOUT_MS,
      ...(ca ? { ca: [...rootCertificates, ca] } : {}),
    },
  });
}

/** A failure in the terms of {@link UpstreamError}; a caller's own abort stays as it is. */
export function translated(
  call: UpstreamCall,
  error: unknown,
  signal: AbortSignal | undefined,
): unknown {
  if (error instanceof UpstreamError) {
    return error;
  }
  const reason: unknown = signal?.aborted ? signal.reason : error;
  if (reason instanceof DeadlineReached) {
    return timeoutError(call, reason.ms);
  }
  if (signal?.aborted) {
    return reason;
  }
  return networkError(call, error);
}

/** An answer with a good status; its body is still to be read. */
export interface OpenAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: PieceSource;
}

/** Sends one request and turns bad statuses into errors. */
export async function send(
  pool: Pool,
  call: UpstreamCall,
  options: {
    pathAndQuery: string;
    method: string;
    headers: Record<string, string>;
    body?: string;
    secrets: readonly string[];
    signal: AbortSignal;
    now: number;
    onAnswer?: (status: number, headers: IncomingHttpHeaders) => void;
  },
): Promise<OpenAnswer> {
  const answer = await pool.request({
    path: options.pathAndQuery,
    method: options.method,
    headers: { 'user-agent': USER_AGENT, ...options.headers },
    body: options.body,
    signal: options.signal,
  });
  const { statusCode: status, headers } = answer;
  options.onAnswer?.(status, headers);
  if (status >= 200 && status < 300) {
    return { status, headers, body: answer.body };
  }
  const tooLarge = () =>
    malformedError(call, `answered ${status} with a very large body`, status);
  let detail: string | undefined;
  try {
    const text = await withDeadline(ERROR_BODY_MS, options.signal, () =>
      readText(answer.body, ERROR_BODY_BYTES, tooLarge),
    );
    detail = detailOf(text, options.secrets);
  } catch (error) {
    if (options.signal.aborted) {
      throw error;
    }
    // The status is known and says more than a body that broke off.
    answer.body.destroy();
  }
  const { limited, waitMs } = rateLimited(status, headers, options.now);
  throw errorForStatus(call, status, {
    detail,
    retryAfterMs: waitMs,
    rateLimited: limited,
  });
}
