import type { IncomingHttpHeaders } from 'node:http';
import { StringDecoder } from 'node:string_decoder';
import { createParser } from 'eventsource-parser';
import type { Pool } from 'undici';
import { brokenJson, contentType, secretsIn, validated } from './body';
import { DeadlineReached, withDeadline } from './deadline';
import {
  heldBackError,
  isUpstreamError,
  malformedError,
  timeoutError,
  type UpstreamCall,
} from './errors';
import { send, translated } from './http';
import { BrokenJson, parseText } from './json';
import { piecesOf } from './pieces';
import type { UpstreamStreamRequest } from './types';

const MAX_FRAME_CHARS = 4 * 1024 * 1024;
/** What each frame is, whatever it is wrapped in. */
const FRAME = 'application/x-ndjson';

/** Cuts text that arrives in pieces into the texts of whole frames. */
interface Splitter {
  push(text: string): string[];
  /** What a clean end leaves over, if that is a frame of its own. */
  end(): string[];
}

function sseSplitter(max: number, tooLarge: () => Error): Splitter {
  let ready: string[] = [];
  let overflow = false;
  const parser = createParser({
    maxBufferSize: max,
    onEvent: event => ready.push(event.data),
    onError: error => {
      overflow ||= error.type === 'max-buffer-size-exceeded';
    },
  });
  return {
    push(text) {
      ready = [];
      parser.feed(text);
      if (overflow) {
        throw tooLarge();
      }
      return ready;
    },
    // An event that its empty line does not close is not an event.
    end: () => [],
  };
}

function lineSplitter(max: number, tooLarge: () => Error): Splitter {
  let rest = '';
  return {
    push(text) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > max || lines.some(line => line.length > max)) {
        throw tooLarge();
      }
      return lines.filter(line => line.trim() !== '');
    },
    end: () => (rest.trim() === '' ? [] : [rest]),
  };
}

function splitterFor(call: UpstreamCall, type: string, max: number): Splitter {
  const tooLarge = () =>
    malformedError(call, `sent a frame of more than ${max} characters`);
  switch (type) {
    case 'text/event-stream':
      return sseSplitter(max, tooLarge);
    case 'application/json':
    case 'application/x-ndjson':
    case 'application/ndjson':
      return lineSplitter(max, tooLarge);
    default:
      throw malformedError(
        call,
        `answered with ${type || 'something unnamed'} instead of a stream`,
      );
  }
}

/** What a stream needs from the client that opens it. */
export interface StreamContext<T> {
  pool: Pool;
  call: UpstreamCall;
  pathAndQuery: string;
  request: UpstreamStreamRequest<T>;
  defaultOpenMs: number;
  headers: () => Promise<Record<string, string>>;
  secrets: readonly string[] | undefined;
  /** How long the system still wants to be left alone. */
  waitMs: () => number;
  onAnswer: (status: number, headers: IncomingHttpHeaders) => void;
  now: () => number;
  onFrame: () => void;
  onOpen: () => void;
  onError: (error: unknown) => void;
}

/** Runs `work`; when it takes longer than `ms`, aborts `controller` as well. */
async function within<T>(
  ms: number,
  controller: AbortController,
  work: () => Promise<T>,
): Promise<T> {
  if (ms === 0) {
    return work();
  }
  try {
    return await withDeadline(ms, controller.signal, work);
  } catch (error) {
    if (error instanceof DeadlineReached) {
      controller.abort(error);
    }
    throw error;
  }
}

async function open<T>(context: StreamContext<T>, controller: AbortController) {
  const { call, request } = context;
  const waitMs = context.waitMs();
  // Its consumer decides when to come back, so it is told instead of held up.
  if (waitMs > 0) {
    throw heldBackError(call, waitMs);
  }
  const openMs = request.openTimeoutMs ?? context.defaultOpenMs;
  return within(openMs, controller, async () => {
    const own = await context.headers();
    return send(context.pool, call, {
      pathAndQuery: context.pathAndQuery,
      method: 'GET',
      headers: { ...own, accept: request.accept },
      secrets: secretsIn(own, context.secrets),
      signal: controller.signal,
      now: context.now(),
      onAnswer: context.onAnswer,
    });
  });
}

/**
 * Reads a long answer frame by frame. The next piece is read only when the
 * consumer asks for more, so a slow consumer slows the server down instead of
 * filling memory. Leaving the loop ends the request.
 */
export async function* streamFrames<T>(
  context: StreamContext<T>,
): AsyncGenerator<T, void, undefined> {
  const { call, request } = context;
  const controller = new AbortController();
  const forward = () => controller.abort(request.signal?.reason);
  request.signal?.throwIfAborted();
  request.signal?.addEventListener('abort', forward, { once: true });

  const parse = request.parse ?? parseText;
  async function* framesIn(texts: string[]): AsyncGenerator<T> {
    request.onActivity?.();
    for (const text of texts) {
      let frame: T;
      try {
        frame = validated(call, request.schema, await parse(text));
      } catch (error) {
        const invalid =
          error instanceof BrokenJson ? brokenJson(call, FRAME) : error;
        if (request.onInvalidFrame && isUpstreamError(invalid, 'malformed')) {
          request.onInvalidFrame(invalid);
          continue;
        }
        throw invalid;
      }
      context.onFrame();
      yield frame;
    }
  }

  try {
    const answer = await open(context, controller);
    const max = request.maxFrameChars ?? MAX_FRAME_CHARS;
    const splitter = splitterFor(call, contentType(answer.headers), max);
    context.onOpen();
    request.onOpen?.();

    // A TextDecoder that streams makes strings of twice the size.
    const decoder = new StringDecoder('utf8');
    for await (const piece of piecesOf(answer.body, request.idleTimeoutMs)) {
      yield* framesIn(splitter.push(decoder.write(piece)));
    }
    yield* framesIn([...splitter.push(decoder.end()), ...splitter.end()]);
  } catch (error) {
    const known =
      error instanceof DeadlineReached
        ? timeoutError(call, error.ms)
        : translated(call, error, request.signal);
    context.onError(known);
    throw known;
  } finally {
    request.signal?.removeEventListener('abort', forward);
    // Also reached when the consumer leaves the loop: the connection goes too.
    controller.abort();
  }
}
