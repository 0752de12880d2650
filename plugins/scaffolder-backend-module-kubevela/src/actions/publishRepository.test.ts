import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import {
  createGithubRepoPushAction,
  createPublishGithubAction,
} from '@backstage/plugin-scaffolder-backend-module-github';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { JsonValue } from '@backstage/types';
import { FakeGithub } from '../__testUtils__/FakeGithub';
import { readModuleOptions } from '../config';
import { OctokitRepositories } from '../upstream/GithubRepositories';
import { createPublishRepositoryAction } from './publishRepository';

const REPOSITORY = 'acme/comment-service';

describe('michi:repository:publish', () => {
  const workspace = createMockDirectory();
  let github: FakeGithub;

  beforeEach(async () => {
    github = await FakeGithub.start();
    workspace.setContent({ 'README.md': '# comment-service\n' });
  });
  afterEach(() => github.stop());

  function createAction() {
    const config = new ConfigReader({
      integrations: { github: [github.integration] },
      michi: {
        goldenPath: {
          githubHost: github.host,
          githubOrganisation: 'acme',
          imageRegistry: 'ghcr.io/acme',
        },
      },
    });
    const integrations = ScmIntegrations.fromConfig(config);
    const credentialsProvider =
      DefaultGithubCredentialsProvider.fromIntegrations(integrations);
    const stock = {
      integrations,
      config,
      githubCredentialsProvider: credentialsProvider,
    };
    return createPublishRepositoryAction({
      options: readModuleOptions(config),
      integrations,
      repositories: new OctokitRepositories({
        integrations,
        credentialsProvider,
      }),
      publish: createPublishGithubAction(stock),
      push: createGithubRepoPushAction(stock),
    });
  }

  /** One attempt of the task; successful checkpoints survive into the next. */
  async function attempt(options: {
    checkpoints?: Map<string, JsonValue | void>;
    taskId?: string;
    isDryRun?: boolean;
    team?: string;
    owner?: string;
  }) {
    const { checkpoints = new Map(), taskId = 'task-1', isDryRun } = options;
    const output = jest.fn();
    await createAction().handler({
      ...createMockActionContext({
        workspacePath: workspace.path,
        input: {
          repoUrl: `${github.host}?owner=${
            options.owner ?? 'acme'
          }&repo=comment-service`,
          description: 'Stores "comments": $5 & `more`',
          team: options.team ?? 'blog',
        },
      }),
      task: { id: taskId },
      isDryRun,
      output,
      async checkpoint({ key, fn }) {
        if (!checkpoints.has(key)) {
          checkpoints.set(key, await fn());
        }
        return checkpoints.get(key);
      },
    });
    return Object.fromEntries(output.mock.calls);
  }

  it('creates the repository, pushes the files and lets the team in', async () => {
    const output = await attempt({});

    expect(output).toEqual({
      repositoryUrl: `http://${github.host}/${REPOSITORY}`,
      repoContentsUrl: `http://${github.host}/${REPOSITORY}/blob/main`,
      actionsUrl: `http://${github.host}/${REPOSITORY}/actions`,
      commitHash: await github.git(REPOSITORY, 'rev-parse', 'main'),
    });
    expect(await github.git(REPOSITORY, 'show', 'main:README.md')).toBe(
      '# comment-service',
    );
    expect(await github.git(REPOSITORY, 'log', '--format=%B', 'main')).toBe(
      'Create comment-service\n\nMichi-Task: task-1',
    );
    expect(github.requests).toContain(
      'PUT /orgs/acme/teams/blog/repos/acme/comment-service',
    );
  });

  it('succeeds without the team where GitHub does not know it', async () => {
    const output = await attempt({ team: 'gone' });
    expect(output.commitHash).toMatch(/^[0-9a-f]{40}$/);
  });

  it('says in words that the organisation does not exist', async () => {
    await expect(attempt({ owner: 'nobody' })).rejects.toThrow(
      /^Could not publish nobody\/comment-service .* michi\.goldenPath\.githubOrganisation/,
    );
  });

  it('leaves a repository that somebody else made alone', async () => {
    await github.createRepository(REPOSITORY);
    await expect(attempt({})).rejects.toThrow(
      /already has a repository acme\/comment-service .* Start over with another name/,
    );
    expect(await github.git(REPOSITORY, 'branch', '--list')).toBe('');
  });

  it('goes on with its own empty repository after a restart', async () => {
    const checkpoints = new Map<string, JsonValue>([
      ['saw-free-name.acme.comment-service', { name: 'comment-service' }],
    ]);
    await github.createRepository(REPOSITORY);

    const output = await attempt({ checkpoints });
    expect(output.commitHash).toBe(
      await github.git(REPOSITORY, 'rev-parse', 'main'),
    );
    expect(github.repositoryNames).toEqual([REPOSITORY]);
  });

  it('takes its own commit for done after a restart, even with later ones on top', async () => {
    const checkpoints = new Map();
    const first = await attempt({ checkpoints });
    const tree = await github.git(REPOSITORY, 'rev-parse', 'main^{tree}');
    const later = await github.git(
      REPOSITORY,
      '-c',
      'user.name=flux',
      '-c',
      'user.email=flux@example.com',
      'commit-tree',
      tree,
      '-p',
      'main',
      '-m',
      'Update image',
    );
    await github.git(REPOSITORY, 'update-ref', 'refs/heads/main', later);

    expect(await attempt({ checkpoints })).toEqual(first);
    expect(await github.git(REPOSITORY, 'rev-parse', 'main')).toBe(later);
  });

  it('does not take the commit of another task for its own', async () => {
    await attempt({ taskId: 'task-1' });
    const checkpoints = new Map<string, JsonValue>([
      ['saw-free-name.acme.comment-service', { name: 'comment-service' }],
    ]);
    await expect(attempt({ taskId: 'task-2', checkpoints })).rejects.toThrow(
      /this run did not create/,
    );
  });

  it('ignores what an interrupted push left in the workspace', async () => {
    workspace.addContent({ '.git': { config: 'half written' } });
    await writeFile(join(workspace.path, '.gitignore'), 'bin/\n');
    await attempt({});
    expect(await github.git(REPOSITORY, 'ls-tree', '--name-only', 'main')).toBe(
      '.gitignore\nREADME.md',
    );
  });

  it('never publishes an empty repository', async () => {
    workspace.setContent({});
    await expect(attempt({})).rejects.toThrow(
      /files of this run were lost .* scaffolder\.taskRecovery\.workspaceProvider/,
    );
    expect(github.repositoryNames).toEqual([]);
  });

  it('creates nothing in a dry run', async () => {
    const output = await attempt({ isDryRun: true });
    expect(output.repositoryUrl).toBe(`https://${github.host}/${REPOSITORY}`);
    expect(github.requests).toEqual([]);
  });
});
