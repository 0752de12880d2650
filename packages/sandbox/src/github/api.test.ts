import { createMockDirectory } from '@backstage/backend-test-utils';
import { fetch } from 'undici';
import { z } from 'zod';
import { GITHUB_TOKEN, startSandbox, type Sandbox } from '../sandbox';

const commitSchema = z.object({ sha: z.string() });

jest.setTimeout(60_000);

describe('the REST API', () => {
  const state = createMockDirectory();
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({
      stateDir: state.path,
      without: ['argocd'],
      quiet: true,
    });
  });
  afterAll(() => sandbox.stop());

  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${sandbox.urls.github}/api/v3${path}`, {
      method,
      headers: { authorization: `token ${GITHUB_TOKEN}` },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const parsed: unknown = text === '' ? undefined : JSON.parse(text);
    return { status: response.status, headers: response.headers, body: parsed };
  };

  it('refuses a missing and a wrong token in GitHub’s shape', async () => {
    const url = `${sandbox.urls.github}/api/v3/user`;
    const missing = await fetch(url);
    expect(missing.status).toBe(401);
    expect(await missing.json()).toMatchObject({
      message: 'Requires authentication',
      status: '401',
    });
    const wrong = await fetch(url, { headers: { authorization: 'token x' } });
    expect(await wrong.json()).toMatchObject({ message: 'Bad credentials' });
  });

  it('carries a request id and the rate limit', async () => {
    const { headers } = await call('GET', '/users/yuki.sato');
    expect(headers.get('x-github-request-id')).toMatch(/^[0-9A-F]{20}$/);
    expect(Number(headers.get('x-ratelimit-remaining'))).toBeLessThan(5000);
    expect(headers.get('x-ratelimit-resource')).toBe('core');
  });

  it('creates a repository once', async () => {
    const first = await call('POST', '/orgs/hanabi/repos', {
      name: 'once more',
    });
    expect(first).toMatchObject({
      status: 201,
      body: {
        name: 'once-more',
        full_name: 'hanabi/once-more',
        private: false,
      },
    });
    const again = await call('POST', '/orgs/hanabi/repos', {
      name: 'ONCE-MORE',
    });
    expect(again).toMatchObject({
      status: 422,
      body: {
        message: 'Repository creation failed.',
        errors: [
          {
            resource: 'Repository',
            code: 'custom',
            field: 'name',
            message: 'name already exists on this account',
          },
        ],
      },
    });
  });

  it.each([
    [{}, 422],
    [{ name: 'x'.repeat(101) }, 422],
    [{ name: '..' }, 422],
    [{ name: 7 }, 422],
  ])('refuses to create %j', async (body, status) => {
    const answer = await call('POST', '/orgs/hanabi/repos', body);
    expect(answer.status).toBe(status);
  });

  it('two requests for one name make one repository', async () => {
    const both = await Promise.all([
      call('POST', '/orgs/hanabi/repos', { name: 'race' }),
      call('POST', '/orgs/hanabi/repos', { name: 'race' }),
    ]);
    expect(both.map(each => each.status).sort()).toEqual([201, 422]);
  });

  it('protects a branch that exists', async () => {
    const wanted = {
      required_status_checks: { strict: true, contexts: ['test'] },
      enforce_admins: true,
      required_pull_request_reviews: { required_approving_review_count: 1 },
      restrictions: null,
    };
    const base = '/repos/hanabi/session/branches';
    expect(await call('PUT', `${base}/nope/protection`, wanted)).toMatchObject({
      status: 404,
      body: { message: 'Branch not found' },
    });
    expect(await call('PUT', `${base}/main/protection`, wanted)).toMatchObject({
      status: 200,
      body: { enforce_admins: { enabled: true } },
    });
    expect(await call('GET', `${base}/main`)).toMatchObject({
      body: { protected: true },
    });
  });

  it('merges a pull request and follows it with a run on main', async () => {
    const repo = '/repos/hanabi/search-api';
    const main = commitSchema.parse(
      (await call('GET', `${repo}/commits/main`)).body,
    );
    await call('POST', `${repo}/git/refs`, {
      ref: 'refs/heads/try',
      sha: main.sha,
    });
    const nothing = await call('POST', `${repo}/pulls`, {
      title: 'Try',
      head: 'try',
      base: 'main',
    });
    expect(nothing).toMatchObject({
      status: 422,
      body: { errors: [{ message: 'No commits between main and try' }] },
    });
    const file = {
      message: 'Try it',
      content: btoa('package try\n'),
      branch: 'try',
    };
    expect(
      await call('PUT', `${repo}/contents/try/try.go`, file),
    ).toMatchObject({ status: 201 });
    const opened = await call('POST', `${repo}/pulls`, {
      title: 'Try',
      head: 'try',
      base: 'main',
    });
    expect(opened).toMatchObject({
      status: 201,
      body: { number: 2, state: 'open', mergeable: true },
    });
    expect(
      await call('GET', `${repo}/actions/runs?event=pull_request`),
    ).toMatchObject({
      body: { total_count: 1, workflow_runs: [{ head_branch: 'try' }] },
    });
    expect(await call('PUT', `${repo}/pulls/2/merge`, {})).toMatchObject({
      status: 200,
      body: { merged: true },
    });
    expect(await call('GET', `${repo}/contents/try/try.go`)).toMatchObject({
      body: { content: `${btoa('package try\n')}`, encoding: 'base64' },
    });
    expect(await call('PUT', `${repo}/pulls/2/merge`, {})).toMatchObject({
      status: 405,
    });
  });

  it('commits through GraphQL what a reset push could not', async () => {
    const head = await sandbox.repositories.head('image-resize');
    const commit = async (expectedHeadOid: string | undefined) => {
      const response = await fetch(`${sandbox.urls.github}/api/graphql`, {
        method: 'POST',
        headers: { authorization: `token ${GITHUB_TOKEN}` },
        body: JSON.stringify({
          query:
            'mutation ($input: X!) { createCommitOnBranch(input: $input) { commit { oid } } }',
          variables: {
            input: {
              branch: {
                repositoryNameWithOwner: 'hanabi/image-resize',
                branchName: 'main',
              },
              message: { headline: 'Through GraphQL' },
              fileChanges: {
                additions: [{ path: 'a.txt', contents: btoa('a') }],
                deletions: [{ path: 'docs/runbook.md' }],
              },
              expectedHeadOid,
            },
          },
        }),
      });
      return response.json();
    };
    const answer = await commit(head);
    const oid = await sandbox.repositories.head('image-resize');
    expect(oid).not.toBe(head);
    expect(answer).toEqual({
      data: { createCommitOnBranch: { commit: { oid } } },
    });
    expect(await commit(head)).toMatchObject({
      errors: [{ type: 'STALE_DATA' }],
    });
    const docs = await sandbox.repositories.listFiles(
      'image-resize',
      'docs',
      'main',
    );
    expect(docs).toEqual(['docs/index.md']);
  });

  it('a stale or missing sha does not overwrite a file', async () => {
    const path = '/repos/hanabi/search-api/contents/README.md';
    const body = { message: 'Replace it', content: btoa('x') };
    expect(await call('PUT', path, body)).toMatchObject({ status: 422 });
    const stale = { ...body, sha: '0'.repeat(40) };
    expect(await call('PUT', path, stale)).toMatchObject({ status: 409 });
  });

  it.each([
    '/repos/hanabi/nothing',
    '/repos/someone/session',
    '/repos/hanabi/session/contents/..%2F..%2Fetc%2Fpasswd',
    '/repos/hanabi/session/contents/docs%2F..%2FREADME.md',
    '/repos/hanabi/session/contents/a%0Ab',
    '/repos/hanabi/session/git/trees/--help',
    '/repos/hanabi/session/contents/missing.txt',
    '/repos/hanabi/session/git/blobs/zzz',
    '/users/nobody',
    '/nothing/here',
  ])('answers 404 for %s', async path => {
    expect(await call('GET', path)).toMatchObject({
      status: 404,
      body: { status: '404' },
    });
  });

  it.each(['../up', 'a//b', '.git/config', 'a/./b', ''])(
    'keeps no file at %j',
    async path => {
      const tree = [{ path, mode: '100644', content: 'x' }];
      const repo = '/repos/hanabi/session';
      const answer = await call('POST', `${repo}/git/trees`, { tree });
      expect(answer.status).toBe(422);
      expect(await call('GET', `${repo}/commits/main`)).toMatchObject({
        status: 200,
      });
    },
  );

  it.each(['../../x', 'a..b', 'a b', 'main.lock'])(
    'makes no branch %j',
    async name => {
      const repo = '/repos/hanabi/session';
      const main = await call('GET', `${repo}/commits/main`);
      const { sha } = commitSchema.parse(main.body);
      const body = { ref: `refs/heads/${name}`, sha };
      expect(await call('POST', `${repo}/git/refs`, body)).toMatchObject({
        status: 422,
        body: { message: 'Reference name is malformed' },
      });
    },
  );

  it('answers 400 for half a JSON', async () => {
    const response = await fetch(
      `${sandbox.urls.github}/api/v3/orgs/hanabi/repos`,
      {
        method: 'POST',
        headers: { authorization: `token ${GITHUB_TOKEN}` },
        body: '{"name": ',
      },
    );
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      message: 'Problems parsing JSON',
    });
  });
});
