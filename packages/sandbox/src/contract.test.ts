import { ConfigReader } from '@backstage/config';
import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import {
  createPublishGithubAction,
  createPublishGithubPullRequestAction,
} from '@backstage/plugin-scaffolder-backend-module-github';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { GITHUB_TOKEN, startSandbox, type Sandbox } from './sandbox';

const MINUTE = 60_000;

/** The stock actions and readers of Backstage, unmodified, against the sandbox. */
describe('what Backstage asks of GitHub', () => {
  const state = createMockDirectory();
  const workspace = createMockDirectory();
  let sandbox: Sandbox;
  let config: ConfigReader;
  let host: string;

  beforeAll(async () => {
    sandbox = await startSandbox({
      stateDir: state.path,
      without: ['argocd'],
      quiet: true,
      pace: 100,
    });
    host = new URL(sandbox.urls.github ?? '').host;
    config = new ConfigReader({
      integrations: {
        github: [
          {
            host,
            apiBaseUrl: `http://${host}/api/v3`,
            token: GITHUB_TOKEN,
          },
        ],
      },
    });
  }, MINUTE);
  afterAll(() => sandbox.stop());
  beforeEach(() => workspace.clear());

  const integrations = () => ScmIntegrations.fromConfig(config);
  const readers = () =>
    UrlReaders.default({ config, logger: mockServices.logger.mock() });

  const publish = async (name: string, extra: Record<string, unknown> = {}) => {
    const action = createPublishGithubAction({
      integrations: integrations(),
      config,
    });
    const ctx = createMockActionContext({
      workspacePath: workspace.path,
      input: {
        repoUrl: `${host}?owner=hanabi&repo=${name}`,
        description: 'Made by a test',
        defaultBranch: 'main',
        gitCommitMessage: 'Create it',
        ...extra,
      },
    });
    await action.handler(ctx);
    return Object.fromEntries(jest.mocked(ctx.output).mock.calls);
  };

  it(
    'publish:github makes a repository that the catalog can read',
    async () => {
      workspace.setContent({
        'catalog-info.yaml': 'kind: Component\n',
        'docs/index.md': '# Hello\n',
      });
      const output = await publish('stock-service', {
        repoVisibility: 'private',
        access: 'hanabi/blog',
        collaborators: [{ user: 'yuki.sato', access: 'push' }],
        topics: ['go'],
        repoVariables: { TEAM: 'blog' },
        secrets: { TOKEN: 'secret' },
      });

      expect(output.remoteUrl).toBe(`http://${host}/hanabi/stock-service.git`);
      expect(output.repoContentsUrl).toBe(
        `http://${host}/hanabi/stock-service/blob/main`,
      );
      const url = `http://${host}/hanabi/stock-service/blob/main/catalog-info.yaml`;
      const read = await readers().readUrl(url);
      expect((await read.buffer()).toString()).toBe('kind: Component\n');
      await expect(readers().readUrl(url, { etag: read.etag })).rejects.toThrow(
        expect.objectContaining({ name: 'NotModifiedError' }),
      );
      expect(await sandbox.repositories.head('stock-service')).toBe(
        output.commitHash,
      );
    },
    MINUTE,
  );

  it(
    'publish:github says that a name is taken',
    async () => {
      workspace.setContent({ 'README.md': '# Again\n' });
      await expect(publish('blog-api')).rejects.toThrow(
        /name already exists on this account/,
      );
      expect(await sandbox.repositories.list()).toContain('blog-api');
    },
    MINUTE,
  );

  const pullRequest = async (input: Record<string, unknown>) => {
    const action = createPublishGithubPullRequestAction({
      integrations: integrations(),
      githubCredentialsProvider:
        DefaultGithubCredentialsProvider.fromIntegrations(integrations()),
      config,
    });
    const ctx = createMockActionContext({
      workspacePath: workspace.path,
      input: {
        repoUrl: `${host}?owner=hanabi&repo=profile`,
        branchName: 'raise-memory',
        title: 'Raise the memory',
        description: 'As the dashboards say.',
        ...input,
      },
    });
    await action.handler(ctx);
    return Object.fromEntries(jest.mocked(ctx.output).mock.calls);
  };

  it(
    'publish:github:pull-request opens one, refuses a second and updates on request',
    async () => {
      workspace.setContent({ 'docs/memory.md': 'More.\n' });
      const opened = await pullRequest({
        filesToDelete: ['docs/runbook.md'],
        reviewers: ['aoi.kimura'],
        teamReviewers: ['identity'],
      });
      expect(opened).toMatchObject({
        targetBranchName: 'main',
        remoteUrl: `http://${host}/hanabi/profile/pull/${opened.pullRequestNumber}`,
      });
      const files = await sandbox.repositories.listFiles(
        'profile',
        'docs',
        'raise-memory',
      );
      expect(files.sort()).toEqual(['docs/index.md', 'docs/memory.md']);

      await expect(pullRequest({})).rejects.toThrow(
        /Pull request creation failed/,
      );
      workspace.setContent({ 'docs/memory.md': 'Even more.\n' });
      const updated = await pullRequest({ update: true });
      expect(updated.pullRequestNumber).toBe(opened.pullRequestNumber);
      expect(
        await sandbox.repositories.readFile(
          'profile',
          'docs/memory.md',
          'raise-memory',
        ),
      ).toBe('Even more.\n');
      const page = await fetch(opened.remoteUrl);
      expect(await page.text()).toContain('Raise the memory');
    },
    MINUTE,
  );

  it('the catalog finds files by a glob and reads a tree', async () => {
    const found = await readers().search(
      `http://${host}/hanabi/platform/blob/main/catalog/*.yaml`,
    );
    const names = found.files.map(file => path.basename(file.url)).sort();
    expect(names).toContain('people.yaml');

    const tree = await readers().readTree(
      `http://${host}/hanabi/session/tree/main/deploy`,
    );
    const files = await tree.files();
    expect(files.map(file => file.path).sort()).toEqual([
      'dev/application.yaml',
      'image-automation/images.yaml',
      'production/application.yaml',
      'staging/application.yaml',
    ]);
    await expect(
      readers().readTree(`http://${host}/hanabi/session/tree/main/deploy`, {
        etag: tree.etag,
      }),
    ).rejects.toThrow(expect.objectContaining({ name: 'NotModifiedError' }));
  });

  it('a file that is not there is a NotFoundError', async () => {
    await expect(
      readers().readUrl(`http://${host}/hanabi/session/blob/main/nothing.yaml`),
    ).rejects.toThrow(expect.objectContaining({ name: 'NotFoundError' }));
  });

  it(
    'git clones, pushes with the token, and is refused without the right one',
    async () => {
      const git = (cwd: string, ...args: string[]) =>
        promisify(execFile)('git', args, {
          cwd,
          encoding: 'utf8',
          env: {
            PATH: process.env.PATH,
            HOME: workspace.path,
            GIT_CONFIG_NOSYSTEM: '1',
            GIT_TERMINAL_PROMPT: '0',
            GIT_AUTHOR_NAME: 'Yuki Sato',
            GIT_AUTHOR_EMAIL: 'yuki.sato@hanabi.example',
            GIT_COMMITTER_NAME: 'Yuki Sato',
            GIT_COMMITTER_EMAIL: 'yuki.sato@hanabi.example',
          },
        });
      const clone = workspace.resolve('clone');
      const origin = `http://${host}/hanabi/timeline.git`;
      await git(workspace.path, 'clone', '--quiet', origin, clone);
      await git(clone, 'checkout', '--quiet', '-b', 'from-git');
      // Past one megabyte git asks first and then sends in chunks.
      await writeFile(path.join(clone, 'large'), randomBytes(3_000_000));
      await git(clone, 'add', '.');
      await git(clone, 'commit', '--quiet', '-m', 'From git');

      const push = (url: string) =>
        git(clone, 'push', '--quiet', url, 'from-git');
      const as = (token: string) =>
        `http://x-access-token:${token}@${host}/hanabi/timeline.git`;
      await expect(push('origin')).rejects.toThrow(/could not read Username/);
      await expect(push(as('wrong'))).rejects.toThrow(/Authentication failed/);
      // git offers no token before it is asked for one, so a wrong one is shown by hand.
      const refs = await fetch(`${origin}/info/refs?service=git-upload-pack`, {
        headers: { authorization: `Basic ${btoa('x-access-token:wrong')}` },
      });
      expect(refs.status).toBe(401);

      const announced = new Promise(resolve => {
        sandbox.repositories.onPush(resolve);
      });
      await push(as(GITHUB_TOKEN));
      const head = await git(clone, 'rev-parse', 'HEAD');
      expect(await announced).toMatchObject({
        repository: 'timeline',
        branch: 'from-git',
        after: head.stdout.trim(),
      });
    },
    MINUTE,
  );
});
