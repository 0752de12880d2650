import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface FakeCommit {
  sha: string;
  message: string;
  author: string;
  date: string;
}

/** A commit whose SHA is a number in hexadecimal. */
export function fakeCommit(number: number): FakeCommit {
  return {
    sha: number.toString(16).padStart(40, '0'),
    message: `Change ${number}\n\nAnd why.`,
    author: 'Yuki Sato',
    date: new Date(Date.UTC(2026, 10, 1) + number * 60_000).toISOString(),
  };
}

/** GitHub Enterprise's compare API over a line of commits, with answers as the real one shapes them. */
export class FakeComparisons {
  readonly requests: Array<{ url: string; authorization?: string }> = [];
  /** The oldest first; a comparison counts along it. */
  commits: FakeCommit[] = [];
  /** Answers with this status instead. */
  failsWith: number | undefined;
  /** Resolves before an answer is sent. */
  before: Promise<void> = Promise.resolve();
  #server: Server | undefined;

  get url(): string {
    const { port } = this.#server?.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async start(): Promise<void> {
    this.#server = createServer(async (request, response) => {
      const { url = '', headers } = request;
      this.requests.push({ url, authorization: headers.authorization });
      await this.before;
      const { status, body } = this.#answer(new URL(url, this.url));
      response.writeHead(status, {
        'content-type': 'application/json; charset=utf-8',
      });
      response.end(JSON.stringify(body));
    }).listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise(resolve => this.#server?.close(resolve));
  }

  #answer(url: URL): { status: number; body: object } {
    if (this.failsWith) {
      return { status: this.failsWith, body: { message: 'Failing' } };
    }
    const match =
      /^\/api\/v3\/repos\/(\w+)\/([\w-]+)\/compare\/(\w+)\.\.\.(\w+)$/.exec(
        url.pathname,
      );
    const [, owner, repo, base, head] = match ?? [];
    const from = this.commits.findIndex(({ sha }) => sha === base);
    const to = this.commits.findIndex(({ sha }) => sha === head);
    if (from < 0 || to < 0) {
      return {
        status: 404,
        body: {
          message: 'Not Found',
          documentation_url:
            'https://docs.github.com/rest/commits/commits#compare-two-commits',
          status: '404',
        },
      };
    }
    const size = Number(url.searchParams.get('per_page') ?? 250);
    const skipped = (Number(url.searchParams.get('page') ?? 1) - 1) * size;
    const ahead = this.commits.slice(from + 1, to + 1);
    const page = `${this.url}/${owner}/${repo}`;
    return {
      status: 200,
      body: {
        url: `${this.url}${url.pathname}`,
        html_url: `${page}/compare/${base}...${head}`,
        status: statusOf(to - from),
        ahead_by: Math.max(0, to - from),
        behind_by: Math.max(0, from - to),
        total_commits: ahead.length,
        commits: ahead.slice(skipped, skipped + size).map(one => ({
          sha: one.sha,
          node_id: 'C_kwDOABCD',
          commit: {
            author: {
              name: one.author,
              email: 'x@hanabi.example',
              date: one.date,
            },
            committer: {
              name: 'GitHub',
              email: 'noreply@github.com',
              date: one.date,
            },
            message: one.message,
            tree: { sha: one.sha },
            comment_count: 0,
            verification: { verified: false, reason: 'unsigned' },
          },
          html_url: `${page}/commit/${one.sha}`,
          author: null,
          committer: null,
          parents: [],
        })),
        files: [
          { filename: 'deploy/dev/application.yaml', status: 'modified' },
        ],
      },
    };
  }
}

function statusOf(ahead: number): string {
  if (ahead === 0) return 'identical';
  return ahead > 0 ? 'ahead' : 'behind';
}
