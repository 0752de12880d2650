import type { Request, RequestHandler, Response } from 'express';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { gitEnvironment } from '../git/run';
import type { Hub } from './Hub';
import { tokenOf } from './http';
import type { Repository } from './Repository';

const SERVICE_PATH =
  /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/;

/**
 * Git's smart HTTP protocol, spoken by git itself: `git http-backend` on the
 * bare repositories. Reading needs no token (the organisation's machines are
 * all on this host); a wrong one is refused, and so is a push without one.
 */
export function smartHttp(
  hub: Hub,
  accepts: (token: string) => boolean,
): RequestHandler {
  return (req, res, next) => {
    const found = SERVICE_PATH.exec(req.path);
    if (!found) {
      next();
      return;
    }
    const [, owner = '', name = '', action = ''] = found;
    const token = tokenOf(req);
    const isPush = [action, req.query.service].includes('git-receive-pack');
    if (token === undefined ? isPush : !accepts(token)) {
      // git sends credentials only after it was asked for them.
      res
        .status(401)
        .set('WWW-Authenticate', 'Basic realm="GitHub"')
        .type('text/plain')
        .send(
          token === undefined
            ? 'No anonymous write access.\n'
            : 'Bad credentials.\n',
        );
      return;
    }
    const repository =
      owner.toLowerCase() === hub.organisation.toLowerCase()
        ? hub.find(decodeURIComponent(name))
        : undefined;
    if (!repository) {
      res.status(404).type('text/plain').send('Repository not found.\n');
      return;
    }
    const serve = () => runBackend(repository, action, req, res);
    const done =
      action === 'git-receive-pack' ? repository.change(serve) : serve();
    done.catch(next);
  };
}

/** Hands the request to the CGI program, streaming both ways. */
function runBackend(
  repository: Repository,
  action: string,
  req: Request,
  res: Response,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['http-backend'], {
      env: gitEnvironment({
        GIT_PROJECT_ROOT: path.dirname(repository.git.dir),
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: `/${path.basename(repository.git.dir)}/${action}`,
        REQUEST_METHOD: req.method,
        QUERY_STRING: new URL(req.originalUrl, 'http://localhost').search.slice(
          1,
        ),
        CONTENT_TYPE: req.get('content-type') ?? '',
        ...optional('CONTENT_LENGTH', req.get('content-length')),
        ...optional('HTTP_CONTENT_ENCODING', req.get('content-encoding')),
        ...optional('GIT_PROTOCOL', req.get('git-protocol')),
        REMOTE_USER: tokenOf(req) ? 'x-access-token' : '',
        REMOTE_ADDR: req.socket.remoteAddress ?? '',
        // A bare repository refuses pushes over HTTP unless it is told otherwise.
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: 'http.receivepack',
        GIT_CONFIG_VALUE_0: 'true',
      }),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let head: Buffer | undefined = Buffer.alloc(0);
    let complaint = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (!head) {
        res.write(chunk);
        return;
      }
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      sendHead(res, head.subarray(0, end).toString('latin1'));
      const rest = head.subarray(end + 4);
      if (rest.length > 0) res.write(rest);
      head = undefined;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString();
    });
    child.once('error', reject);
    child.once('close', code => {
      if (code !== 0) {
        process.stderr.write(
          `sandbox github: git http-backend ended with ${code}: ${complaint}\n`,
        );
      }
      // A head without a body is a whole answer: git asks so before a large push.
      if (head) res.status(500);
      res.end();
      resolve();
    });
    // Whoever goes away in the middle ends the other side too; the exit code says the rest.
    child.stdin.once('error', () => req.unpipe(child.stdin));
    res.once('close', () => {
      if (!res.writableFinished) child.kill();
    });
    req.pipe(child.stdin);
  });
}

function sendHead(res: Response, head: string): void {
  for (const line of head.split('\r\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1).trim();
    if (name.toLowerCase() === 'status') res.status(Number.parseInt(value, 10));
    else res.setHeader(name, value);
  }
}

function optional(
  name: string,
  value: string | undefined,
): Record<string, string> {
  return value === undefined ? {} : { [name]: value };
}
