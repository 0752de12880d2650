import type { LoggerService } from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { z } from 'zod';
import type { UpstreamErrorKind } from './errors';

/** Where headers (usually the authorization) come from, asked before every attempt. */
export type UpstreamHeaders =
  | Record<string, string>
  | (() => Record<string, string> | Promise<Record<string, string>>);

/**
 * How one system is called. All times are milliseconds.
 *
 * @public
 */
export interface UpstreamOptions {
  /** The configured name of this instance, as people know it: `production`. */
  name: string;
  /** The kind of system, in metrics and messages: `argocd`, `github`, `datadog`. */
  system: string;
  /** Everything is requested below this URL; it carries no credentials. */
  baseUrl: string;
  /** Sent with every request. Asked again before every attempt. */
  headers?: UpstreamHeaders;
  /**
   * Removed from whatever the system says, as the values of `headers` are by
   * themselves: what bodies carry, such as the password of a sign-in.
   */
  secrets?: readonly string[];
  /** PEM certificates to trust beside the system's own. */
  ca?: string;
  /** Longest a request may take, all attempts and waits together. Default 10 s. */
  deadlineMs?: number;
  /** Longest one attempt may take. Default: the whole deadline. */
  attemptMs?: number;
  /** Attempts include the first one. Default 3, 200 ms, 5 s. */
  retry?: { attempts: number; baseMs: number; maxMs: number };
  /** Consecutive failures that open the circuit, and how long it stays open. Default 5, 10 s. */
  circuit?: { failures: number; resetMs: number };
  /** Largest accepted answer, in bytes. Default 16 MiB. */
  maxBytes?: number;
  logger: LoggerService;
  /** Counters and histograms go here, when given. */
  metrics?: MetricsService;
  /** Random number in [0, 1), for jitter. */
  random?: () => number;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

/**
 * Reads an answer piece by piece as it arrives, in place of this client.
 *
 * @public
 */
export interface LargeAnswerReader {
  /**
   * What it returns is what the schema looks at. Called again from the first
   * piece when the request is repeated.
   *
   * @throws BrokenJson where the answer is no JSON
   */
  read(body: AsyncIterable<Buffer>): Promise<unknown>;
  /** Longest silence between two pieces. Default 15 s. */
  idleMs?: number;
}

/**
 * One call that answers JSON.
 *
 * @public
 */
export interface UpstreamRequest<T> {
  /** Default `GET`. */
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /**
   * Below the base URL. As an array, each element is one segment and is
   * encoded; as a string it is taken as encoded already.
   */
  path: string | readonly string[];
  query?: Record<
    string,
    string | number | boolean | readonly string[] | undefined
  >;
  /** Sent as JSON. */
  body?: unknown;
  /** What the answer must look like. An empty answer is `undefined` to the schema. */
  schema: z.ZodType<T>;
  /** For an answer that is too large to be held whole. */
  large?: LargeAnswerReader;
  /** Whether repeating it does no harm. Default: true for GET, false for the rest. */
  idempotent?: boolean;
  /** Overrides the upstream's deadline for this call. */
  deadlineMs?: number;
  /** Overrides the largest accepted answer for this call. */
  maxBytes?: number;
  /**
   * Statuses from 500 that speak about this request only: neither repeated nor
   * counted against the instance.
   */
  tolerates?: readonly number[];
  /** Calls that share a rate limit share a bucket. Default: one for the upstream. */
  bucket?: string;
  signal?: AbortSignal;
}

/**
 * One long answer that is read frame by frame.
 *
 * @public
 */
export interface UpstreamStreamRequest<T> {
  path: string | readonly string[];
  query?: UpstreamRequest<T>['query'];
  /** Sent exactly as given. What the answer is decides its own content type. */
  accept: 'text/event-stream' | 'application/x-ndjson' | 'application/json';
  /** What each frame must look like. */
  schema: z.ZodType<T>;
  /**
   * Makes a frame of its text, in this thread or another one. Default: as JSON.
   *
   * @throws BrokenJson where the text is no JSON
   */
  parse?: (text: string) => unknown;
  /** The stream fails when no byte (keep-alives count) arrives for this long. */
  idleTimeoutMs: number;
  /**
   * Longest wait for the answer's headers. Default: the upstream's deadline.
   * `0` waits for ever: some servers send headers only with the first event.
   */
  openTimeoutMs?: number;
  /** As of a request: a stream counts against the same limit. */
  bucket?: string;
  /** Largest accepted frame, in characters. Default 4 Mi. */
  maxFrameChars?: number;
  /** Called once, when headers with a good status have arrived. */
  onOpen?: () => void;
  /** Called for every piece that arrives, keep-alives included. */
  onActivity?: () => void;
  /**
   * Called with each frame that is not what the schema says; the stream goes
   * on. Without it such a frame ends the stream with an error.
   */
  onInvalidFrame?: (error: Error) => void;
  signal?: AbortSignal;
}

/**
 * What is known about an upstream without asking it.
 *
 * @public
 */
export interface UpstreamState {
  circuit: 'closed' | 'open' | 'half-open';
  lastError?: { at: Date; kind: UpstreamErrorKind; message: string };
  lastSuccessAt?: Date;
}

/**
 * A client for one instance of another system.
 *
 * @public
 */
export interface Upstream {
  /**
   * @throws {@link UpstreamError} for everything the upstream or the network
   * did; the signal's own reason when the caller gave up.
   */
  request<T>(request: UpstreamRequest<T>): Promise<T>;
  /**
   * Frames as they arrive; the next one is read when the consumer asks for it.
   * Ends when the server ends the answer. It is neither retried nor counted by
   * the circuit: its consumer reconnects at its own pace, but not before
   * `retryAfterMs` of the error, if there is one. Until then nothing is sent.
   */
  stream<T>(request: UpstreamStreamRequest<T>): AsyncIterable<T>;
  state(): UpstreamState;
  /** Ends every connection; requests under way fail. */
  close(): Promise<void>;
}
