import type { Request, RequestHandler, Response } from 'express';
import { gzipSync } from 'node:zlib';
import { ArgoCdError, unknown } from './errors';

/** Go's server gives a length to small answers only, and compresses larger ones. */
const BUFFERED = 2_048;
const COMPRESSED = 1_400;

/** A JSON answer with the headers of Argo CD's gateway. */
export function sendJson(
  req: Request,
  res: Response,
  status: number,
  body: unknown,
): void {
  res.statusCode = status;
  res.setHeader('Content-Type', 'application/json');
  if (status < 400)
    res.setHeader('Grpc-Metadata-Content-Type', 'application/grpc');
  res.setHeader('Vary', 'Accept-Encoding');
  const text = Buffer.from(JSON.stringify(body));
  const compress =
    text.length >= COMPRESSED && req.acceptsEncodings('gzip') === 'gzip';
  const bytes = compress ? gzipSync(text) : text;
  if (compress) res.setHeader('Content-Encoding', 'gzip');
  if (bytes.length <= BUFFERED) res.setHeader('Content-Length', bytes.length);
  else res.setHeader('Transfer-Encoding', 'chunked');
  res.end(bytes);
}

export function sendText(res: Response, status: number, text: string): void {
  res.statusCode = status;
  res.setHeader('Content-Type', 'text/plain; charset=utf-8');
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('Content-Length', Buffer.byteLength(text));
  res.end(text);
}

export function sendError(req: Request, res: Response, error: unknown): void {
  const known =
    error instanceof ArgoCdError
      ? error
      : unknown(error instanceof Error ? error.message : String(error), error);
  sendJson(req, res, known.status, known.toBody());
}

/** What the request's query asks for; values may be repeated. */
export function queryOf(req: Request): URLSearchParams {
  return new URL(req.originalUrl, 'http://argocd').searchParams;
}

/** A handler whose failures become Argo CD's error answers. */
export function handle(
  handler: (req: Request, res: Response) => Promise<unknown> | unknown,
): RequestHandler {
  return async (req, res) => {
    try {
      const body = await handler(req, res);
      if (!res.headersSent) sendJson(req, res, 200, body);
    } catch (error) {
      sendError(req, res, error);
    }
  };
}
