import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  TestDatabases,
  createMockDirectory,
} from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { FakeGithub, LostAnswer } from './__testUtils__/FakeGithub';
import { renderTemplate } from './__testUtils__/renderTemplate';
import {
  ENTITIES,
  TEMPLATE_DIR,
  goldenPath,
  startTestPortal,
} from './__testUtils__/testPortal';

jest.setTimeout(120_000);

const REPOSITORY = 'acme/comment-service';
const VALUES = {
  name: 'comment-service',
  description: 'Stores "comments": {{ fast }} & `safe` 日本語',
  owner: 'group:default/blog',
  system: 'system:default/blogging',
  port: 9000,
  environments: ['dev', 'production'],
};

async function create(url: string, values: JsonObject) {
  return fetch(`${url}/v2/tasks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      templateRef: 'template:default/go-service',
      values,
    }),
  });
}

/** Follows the task's events, as the portal's page does, until it has ended. */
async function ended(url: string, taskId: string): Promise<string> {
  const answer = await fetch(`${url}/v2/tasks/${taskId}/eventstream`);
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (/^event: completion\n.*\n\n/m.test(text)) {
      break;
    }
  }
  return text;
}

async function filesIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(dir.length + 1))
    .sort();
}

function connectionOf(knex: Knex): string {
  const { user, password, host, port, database } =
    knex.client.config.connection;
  return `postgresql://${user}:${password}@${host}:${port}/${database}`;
}

describe('creating a Go service', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  const directory = createMockDirectory();
  let github: FakeGithub;
  let connection: string;

  beforeEach(async () => {
    github = await FakeGithub.start();
    connection = connectionOf(await databases.init('POSTGRES_18'));
    directory.setContent({ work: {}, elsewhere: {}, rendered: {} });
  });
  afterEach(() => github.stop());

  const portalOptions = (workingDirectory = 'work') => ({
    connection,
    github: github.integration,
    workingDirectory: directory.resolve(workingDirectory),
  });

  describe('with a portal that keeps running', () => {
    let portal: Awaited<ReturnType<typeof startTestPortal>>;
    beforeEach(async () => {
      portal = await startTestPortal(portalOptions());
    });
    afterEach(() => portal.stop());

    it('publishes exactly the files that the template tests check', async () => {
      const answer = await create(portal.url, VALUES);
      expect(answer.status).toBe(201);
      const log = await ended(portal.url, (await answer.json()).id);
      expect(log).toContain('Run completed with status: completed');
      expect(log).toContain('component:default/comment-service');

      const rendered = directory.resolve('rendered');
      await renderTemplate({
        templateDir: TEMPLATE_DIR,
        outputDir: rendered,
        parameters: VALUES,
        catalog: ENTITIES,
        user: 'user:default/mock',
        config: {
          integrations: { github: [github.integration] },
          michi: { goldenPath: goldenPath(github.host) },
        },
      });
      const files = await filesIn(rendered);
      const published = await github.git(
        REPOSITORY,
        'ls-tree',
        '-r',
        '--name-only',
        'main',
      );
      expect(published.split('\n').sort()).toEqual(files);
      for (const file of files) {
        expect(await github.git(REPOSITORY, 'show', `main:${file}`)).toBe(
          (await readFile(join(rendered, file), 'utf8')).trim(),
        );
      }
    });

    it.each<[string, JsonObject, RegExp]>([
      ['a quote in the name', { name: 'a"b' }, /instance\.name/],
      ['a path as the name', { name: '../x' }, /instance\.name/],
      [
        'an expression as the name',
        { name: '${{ secrets.X }}' },
        /instance\.name/,
      ],
      [
        '300 characters',
        { name: 'x'.repeat(300) },
        /instance\.name.*maximum length of 40/,
      ],
      ['a Japanese name', { name: 'コメント' }, /instance\.name/],
      ['a reserved word', { name: 'null' }, /instance\.name/],
      [
        'an expression in the description',
        { description: '${{ secrets.X }}' },
        /instance\.description/,
      ],
      [
        'a description of two lines',
        { description: 'a\nb' },
        /instance\.description/,
      ],
      ['an empty description', { description: '   ' }, /instance\.description/],
      ['a port that needs root', { port: 80 }, /instance\.port/],
      ['a port that is text', { port: '8080; rm -rf /' }, /instance\.port/],
      [
        'an unknown environment',
        { environments: ['dev', '../x'] },
        /instance\.environments/,
      ],
      ['no dev', { environments: ['production'] }, /instance\.environments/],
      ['an owner that is a path', { owner: '../../blog' }, /instance\.owner/],
    ])('refuses %s before anything happens', async (_, values, message) => {
      const answer = await create(portal.url, { ...VALUES, ...values });
      expect(answer.status).toBe(400);
      const { errors } = await answer.json();
      expect(
        errors.map((error: { stack: string }) => error.stack).join(),
      ).toMatch(message);
      expect(github.requests).toEqual([]);
      expect(github.repositoryNames).toEqual([]);
    });

    it('refuses a taken name with words, and creates nothing', async () => {
      await github.createRepository(REPOSITORY);
      const answer = await create(portal.url, VALUES);
      const log = await ended(portal.url, (await answer.json()).id);
      expect(log).toContain(
        'GitHub already has a repository acme/comment-service',
      );
      expect(await github.git(REPOSITORY, 'branch', '--list')).toBe('');
    });
  });

  it.each<[LostAnswer, string, string]>([
    ['create', 'GitHub has created the repository', 'is still empty'],
    ['push', 'GitHub has taken the files', 'already published by this run'],
  ])(
    'goes on after the portal was killed just when (%s) %s',
    async (lostAnswer, _, explanation) => {
      const lost = github.loseNext(lostAnswer);
      const first = await forkPortal(portalOptions('work'));
      const answer = await create(first.url, VALUES);
      const { id } = await answer.json();
      await lost;
      await first.kill();

      // As on another machine: nothing of the first workspace is on disk.
      const second = await forkPortal(portalOptions('elsewhere'));
      try {
        const log = await ended(second.url, id);
        expect(log).toContain(explanation);
        expect(log).toContain('Run completed with status: completed');
      } finally {
        await second.kill();
      }

      expect(github.repositoryNames).toEqual([REPOSITORY]);
      expect(
        github.requests.filter(request => request === 'POST /orgs/acme/repos'),
      ).toHaveLength(1);
      expect(await github.git(REPOSITORY, 'rev-list', '--count', 'main')).toBe(
        '1',
      );
      expect(
        await github.git(
          REPOSITORY,
          'show',
          'main:deploy/dev/application.yaml',
        ),
      ).toContain('ghcr.io/acme/comment-service:0.0.0');
    },
  );
});

async function forkPortal(options: object) {
  const child = fork(
    join(__dirname, '__testUtils__/testPortalProcess.ts'),
    [JSON.stringify(options)],
    {
      execArgv: [
        '--no-node-snapshot',
        '--require',
        require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      ],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  );
  const url = await new Promise<string>((resolve, reject) => {
    child.on(
      'message',
      (message: { type: string; url?: string; error?: string }) => {
        if (message.type === 'portal' && message.url) {
          resolve(message.url);
        } else if (message.type === 'portal') {
          reject(new Error(message.error));
        }
      },
    );
    child.on('exit', code =>
      reject(new Error(`The portal ended with ${code}`)),
    );
  });
  return {
    url,
    async kill() {
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    },
  };
}
