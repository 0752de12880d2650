import { InputError } from '@backstage/errors';
import express, { type Request, type RequestHandler } from 'express';
import { statusOf } from './failures';
import { UnreadableBodyError } from './UnreadableBodyError';

const parse = express.json({ limit: '1mb' });

/**
 * Parses a JSON body; a request without one has `{}`. A page that is left drops
 * its requests; where one is dropped before its body was read, Express takes
 * that for an error of the server, which would be logged although nobody is
 * left to be answered.
 */
export const jsonBody: RequestHandler = (req, res, next) => {
  if (isOfAnotherType(req)) {
    next(
      new UnreadableBodyError(
        415,
        'The body of the request must be JSON. Say so with Content-Type: application/json',
      ),
    );
    return;
  }
  parse(req, res, (problem?: unknown) => {
    if (problem && req.socket.destroyed) {
      res.end();
    } else {
      next(problem && unreadable(problem));
    }
  });
};

/** Lines are read as they come, whatever the request calls them; compressed, they would be none. */
export const linesBody: RequestHandler = (req, _res, next) => {
  const encoding = req.headers['content-encoding'] ?? 'identity';
  next(
    encoding.toLowerCase() === 'identity'
      ? undefined
      : new UnreadableBodyError(
          415,
          'The lines of the request must not be compressed. Send them without Content-Encoding',
        ),
  );
};

/** Express would pass over it, and the route take it for an empty one. */
function isOfAnotherType(req: Request): boolean {
  return (
    req.is('application/json') === false &&
    // As browsers send a POST without a body.
    req.headers['content-length'] !== '0'
  );
}

/** In our own words: Express's errors carry the whole body, which would be answered. */
function unreadable(problem: unknown): Error {
  switch (statusOf(problem)) {
    case 413:
      return new UnreadableBodyError(
        413,
        'The body of the request is larger than a megabyte. Ask for less at once',
      );
    case 415:
      return new UnreadableBodyError(
        415,
        'The body of the request is in a charset or an encoding that is not understood. Send UTF-8, uncompressed or with gzip or deflate',
      );
    default:
      return new InputError('The body of the request is not valid JSON');
  }
}
