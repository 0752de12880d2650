import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { errors } from 'undici';

/**
 * What went wrong with a call to another system.
 *
 * @public
 */
export type UpstreamErrorKind =
  | 'timeout'
  | 'network'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'rejected'
  | 'rate-limited'
  | 'server'
  | 'malformed'
  | 'circuit-open';

/** The system and the call an error is about. */
export interface UpstreamCall {
  system: string;
  instance: string;
  method: string;
  /** Without the query, which may carry what should not be logged. */
  path: string;
}

/**
 * Another system did not do what was asked of it.
 *
 * An error that is not caught becomes a 503 of our own API: the upstream's 401
 * says that *our* token is wrong, not that the person's is. For the same reason
 * the status is called `upstreamStatus`, as Backstage answers with any number
 * it finds in `status`.
 *
 * The message names system, instance, method and path and says what to do. It
 * never carries a header, a query or a body.
 *
 * @public
 */
export class UpstreamError extends ServiceUnavailableError {
  readonly kind: UpstreamErrorKind;
  readonly system: string;
  readonly instance: string;
  /** The HTTP status that was answered, if one was. */
  readonly upstreamStatus?: number;
  /** How long the upstream asked to be left alone. */
  readonly retryAfterMs?: number;
  readonly #detail?: string;
  readonly #sent: boolean;

  constructor(
    kind: UpstreamErrorKind,
    call: UpstreamCall,
    options: {
      what: string;
      advice: string;
      status?: number;
      retryAfterMs?: number;
      detail?: string;
      /** Whether the server may have seen the request. */
      sent?: boolean;
      cause?: unknown;
    },
  ) {
    super(
      `${call.system} '${call.instance}' ${options.what} (${call.method} ${call.path}). ${options.advice}`,
      options.cause,
    );
    this.kind = kind;
    this.system = call.system;
    this.instance = call.instance;
    this.upstreamStatus = options.status;
    this.retryAfterMs = options.retryAfterMs;
    this.#detail = options.detail;
    this.#sent = options.sent ?? true;
  }

  /**
   * The upstream's own words, at most 500 characters, known secrets removed. A
   * getter, so that neither loggers nor serializers pick it up by themselves.
   */
  get detail(): string | undefined {
    return this.#detail;
  }

  /** False only where it is certain that the server saw nothing. */
  get reachedServer(): boolean {
    return this.#sent;
  }
}

/**
 * Whether an unknown value is an {@link UpstreamError}, optionally of one kind.
 *
 * @public
 */
export function isUpstreamError(
  value: unknown,
  kind?: UpstreamErrorKind,
): value is UpstreamError {
  return (
    value instanceof UpstreamError &&
    (kind === undefined || value.kind === kind)
  );
}

const BY_STATUS: Record<
  number,
  { kind: UpstreamErrorKind; what: string; advice: string }
> = {
  401: {
    kind: 'unauthorized',
    what: 'refused the credentials with 401',
    advice: 'Check that the configured token is valid and has not expired.',
  },
  403: {
    kind: 'forbidden',
    what: 'refused access with 403',
    advice:
      'Check what the configured account may do there, and that the object exists.',
  },
  404: {
    kind: 'not-found',
    what: 'does not know what was asked for (404)',
    advice:
      'Check that the object exists and that the configured URL is right.',
  },
};

/** The error for an answer whose status is not a good one. */
export function errorForStatus(
  call: UpstreamCall,
  status: number,
  extra: { detail?: string; retryAfterMs?: number; rateLimited: boolean },
): UpstreamError {
  const { detail, retryAfterMs } = extra;
  if (extra.rateLimited) {
    const wait =
      retryAfterMs === undefined
        ? ''
        : ` for ${Math.ceil(retryAfterMs / 1000)} s`;
    return new UpstreamError('rate-limited', call, {
      what: `asks to be left alone${wait} (${status})`,
      advice:
        'Calls resume by themselves; raise the limit there if this happens often.',
      status,
      retryAfterMs,
      detail,
    });
  }
  const known = BY_STATUS[status];
  if (known) {
    return new UpstreamError(known.kind, call, { ...known, status, detail });
  }
  if (status >= 500) {
    return new UpstreamError('server', call, {
      what: `failed with ${status}`,
      advice: 'Look at that system; calls resume by themselves.',
      status,
      retryAfterMs,
      detail,
    });
  }
  if (status >= 300 && status < 400) {
    return new UpstreamError('rejected', call, {
      what: `answered with a redirect (${status})`,
      advice:
        'Redirects are not followed: configure the URL it redirects to (often https).',
      status,
    });
  }
  return new UpstreamError('rejected', call, {
    what: `rejected the request with ${status}`,
    advice: 'The request does not suit its present state.',
    status,
    detail,
  });
}

/** Failures to connect: the server saw nothing of the request. */
const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const CERTIFICATE = /CERT|UNABLE_TO_VERIFY|SELF_SIGNED/;

function codeOf(error: unknown): string {
  return typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string'
    ? error.code
    : '';
}

/** Without the piece of the answer that could not be parsed: it may hold anything, and loggers show it. */
function withoutAnswer(cause: unknown): unknown {
  return cause instanceof errors.HTTPParserError
    ? new Error(`${cause.message} (${cause.code})`)
    : cause;
}

/** The error for a failure below HTTP. */
export function networkError(
  call: UpstreamCall,
  cause: unknown,
): UpstreamError | InputError {
  const code = codeOf(cause);
  if (code === 'UND_ERR_INVALID_ARG') {
    // Not carried as the cause: it may quote the header it dislikes.
    return new InputError(
      `The request to ${call.system} '${call.instance}' cannot be sent. Check its configured token for line breaks and other characters that a header cannot hold.`,
    );
  }
  if (CERTIFICATE.test(code)) {
    return new UpstreamError('network', call, {
      what: `shows a certificate that is not trusted (${code})`,
      advice: 'Configure the certificate of its authority as `ca`.',
      sent: false,
    });
  }
  const sent = !BEFORE_SENDING.has(code);
  return new UpstreamError('network', call, {
    what: sent ? 'broke the connection' : 'could not be reached',
    advice: 'Check the configured URL, DNS, TLS and that the system is up.',
    sent,
    cause: withoutAnswer(cause),
  });
}

/** The error for an answer, or a part of it, that did not come in time. */
export function timeoutError(call: UpstreamCall, ms: number): UpstreamError {
  return new UpstreamError('timeout', call, {
    what: `did not answer within ${Math.round(ms / 100) / 10} s`,
    advice: 'Check that it is healthy and reachable from the backend.',
  });
}

/** The error for an answer that is not what it should be. */
export function malformedError(
  call: UpstreamCall,
  what: string,
  status?: number,
): UpstreamError {
  return new UpstreamError('malformed', call, {
    what,
    advice:
      'Check that the configured URL leads to its API, and its version against the supported ones.',
    status,
  });
}

/** The error for a call that was not made, because the system wants none for a while. */
export function heldBackError(
  call: UpstreamCall,
  waitMs: number,
): UpstreamError {
  return new UpstreamError('rate-limited', call, {
    what: `asked to be left alone for ${Math.ceil(waitMs / 1000)} s more`,
    advice: 'Nothing was sent; calls resume by themselves.',
    retryAfterMs: waitMs,
    sent: false,
  });
}

/** The error for a call that was not made, because the last ones failed. */
export function circuitOpenError(
  call: UpstreamCall,
  cause: unknown,
): UpstreamError {
  return new UpstreamError('circuit-open', call, {
    what: 'is left alone after repeated failures',
    advice: 'Calls resume by themselves once it answers again.',
    sent: false,
    cause,
  });
}
