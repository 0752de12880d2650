import type { Request, RequestHandler, Response } from 'express';
import type { Faults } from './faults';

/** How a system words the faults that it answers itself. */
export interface FaultAnswers {
  unauthorized(req: Request, res: Response): void;
  rateLimited(req: Request, res: Response): void;
  serverError(req: Request, res: Response, status: number): void;
}

type WriteCallback = (error: Error | null | undefined) => void;

const LOGIN_PAGE = `<!DOCTYPE html>
<html><head><title>Sign in</title></head>
<body><form action="/login" method="post"><input name="user"></form></body></html>
`;

/**
 * Makes a system suffer its fault; goes before every other handler.
 *
 * @param system - the system's name in `faults`
 * @param answers - the system's own wording of 401, 429 and 5xx
 */
export function faultMiddleware(
  faults: Faults,
  system: string,
  answers: FaultAnswers,
): RequestHandler {
  const open = new Set<Response>();
  faults.onChange(changed => {
    if (changed !== system || faults.get(system)?.kind !== 'reset') return;
    for (const res of open) res.socket?.destroy();
  });

  return (req, res, next) => {
    open.add(res);
    res.once('close', () => open.delete(res));
    silenceWhileHanging(faults, system, res);

    const fault = faults.take(system, req.path);
    switch (fault?.kind) {
      case undefined:
        next();
        return;
      case 'slow': {
        const timer = setTimeout(next, fault.delayMs);
        res.once('close', () => clearTimeout(timer));
        return;
      }
      case 'hang':
        return;
      case 'rate-limit':
        if (fault.retryAfterSeconds !== undefined) {
          res.setHeader('Retry-After', String(fault.retryAfterSeconds));
        }
        answers.rateLimited(req, res);
        return;
      case 'server-error':
        answers.serverError(req, res, fault.status);
        return;
      case 'reset':
        if (fault.when === 'before') {
          res.socket?.destroy();
          return;
        }
        cutBody(res, { destroySocket: true });
        next();
        return;
      case 'wrong-token':
        answers.unauthorized(req, res);
        return;
      case 'malformed':
        if (fault.as === 'html') {
          res.status(200).type('html').send(LOGIN_PAGE);
          return;
        }
        cutBody(res, { destroySocket: false });
        next();
        return;
      default:
        fault satisfies never;
    }
  };
}

/** A stream that was open before the system began to hang loses what it would have sent. */
function silenceWhileHanging(faults: Faults, system: string, res: Response) {
  const write = res.write.bind(res);
  res.write = (
    chunk: unknown,
    second?: BufferEncoding | WriteCallback,
    third?: WriteCallback,
  ): boolean => {
    const callback = typeof second === 'function' ? second : third;
    if (faults.get(system)?.kind === 'hang') {
      if (callback) process.nextTick(callback, null);
      return true;
    }
    return typeof second === 'string'
      ? write(chunk, second, callback)
      : write(chunk, callback);
  };
}

/** Sends only the first half of each chunk; the rest is lost, with the socket if asked. */
function cutBody(res: Response, options: { destroySocket: boolean }) {
  const write = res.write.bind(res);
  const end = res.end.bind(res);
  const half = (chunk: unknown, encoding: BufferEncoding): Buffer => {
    const bytes =
      chunk instanceof Uint8Array
        ? Buffer.from(chunk)
        : Buffer.from(String(chunk), encoding);
    return bytes.subarray(0, Math.floor(bytes.length / 2));
  };
  const send = (
    chunk: unknown,
    encoding: BufferEncoding,
    callback?: WriteCallback,
  ): boolean => {
    // With a socket that dies the promised length stays: that is how a client can tell.
    if (!options.destroySocket && !res.headersSent) {
      res.removeHeader('Content-Length');
      res.removeHeader('ETag');
    }
    return write(half(chunk, encoding), error => {
      callback?.(error);
      if (options.destroySocket) res.socket?.destroy();
    });
  };

  res.write = (
    chunk: unknown,
    second?: BufferEncoding | WriteCallback,
    third?: WriteCallback,
  ): boolean =>
    send(
      chunk,
      typeof second === 'string' ? second : 'utf8',
      typeof second === 'function' ? second : third,
    );
  res.end = (
    first?: unknown,
    second?: BufferEncoding | (() => void),
    third?: () => void,
  ): Response => {
    if (first !== undefined && first !== null && typeof first !== 'function') {
      send(first, typeof second === 'string' ? second : 'utf8');
    }
    if (!options.destroySocket) {
      end(typeof second === 'function' ? second : third);
    }
    return res;
  };
}
