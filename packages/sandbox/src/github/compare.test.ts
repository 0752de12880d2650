import { createMockDirectory } from '@backstage/backend-test-utils';
import { fetch } from 'undici';
import { z } from 'zod';
import {
  argoCdToken,
  GITHUB_TOKEN,
  startSandbox,
  type Sandbox,
} from '../sandbox';

jest.setTimeout(60_000);

const ME = { name: 'Miho Tanaka', email: 'miho.tanaka@hanabi.example' };
const REPO = '/repos/hanabi/search-api';
const shas = z.array(z.object({ sha: z.string() }));
const comparison = z.object({
  status: z.string(),
  ahead_by: z.number(),
  behind_by: z.number(),
  total_commits: z.number(),
  commits: shas,
  base_commit: z.object({ sha: z.string() }),
  merge_base_commit: z.object({ sha: z.string() }),
  html_url: z.string(),
  permalink_url: z.string(),
  files: z.array(
    z.object({
      filename: z.string(),
      status: z.string(),
      additions: z.number(),
      deletions: z.number(),
      changes: z.number(),
      patch: z.string().optional(),
    }),
  ),
});

describe('comparing and promoting', () => {
  const state = createMockDirectory();
  let sandbox: Sandbox;
  let github: string;

  beforeAll(async () => {
    sandbox = await startSandbox({
      stateDir: state.path,
      quiet: true,
      pace: 20,
    });
    github = sandbox.urls.github ?? '';
  });
  afterAll(() => sandbox.stop());

  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${github}/api/v3${path}`, {
      method,
      headers: { authorization: `token ${GITHUB_TOKEN}` },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const parsed: unknown = text === '' ? undefined : JSON.parse(text);
    return { status: response.status, body: parsed };
  };
  const compared = async (range: string) =>
    comparison.parse((await call('GET', `${REPO}/compare/${range}`)).body);
  const argoCd = async (name: string) => {
    const response = await fetch(
      `${sandbox.urls.argocd.production}/api/v1/applications/${name}`,
      { headers: { authorization: `Bearer ${argoCdToken('production')}` } },
    );
    return z
      .object({ status: z.object({ sync: z.object({ status: z.string() }) }) })
      .parse(await response.json()).status.sync.status;
  };

  it('lists what one commit has that an older one has not, oldest first', async () => {
    const log = shas.parse((await call('GET', `${REPO}/commits`)).body);
    const [newest, second, third] = log.map(({ sha }) => sha);
    const found = await compared(`${third}...${newest}`);
    expect(found).toMatchObject({
      status: 'ahead',
      ahead_by: 2,
      behind_by: 0,
      total_commits: 2,
      commits: [{ sha: second }, { sha: newest }],
      base_commit: { sha: third },
      merge_base_commit: { sha: third },
      html_url: `${github}/hanabi/search-api/compare/${third}...${newest}`,
      permalink_url: `${github}/hanabi/search-api/compare/hanabi:${third?.slice(0, 7)}...hanabi:${newest?.slice(0, 7)}`,
    });
    expect(found.files.length).toBeGreaterThan(0);
    for (const file of found.files) {
      expect(file.status).toBe('modified');
      expect(file.changes).toBe(file.additions + file.deletions);
      expect(file.patch).toMatch(/^@@ -\d+/);
    }
    expect(await compared(`${newest}...${third}`)).toMatchObject({
      status: 'behind',
      ahead_by: 0,
      behind_by: 2,
      commits: [],
      files: [],
    });
    expect(await compared('main...main')).toMatchObject({
      status: 'identical',
      total_commits: 0,
    });
  });

  it('answers a page at a time, and the files with the first', async () => {
    const log = shas.parse(
      (await call('GET', `${REPO}/commits?per_page=6`)).body,
    );
    const range = `${log[5]?.sha}...${log[0]?.sha}`;
    const first = await compared(`${range}?per_page=2`);
    expect(first).toMatchObject({
      total_commits: 5,
      commits: [{ sha: log[4]?.sha }, { sha: log[3]?.sha }],
    });
    expect(first.files).not.toHaveLength(0);
    expect(await compared(`${range}?per_page=2&page=3`)).toMatchObject({
      commits: [{ sha: log[0]?.sha }],
      files: [],
    });
  });

  it.each(['main...nope', 'nope...main', 'main', 'main..main', '...'])(
    'does not find %s',
    async range => {
      expect(await call('GET', `${REPO}/compare/${range}`)).toMatchObject({
        status: 404,
        body: { message: 'Not Found' },
      });
      const page = await fetch(`${github}/hanabi/search-api/compare/${range}`);
      expect(page.status).toBe(404);
    },
  );

  it('says of each file what became of it', async () => {
    const before = await sandbox.repositories.head('search-api');
    await sandbox.repositories.write('search-api', {
      author: ME,
      message: 'Move a note',
      files: {
        'NOTES.md': 'one\ntwo\n',
        CODEOWNERS: null,
        'go.mod': 'module m\n',
      },
    });
    const { files } = await compared(`${before}...main`);
    expect(
      files.map(({ filename, status, additions, deletions }) => [
        filename,
        status,
        additions,
        deletions,
      ]),
    ).toEqual([
      ['CODEOWNERS', 'removed', 0, 2],
      ['NOTES.md', 'added', 2, 0],
      ['go.mod', 'modified', 1, 3],
    ]);
    expect(files[1]?.patch).toBe('@@ -0,0 +1,2 @@\n+one\n+two');
    expect(await call('GET', `${REPO}/commits/main`)).toMatchObject({
      body: { stats: { additions: 3, deletions: 5, total: 8 }, files },
    });
  });

  it('shows people the comparison, and the run of a commit', async () => {
    const runs = z
      .object({
        workflow_runs: z.array(
          z.object({ id: z.number(), head_sha: z.string() }),
        ),
      })
      .parse((await call('GET', `${REPO}/actions/runs`)).body).workflow_runs;
    const run = runs.at(-1);
    const sha = run?.head_sha ?? '';
    const page = async (path: string) => {
      const response = await fetch(`${github}/hanabi/search-api/${path}`);
      expect(response.status).toBe(200);
      return response.text();
    };
    const text = await page(`compare/${sha}...main`);
    expect(text).toContain('commits ahead');
    expect(text).toContain('Move a note');
    expect(await page(`commit/${sha}/checks`)).toContain(
      `/hanabi/search-api/actions/runs/${run?.id}`,
    );
  });

  it('promotes by a pull request that a person merges', async () => {
    const repo = '/repos/hanabi/blog-api';
    const file = z.object({ sha: z.string(), content: z.string() });
    const path = `${repo}/contents/deploy/production/application.yaml`;
    const head = await sandbox.repositories.head('blog-api');
    const branch = 'promote/production-1.42.999';
    expect(
      await call('POST', `${repo}/git/refs`, {
        ref: `refs/heads/${branch}`,
        sha: head,
      }),
    ).toMatchObject({ status: 201 });
    const old = file.parse((await call('GET', `${path}?ref=${branch}`)).body);
    const text = Buffer.from(old.content, 'base64').toString();
    const content = Buffer.from(
      text.replaceAll(/1\.42\.\d+/g, '1.42.999'),
    ).toString('base64');
    const change = { message: 'Promote', content, branch };
    expect(await call('PUT', path, { ...change, sha: old.sha })).toMatchObject({
      status: 200,
    });
    const pull = z.object({ number: z.number(), html_url: z.string() }).parse(
      (
        await call('POST', `${repo}/pulls`, {
          title: 'Promote blog-api 1.42.999 to production',
          head: branch,
          base: 'main',
        })
      ).body,
    );
    const list = `${repo}/pulls?head=hanabi:${branch}&base=main`;
    expect(await call('GET', list)).toMatchObject({
      body: [{ number: pull.number }],
    });
    expect(await call('GET', `${list}-2`)).toMatchObject({ body: [] });
    expect(await call('GET', `${repo}/pulls/${pull.number}`)).toMatchObject({
      body: { mergeable: true },
    });
    expect(await argoCd('blog-api')).toBe('Synced');

    const elsewhere = await fetch(`${pull.html_url}/merge`, { method: 'POST' });
    expect(elsewhere.status).toBe(404);
    expect(await (await fetch(pull.html_url)).text()).toContain(
      'Merge pull request',
    );
    const merged = await fetch(`${pull.html_url}/merge`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    expect(await merged.text()).toContain('merged');

    // Argo CD hears of the push a moment later.
    const outOfSync = async (): Promise<void> => {
      if ((await argoCd('blog-api')) === 'OutOfSync') return;
      await new Promise(resolve => setTimeout(resolve, 50));
      await outOfSync();
    };
    await outOfSync();
  });
});
