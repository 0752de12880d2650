import express, { type RequestHandler } from 'express';

const parse = express.json({ limit: '1mb' });

/**
 * Parses a JSON body. A page that is left drops its requests; where one is
 * dropped before its body was read, Express takes that for an error of the
 * server, which would be logged although nobody is left to be answered.
 */
export const jsonBody: RequestHandler = (req, res, next) => {
  parse(req, res, problem => {
    if (problem && req.socket.destroyed) {
      res.end();
    } else {
      next(problem);
    }
  });
};
