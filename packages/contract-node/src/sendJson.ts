import type { Request, Response } from 'express';
import { constants, gzipSync } from 'node:zlib';

/** What fits into the first packets of an answer arrives no sooner when it is smaller. */
const PLAIN_CHARS = 14_000;
/** More would take so long that it is better done beside what others wait for. */
const AT_ONCE_CHARS = 256_000;

/**
 * Answers with JSON, compressed here, if at all, where the answer is not very
 * large. Backstage compresses in a stream, and what that holds (the request, the
 * answer, who asked) stays in memory until V8 looks at everything it has: from
 * Node 24.15 on it keeps what a stream of zlib refers to. With fifty people
 * looking, that was every twenty seconds, and half a second each time.
 *
 * @param directives - of `cache-control`
 */
export function sendJson(
  req: Request,
  res: Response,
  body: unknown,
  directives: readonly string[],
): void {
  const text = JSON.stringify(body);
  const isPlain = text.length < PLAIN_CHARS;
  const isCompressedHere =
    !isPlain && text.length < AT_ONCE_CHARS && req.acceptsEncodings('gzip');
  const all = [...directives, ...(isPlain ? ['no-transform'] : [])];
  if (all.length > 0) res.set('cache-control', all.join(', '));
  res.type('json').vary('accept-encoding');
  if (isCompressedHere) {
    res.set('content-encoding', 'gzip');
    res.send(gzipSync(text, { level: constants.Z_BEST_SPEED }));
  } else {
    res.send(text);
  }
}
