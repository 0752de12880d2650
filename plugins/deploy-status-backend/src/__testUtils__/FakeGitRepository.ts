import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

export const FAKE_GITHUB_TOKEN = 'fake-github-token-which-nobody-may-see';

const shaOf = (value: unknown) =>
  createHash('sha1').update(JSON.stringify(value)).digest('hex');

type Files = ReadonlyMap<string, string>;
interface Pull {
  head: string;
  base: string;
  title: string;
  body: string;
  open: boolean;
  html_url: string;
}

const treeBody = z.object({
  base_tree: z.string(),
  tree: z.array(
    z.object({ path: z.string(), mode: z.string(), content: z.string() }),
  ),
});
const commitBody = z.object({
  message: z.string(),
  tree: z.string(),
  parents: z.array(z.string()),
});
const pullBody = z.object({
  head: z.string(),
  base: z.string(),
  title: z.string(),
  body: z.string(),
});

/** One repository on a small GitHub Enterprise: its REST API as far as a promotion needs it. */
export class FakeGitRepository {
  readonly requests: string[] = [];
  readonly pulls: Pull[] = [];
  readonly messages: string[] = [];
  /** The next request that changes something is answered so. */
  next: { status: number; body: unknown } | undefined;
  /** Whether the token may not read pull requests. */
  hidesPulls = false;
  readonly #trees = new Map<string, Files>();
  readonly #commits = new Map<string, string>();
  readonly #branches = new Map<string, string>();
  readonly #blobs = new Map<string, string>();
  #server: Server | undefined;
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get host(): string {
    return `127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    const server = createServer((req, res) => {
      void this.#handle(req).then(({ status, body }) => {
        res.writeHead(status, { 'content-type': 'application/json' });
        res.end(JSON.stringify(body));
      });
    });
    this.#server = server;
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    await new Promise<void>(resolve => {
      this.#server?.close(() => resolve());
      this.#server?.closeAllConnections();
    });
  }

  /** Makes a branch of these files. */
  put(branch: string, files: Record<string, string>): void {
    this.#branches.set(
      branch,
      this.#commit(new Map(Object.entries(files)), []),
    );
  }

  /** A file at the head of a branch. */
  file(branch: string, path: string): string | undefined {
    const commit = this.#branches.get(branch) ?? '';
    return this.#trees.get(this.#commits.get(commit) ?? '')?.get(path);
  }

  get branches(): string[] {
    return [...this.#branches.keys()];
  }

  #tree(files: Files): string {
    const sha = shaOf([...files]);
    this.#trees.set(sha, files);
    return sha;
  }

  #commit(files: Files, parents: string[]): string {
    const tree = this.#tree(files);
    const sha = shaOf({ tree, parents, n: this.#commits.size });
    this.#commits.set(sha, tree);
    return sha;
  }

  #render(sha: string, recursive: boolean) {
    const files = this.#trees.get(this.#commits.get(sha) ?? sha);
    if (!files) return undefined;
    const folders = new Map<string, Map<string, string>>();
    const entries: object[] = [];
    for (const [path, text] of files) {
      const [first = '', ...rest] = path.split('/');
      if (rest.length === 0 || recursive) {
        const blob = shaOf(text);
        this.#blobs.set(blob, text);
        entries.push({
          path,
          mode: '100644',
          type: 'blob',
          sha: blob,
          size: text.length,
        });
      } else {
        const folder = folders.get(first) ?? new Map<string, string>();
        folders.set(first, folder.set(rest.join('/'), text));
      }
    }
    for (const [path, inside] of folders) {
      entries.push({
        path,
        mode: '040000',
        type: 'tree',
        sha: this.#tree(inside),
      });
    }
    return {
      sha: this.#commits.get(sha) ?? sha,
      tree: entries,
      truncated: false,
    };
  }

  async #handle(
    req: IncomingMessage,
  ): Promise<{ status: number; body: unknown }> {
    const url = new URL(req.url ?? '/', this.url);
    const method = req.method ?? 'GET';
    this.requests.push(`${method} ${url.pathname}`);
    let text = '';
    for await (const chunk of req) text += chunk;
    const sent: unknown = text === '' ? undefined : JSON.parse(text);
    if (req.headers.authorization !== `Bearer ${FAKE_GITHUB_TOKEN}`) {
      return { status: 401, body: { message: 'Bad credentials' } };
    }
    const { next } = this;
    if (method !== 'GET' && next) {
      this.next = undefined;
      return next;
    }
    const path = decodeURIComponent(
      url.pathname.replace('/api/v3/repos/hanabi/blog-api', ''),
    );
    return (
      (method === 'GET' ? this.#get(path, url) : this.#change(path, sent)) ?? {
        status: 404,
        body: { message: 'Not Found' },
      }
    );
  }

  #get(path: string, url: URL) {
    const ok = (body: unknown) => ({ status: 200, body });
    if (path === '') return ok({ default_branch: 'main' });
    if (path === '/pulls' && this.hidesPulls) {
      return {
        status: 403,
        body: { message: 'Resource not accessible by personal access token' },
      };
    }
    if (path === '/pulls') {
      const head = url.searchParams.get('head');
      return ok(
        this.pulls.filter(one => one.open && `hanabi:${one.head}` === head),
      );
    }
    const [, kind, rest = ''] =
      /^\/git\/(ref\/heads|trees|blobs)\/(.+)$/.exec(path) ?? [];
    if (kind === 'ref/heads') {
      const sha = this.#branches.get(rest);
      return sha === undefined
        ? undefined
        : ok({ object: { type: 'commit', sha } });
    }
    if (kind === 'trees') {
      const tree = this.#render(rest, url.searchParams.has('recursive'));
      return tree && ok(tree);
    }
    const blob = this.#blobs.get(rest);
    return kind === 'blobs' && blob !== undefined
      ? ok({
          content: Buffer.from(blob).toString('base64'),
          encoding: 'base64',
        })
      : undefined;
  }

  #change(path: string, sent: unknown) {
    const created = (body: unknown) => ({ status: 201, body });
    if (path === '/git/trees') {
      const { base_tree, tree } = treeBody.parse(sent);
      const files = new Map(this.#trees.get(base_tree));
      tree.forEach(entry => files.set(entry.path, entry.content));
      return created({ sha: this.#tree(files) });
    }
    if (path === '/git/commits') {
      const { message, tree, parents } = commitBody.parse(sent);
      this.messages.push(message);
      return created({
        sha: this.#commit(this.#trees.get(tree) ?? new Map(), parents),
      });
    }
    const { ref, sha } = z
      .object({ ref: z.string().optional(), sha: z.string().optional() })
      .parse(sent);
    if (path === '/git/refs' || path.startsWith('/git/refs/heads/')) {
      const branch = (ref ?? path.slice(5)).replace('refs/heads/', '');
      this.#branches.set(branch, sha ?? '');
      return created({ ref: `refs/heads/${branch}` });
    }
    if (path === '/pulls') {
      const asked = pullBody.parse(sent);
      const html_url = `${this.url}/hanabi/blog-api/pull/${this.pulls.length + 1}`;
      this.pulls.push({ ...asked, open: true, html_url });
      return created({ html_url });
    }
    return undefined;
  }
}
