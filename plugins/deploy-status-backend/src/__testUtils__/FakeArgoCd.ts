import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FakeApplication } from './fakeApplication';
import { answerExtension, type FakeExtension } from './fakeExtension';

/** How the fake answers. */
export type Fault =
  | 'none'
  | 'hang'
  | 'hang-mid-body'
  | 'reset'
  | 'unauthorized'
  | 'server-error'
  | 'internal-error'
  | 'rate-limited'
  | 'rate-limited-with-headers'
  | 'html'
  | 'cut'
  | 'half-json'
  | 'watch-hangs'
  | 'items-null';

export const FAKE_TOKEN = 'fake-token-which-nobody-may-see';
export const FAKE_PASSWORD = 'fake-password-which-nobody-may-see';

/**
 * A small Argo CD that speaks the recorded protocol: the list without health of
 * resources, the watch whose headers come with its first event, the session. In
 * one file, as its faults cut across all of them.
 */
export class FakeArgoCd {
  fault: Fault = 'none';
  /** What it asks for where it is `rate-limited-with-headers`. */
  retryAfterSeconds = 1;
  /** Asked first, once the caller is signed in. */
  extension: FakeExtension = () => undefined;
  /** Method and path of everything that was asked. */
  readonly requests: string[] = [];
  revisionMetadata: { status: number; body: unknown } = {
    status: 200,
    body: {
      author: 'Yuki Sato <yuki@hanabi.example>',
      date: '2026-11-20T10:00:00Z',
      message: 'Show drafts to their authors\n\nMore words.',
    },
  };
  /** What a sign-in gives, and what is let in. */
  token = FAKE_TOKEN;
  readonly #applications = new Map<string, FakeApplication>();
  /** Listed in place of what is there now, if this server is behind. */
  #listed: FakeApplication[] | undefined;
  readonly #streams = new Set<ServerResponse>();
  readonly #waiting: Array<{ test: () => boolean; done: () => void }> = [];
  #server: Server | undefined;
  #port = 0;
  #version = 100;

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Listens, on the same port as before after the first time. */
  async start(): Promise<void> {
    const server = createServer((req, res) => this.#answer(req, res));
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
  }

  /** Dies: every connection is cut. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.#streams.clear();
    await new Promise<void>(resolve => {
      server?.close(() => resolve());
      server?.closeAllConnections();
      if (!server) resolve();
    });
  }

  /** Adds or changes an Application and tells the watches. */
  set(
    application: FakeApplication,
    options: { silently?: boolean } = {},
  ): void {
    const key = `${application.metadata.namespace ?? 'argocd'}/${application.metadata.name}`;
    const type = this.#applications.has(key) ? 'MODIFIED' : 'ADDED';
    this.#version += 1;
    const stored = {
      ...application,
      metadata: {
        namespace: 'argocd',
        uid: `uid-${application.metadata.name}`,
        ...application.metadata,
        resourceVersion: String(this.#version),
      },
    };
    this.#applications.set(key, stored);
    if (!options.silently)
      this.#tell({ result: { type, application: stored } });
  }

  /** From now on lists tell what is there now, as of a server that is behind the one with the watch. */
  fallBehind(): void {
    this.#listed = [...this.#applications.values()];
  }

  /** An Application as it is now. */
  application(name: string): FakeApplication | undefined {
    return this.#applications.get(`argocd/${name}`);
  }

  remove(name: string, options: { silently?: boolean } = {}): void {
    const application = this.#applications.get(`argocd/${name}`);
    this.#applications.delete(`argocd/${name}`);
    if (application && !options.silently) {
      this.#tell({ result: { type: 'DELETED', application } });
    }
  }

  /** Sends anything over the watches. */
  #tell(frame: unknown): void {
    this.sendRaw(`data: ${JSON.stringify(frame)} \n\n`);
  }

  sendRaw(text: string): void {
    for (const stream of this.#streams) {
      if (!stream.headersSent) {
        stream.writeHead(200, { 'content-type': 'text/event-stream' });
      }
      stream.write(text);
    }
  }

  /** Cuts the watches in the middle of a frame. */
  cutStreams(): void {
    for (const stream of this.#streams) {
      if (!stream.headersSent) {
        stream.writeHead(200, { 'content-type': 'text/event-stream' });
      }
      stream.write('data: {"result":{"type":"MODI', () =>
        stream.socket?.resetAndDestroy(),
      );
    }
    this.#streams.clear();
  }

  get openWatches(): number {
    return this.#streams.size;
  }

  count(pattern: RegExp): number {
    return this.requests.filter(request => pattern.test(request)).length;
  }

  /** Resolves when a request has made the condition true. */
  async until(test: () => boolean): Promise<void> {
    if (test()) return;
    await new Promise<void>(done => {
      this.#waiting.push({ test, done });
    });
  }

  #seen(req: IncomingMessage): void {
    this.requests.push(`${req.method} ${req.url}`);
    setImmediate(() => {
      for (const one of this.#waiting.splice(0)) {
        if (one.test()) one.done();
        else this.#waiting.push(one);
      }
    });
  }

  #answer(req: IncomingMessage, res: ServerResponse): void {
    this.#seen(req);
    const url = new URL(req.url ?? '/', this.url);
    const json = (status: number, body: unknown) => {
      res.writeHead(status, { 'content-type': 'application/json' });
      res.end(JSON.stringify(body));
    };
    switch (this.fault) {
      case 'hang':
        return;
      case 'reset':
        req.socket.resetAndDestroy();
        return;
      case 'unauthorized':
        json(401, { error: 'invalid session', code: 16 });
        return;
      case 'server-error':
        json(502, { error: 'bad gateway' });
        return;
      case 'internal-error':
        json(500, { error: 'rpc error: code = Unknown', code: 2 });
        return;
      case 'rate-limited-with-headers':
        res.setHeader('retry-after', `${this.retryAfterSeconds}`);
        json(429, 'Too Many Requests');
        return;
      case 'rate-limited':
        json(429, 'Too Many Requests');
        return;
      case 'half-json':
        res.writeHead(200, { 'content-type': 'application/json' });
        res.end('{"metadata":{},"items":[{"metadata":{"na');
        return;
      case 'hang-mid-body':
        res.writeHead(200, { 'content-type': 'application/json' });
        res.write('{"metadata":{},"items":[');
        return;
      case 'html':
        res.writeHead(200, { 'content-type': 'text/html' });
        res.end('<html>Sign in</html>');
        return;
      case 'cut':
        res.writeHead(200, {
          'content-type': 'application/json',
          'content-length': '1000',
        });
        res.write('{"items":[{"metadata":', () => req.socket.destroy());
        return;
      default:
    }
    if (url.pathname === '/api/v1/session') {
      this.#session(req, json);
      return;
    }
    if (req.headers.authorization !== `Bearer ${this.token}`) {
      json(401, { error: 'no session information', code: 16 });
      return;
    }
    if (
      req.method !== 'GET' ||
      /syncwindows|projects|manifests/.test(url.pathname)
    ) {
      void answerExtension(this.extension, req, url, json);
      return;
    }
    if (url.pathname === '/api/v1/stream/applications') {
      if (this.fault === 'watch-hangs') return;
      // No headers yet: they come with the first event.
      this.#streams.add(res);
      res.on('close', () => this.#streams.delete(res));
      return;
    }
    if (url.pathname === '/api/v1/applications') {
      json(200, this.#list(url.searchParams.get('fields')));
      return;
    }
    const named = /^\/api\/v1\/applications\/([^/]+)$/.exec(url.pathname);
    const one = this.#applications.get(`argocd/${named?.[1]}`);
    if (one) {
      json(200, one);
      return;
    }
    if (/\/(metadata|chartdetails|ocimetadata)$/.test(url.pathname)) {
      json(this.revisionMetadata.status, this.revisionMetadata.body);
      return;
    }
    json(404, { error: 'Not Found', code: 5 });
  }

  #list(fields: string | null): unknown {
    const current = this.#listed ?? [...this.#applications.values()];
    const items = current.map(application => ({
      ...application,
      status: {
        ...application.status,
        resources: Array.isArray(application.status?.resources)
          ? application.status.resources.map(({ health, ...rest }) => rest)
          : undefined,
      },
    }));
    return {
      metadata: { resourceVersion: String(this.#version) },
      ...(fields === null && {
        items: items.length > 0 && this.fault !== 'items-null' ? items : null,
      }),
    };
  }

  #session(
    req: IncomingMessage,
    json: (status: number, body: unknown) => void,
  ): void {
    let body = '';
    req.on('data', chunk => {
      body += chunk;
    });
    req.on('end', () => {
      const { username, password } = JSON.parse(body);
      if (username === 'portal' && password === FAKE_PASSWORD) {
        json(200, { token: this.token });
      } else {
        json(401, { error: 'Invalid username or password', code: 16 });
      }
    });
  }
}
