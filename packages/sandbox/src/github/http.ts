import type { Request, RequestHandler } from 'express';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../clock';
import { GitHubError, notFound, sendError } from './errors';
import type { Hub } from './Hub';
import type { Repository } from './Repository';

/** A part of the request's path, decoded. */
export function param(req: Request, name: string): string {
  const value: unknown = req.params[name];
  if (typeof value !== 'string' || value === '') throw notFound();
  return value;
}

/** What stands in the place of the route's `*`: a file path or a branch with slashes; may be empty. */
export function rest(req: Request): string {
  const value: unknown = req.params['0'];
  return typeof value === 'string' ? value.replace(/^\/+|\/+$/g, '') : '';
}

/** The repository that the path names by owner and name. */
export function repositoryOf(hub: Hub, req: Request): Repository {
  const owner = param(req, 'owner').toLowerCase();
  const found =
    owner === hub.organisation.toLowerCase()
      ? hub.find(param(req, 'repo'))
      : undefined;
  if (!found) throw notFound();
  return found;
}

/** @throws GitHubError 422 that names the fields */
export function parseBody<T extends z.ZodType>(
  schema: T,
  req: Request,
): z.output<T> {
  const body: unknown = req.body;
  const parsed = schema.safeParse(body ?? {});
  if (!parsed.success) {
    throw new GitHubError(
      422,
      `Invalid request.\n\n${z.prettifyError(parsed.error)}`,
      undefined,
      parsed.error,
    );
  }
  return parsed.data;
}

const pageSchema = z.object({
  per_page: z.coerce.number().int().catch(30),
  page: z.coerce.number().int().min(1).catch(1),
});

/** The slice of a list that `per_page` and `page` ask for. */
export function pageOf(req: Request): { limit: number; skip: number } {
  const { per_page: wanted, page } = pageSchema.parse(req.query);
  const limit = Math.min(Math.max(wanted, 1), 100);
  return { limit, skip: (page - 1) * limit };
}

/** Request ids and rate limits on every answer, counted per hour as GitHub does. */
export function standardHeaders(clock: Clock): RequestHandler {
  const limit = 5_000;
  let used = 0;
  let reset = 0;
  return (_req, res, next) => {
    const now = Math.floor(clock().getTime() / 1000);
    if (now >= reset) {
      reset = now + 3_600;
      used = 0;
    }
    // Counted, not enforced: a sandbox that stops by itself after 5,000 calls helps nobody.
    used = Math.min(used + 1, limit - 1);
    res.set({
      'X-GitHub-Media-Type': 'github.v3; format=json',
      'X-GitHub-Request-Id': randomBytes(10).toString('hex').toUpperCase(),
      'X-RateLimit-Limit': String(limit),
      'X-RateLimit-Remaining': String(limit - used),
      'X-RateLimit-Reset': String(reset),
      'X-RateLimit-Used': String(used),
      'X-RateLimit-Resource': 'core',
    });
    next();
  };
}

/** The token of an `Authorization` header: `token x`, `Bearer x`, or the password of Basic. */
export function tokenOf(req: Request): string | undefined {
  const header = req.get('authorization');
  const found = header && /^(token|bearer|basic) +(\S+)$/i.exec(header);
  if (!found) return undefined;
  const [, scheme = '', value = ''] = found;
  if (scheme.toLowerCase() !== 'basic') return value;
  const decoded = Buffer.from(value, 'base64').toString('utf8');
  return decoded.slice(decoded.indexOf(':') + 1);
}

/** Refuses every request without the right token. */
export function requireToken(
  accepts: (token: string) => boolean,
): RequestHandler {
  return (req, res, next) => {
    const token = tokenOf(req);
    if (token !== undefined && accepts(token)) {
      next();
    } else {
      sendError(
        res,
        401,
        token === undefined ? 'Requires authentication' : 'Bad credentials',
      );
    }
  };
}
