import type { Request, Response } from 'express';
import { hash } from 'node:crypto';
import { constants, gzipSync } from 'node:zlib';

/** What fits into the first packets of an answer, with its headers, takes no fewer round trips when it is smaller. */
const PLAIN_BYTES = 12_000;
/** More would take so long that it is better done beside what others wait for. */
const AT_ONCE_BYTES = 256_000;

/**
 * Answers with JSON. A small answer goes as it is; one that is not very large is
 * compressed here, where the client takes gzip. Whatever is left is for Backstage,
 * which compresses in a stream: what that refers to (the answer, the request, who
 * asked) stays in memory until V8 looks at everything it has, see ADR 15.
 *
 * @param cacheControl - directives of that header
 */
export function sendJson(
  req: Request,
  res: Response,
  body: unknown,
  cacheControl: readonly string[],
): void {
  const text = Buffer.from(JSON.stringify(body) ?? '');
  const isPlain = text.length < PLAIN_BYTES;
  const directives = [...cacheControl, ...(isPlain ? ['no-transform'] : [])];
  if (directives.length > 0) res.set('cache-control', directives.join(', '));
  // Of what is said, however it travels; whoever has it gets no more than a 304.
  res.set('etag', `W/"${hash('sha1', text, 'base64url')}"`);
  res.type('json').vary('accept-encoding');
  const isCompressedHere =
    !isPlain &&
    text.length < AT_ONCE_BYTES &&
    !req.fresh &&
    req.acceptsEncodings('gzip');
  if (isCompressedHere) {
    res.set('content-encoding', 'gzip');
    res.send(gzipSync(text, { level: constants.Z_BEST_SPEED }));
  } else {
    res.send(text);
  }
}
