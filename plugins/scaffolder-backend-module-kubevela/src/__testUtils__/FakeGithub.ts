import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { Server, createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import express, { Request, Response } from 'express';

const run = promisify(execFile);

/** A moment at which GitHub has done what was asked and the answer never arrives. */
export type LostAnswer = 'create' | 'push';

/**
 * As much of GitHub as publishing a repository needs, over real HTTP and real
 * Git: organisations' repositories, commits, team access, smart HTTP.
 */
export class FakeGithub {
  /** `METHOD path` of every REST request, in order. */
  readonly requests: string[] = [];
  readonly #root: string;
  readonly #server: Server;
  readonly #repositories = new Map<string, { description: string }>();
  #lose: { answer: LostAnswer; lost: () => void } | undefined;

  static async start(): Promise<FakeGithub> {
    const root = await mkdtemp(join(tmpdir(), 'michi-fake-github-'));
    const app = express();
    const server = createServer(app);
    const fake = new FakeGithub(root, server);
    fake.#routes(app);
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return fake;
  }

  private constructor(root: string, server: Server) {
    this.#root = root;
    this.#server = server;
  }

  /** `host:port`, as the integration is configured. */
  get host(): string {
    const address: AddressInfo | string | null = this.#server.address();
    if (!address || typeof address === 'string') {
      throw new Error('FakeGithub is not listening');
    }
    return `127.0.0.1:${address.port}`;
  }

  get integration() {
    return {
      host: this.host,
      apiBaseUrl: `http://${this.host}/api/v3`,
      token: 'test-token',
    };
  }

  get repositoryNames(): string[] {
    return [...this.#repositories.keys()];
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
    await rm(this.#root, { recursive: true, force: true });
  }

  async createRepository(name: string, description = ''): Promise<void> {
    const dir = this.path(name);
    await run('git', ['init', '--quiet', '--bare', '-b', 'main', dir]);
    await run('git', ['-C', dir, 'config', 'http.receivepack', 'true']);
    this.#repositories.set(name, { description });
  }

  /** Folder of the bare repository `owner/name`. */
  path(name: string): string {
    return join(this.#root, `${name}.git`);
  }

  async git(name: string, ...args: string[]): Promise<string> {
    const { stdout } = await run('git', ['-C', this.path(name), ...args]);
    return stdout.trim();
  }

  /** Loses the next answer of this kind; resolves once it is lost. */
  loseNext(answer: LostAnswer): Promise<void> {
    return new Promise(resolve => {
      this.#lose = { answer, lost: resolve };
    });
  }

  /** True if this answer has to be lost; the request then stays open. */
  #loses(answer: LostAnswer): boolean {
    if (this.#lose?.answer !== answer) {
      return false;
    }
    const { lost } = this.#lose;
    this.#lose = undefined;
    lost();
    return true;
  }

  #routes(app: express.Express): void {
    app.use('/api/v3', express.json(), (req, res, next) => {
      this.requests.push(`${req.method} ${req.path}`);
      if (req.headers.authorization !== 'token test-token') {
        res.status(401).json({ message: 'Bad credentials' });
        return;
      }
      next();
    });
    app.get('/api/v3/users/:owner', (req, res) => {
      if (req.params.owner === 'nobody') {
        res.status(404).json({ message: 'Not Found' });
      } else {
        res.json({ login: req.params.owner, type: 'Organization' });
      }
    });
    app.post('/api/v3/orgs/:owner/repos', async (req, res) => {
      const name = `${req.params.owner}/${req.body.name}`;
      if (this.#repositories.has(name)) {
        res.status(422).json({
          message: 'Repository creation failed.',
          errors: [{ message: 'name already exists on this account' }],
        });
        return;
      }
      await this.createRepository(name, req.body.description);
      if (!this.#loses('create')) {
        res.status(201).json(this.#describe(name));
      }
    });
    app.get('/api/v3/repos/:owner/:repo', (req, res) => {
      const name = `${req.params.owner}/${req.params.repo}`;
      if (this.#repositories.has(name)) {
        res.json(this.#describe(name));
      } else {
        res.status(404).json({ message: 'Not Found' });
      }
    });
    app.get('/api/v3/repos/:owner/:repo/commits', async (req, res) => {
      const name = `${req.params.owner}/${req.params.repo}`;
      if (!(await this.git(name, 'branch', '--list', 'main'))) {
        res.status(409).json({ message: 'Git Repository is empty.' });
        return;
      }
      const log = await this.git(name, 'log', '--format=%H%x00%B%x01', 'main');
      res.json(
        log
          .split('\x01')
          .filter(entry => entry.trim())
          .map(entry => {
            const [sha, message] = entry.trim().split('\x00');
            return { sha, commit: { message } };
          }),
      );
    });
    app.put('/api/v3/orgs/:org/teams/:team/repos/:owner/:repo', (req, res) => {
      if (req.params.team === 'gone') {
        res.status(404).json({ message: 'Not Found' });
      } else {
        res.status(204).end();
      }
    });
    app.use('/:owner/:repo.git', (req, res) => this.#smartHttp(req, res));
  }

  #describe(name: string) {
    return {
      full_name: name,
      name: name.split('/')[1],
      html_url: `http://${this.host}/${name}`,
      clone_url: `http://${this.host}/${name}.git`,
      default_branch: 'main',
      description: this.#repositories.get(name)?.description,
    };
  }

  /** Git's own http-backend, which is a CGI program. */
  #smartHttp(req: Request, res: Response): void {
    if (!req.headers.authorization) {
      res.setHeader('WWW-Authenticate', 'Basic realm="GitHub"');
      res.status(401).end();
      return;
    }
    const url = new URL(req.originalUrl, `http://${this.host}`);
    const cgi = spawn('git', ['http-backend'], {
      env: {
        ...process.env,
        GIT_PROJECT_ROOT: this.#root,
        GIT_HTTP_EXPORT_ALL: '1',
        REQUEST_METHOD: req.method,
        PATH_INFO: decodeURIComponent(url.pathname),
        QUERY_STRING: url.search.slice(1),
        CONTENT_TYPE: req.headers['content-type'] ?? '',
        REMOTE_USER: 'test',
      },
    });
    req.pipe(cgi.stdin);
    const chunks: Buffer[] = [];
    cgi.stdout.on('data', chunk => chunks.push(chunk));
    cgi.on('close', () => {
      if (url.pathname.endsWith('git-receive-pack') && this.#loses('push')) {
        return;
      }
      const answer = Buffer.concat(chunks);
      const split = answer.indexOf('\r\n\r\n');
      for (const line of answer.subarray(0, split).toString().split('\r\n')) {
        const [key = '', value = ''] = line.split(/:\s*/, 2);
        if (key.toLocaleLowerCase('en-US') === 'status') {
          res.status(Number.parseInt(value, 10));
        } else {
          res.setHeader(key, value);
        }
      }
      res.end(answer.subarray(split + 4));
    });
  }
}
