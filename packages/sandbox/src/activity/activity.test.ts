import { createMockDirectory } from '@backstage/backend-test-utils';
import { once, EventEmitter } from 'node:events';
import { fetch } from 'undici';
import { z } from 'zod';
import { GITHUB_TOKEN, startSandbox, type Sandbox } from '../sandbox';
import type { Push } from '../world';

const MINUTE = 60_000;
const YUKI = { name: 'Yuki Sato', email: 'yuki.sato@hanabi.example' };
const runsSchema = z.object({
  workflow_runs: z.array(
    z.object({
      run_number: z.number(),
      head_sha: z.string(),
      status: z.string(),
      conclusion: z.string().nullable(),
      event: z.string(),
    }),
  ),
});

describe('what follows a push', () => {
  const state = createMockDirectory();
  let sandbox: Sandbox;

  const start = (pace: number) =>
    startSandbox({
      stateDir: state.path,
      without: ['argocd'],
      quiet: true,
      pace,
    });

  beforeAll(async () => {
    sandbox = await start(40);
  }, MINUTE);
  afterAll(() => sandbox.stop());

  const runs = async (repository: string) => {
    const response = await fetch(
      `${sandbox.urls.github}/api/v3/repos/hanabi/${repository}/actions/runs`,
      { headers: { authorization: `token ${GITHUB_TOKEN}` } },
    );
    return runsSchema.parse(await response.json()).workflow_runs;
  };

  /** The next pushes of the repository that touch these environments. */
  const rollouts = async (repository: string, count: number) => {
    const events = new EventEmitter();
    const seen: string[] = [];
    const stop = sandbox.repositories.onPush((push: Push) => {
      if (push.repository === repository) events.emit('push', push.after);
    });
    while (seen.length < count) {
      const [sha] = z.tuple([z.string()]).parse(await once(events, 'push'));
      const commit = await sandbox.repositories.commit(repository, sha);
      if (commit?.author.name === 'fluxcdbot') {
        seen.push(commit.message.split('\n')[0] ?? '');
      }
    }
    stop();
    return seen;
  };

  it(
    'a run, then its image in dev and staging, and no second round',
    async () => {
      const before = await runs('blog-api');
      const both = rollouts('blog-api', 2);
      const sha = await sandbox.repositories.write('blog-api', {
        author: YUKI,
        message: 'Say hello',
        files: { 'hello.go': 'package main\n' },
      });
      const number = (before[0]?.run_number ?? 0) + 1;
      const image = `ghcr.io/hanabi/blog-api:1.42.${number}`;
      expect(await both).toEqual([
        `Deploy ${image} to dev`,
        `Deploy ${image} to staging`,
      ]);
      const after = await runs('blog-api');
      expect(after).toHaveLength(before.length + 1);
      expect(after[0]).toMatchObject({
        run_number: number,
        head_sha: sha,
        status: 'completed',
        conclusion: 'success',
        event: 'push',
      });
      const production = await sandbox.repositories.readFile(
        'blog-api',
        'deploy/production/application.yaml',
        'main',
      );
      expect(production).not.toContain(`1.42.${number}`);
    },
    MINUTE,
  );

  it(
    'a fresh repository gets 0.1.<run>',
    async () => {
      const [ci, manifest] = await Promise.all(
        ['.github/workflows/ci.yaml', 'deploy/dev/application.yaml'].map(file =>
          sandbox.repositories.readFile('notification-gateway', file, 'main'),
        ),
      );
      await fetch(`${sandbox.urls.github}/api/v3/orgs/hanabi/repos`, {
        method: 'POST',
        headers: { authorization: `token ${GITHUB_TOKEN}` },
        body: JSON.stringify({ name: 'fresh' }),
      });
      const first = rollouts('fresh', 1);
      await sandbox.repositories.write('fresh', {
        author: YUKI,
        message: 'Create it',
        files: {
          'main.go': 'package main\n',
          '.github/workflows/ci.yaml': ci ?? '',
          'deploy/dev/application.yaml': (manifest ?? '')
            .replaceAll('notification-gateway', 'fresh')
            .replaceAll(/0\.1\.\d+/g, '0.0.0'),
        },
      });
      expect(await first).toEqual(['Deploy ghcr.io/hanabi/fresh:0.1.1 to dev']);
    },
    MINUTE,
  );

  it(
    'goes on after a restart in the middle of a run',
    async () => {
      await sandbox.stop();
      sandbox = await start(4);
      const head = await sandbox.repositories.write('profile', {
        author: YUKI,
        message: 'Begin before the restart',
        files: { 'restart.go': 'package main\n' },
      });
      const started = async () => {
        while ((await runs('profile'))[0]?.head_sha !== head) {
          await new Promise(resolve => setImmediate(resolve));
        }
      };
      await started();
      await sandbox.stop();
      sandbox = await start(4);
      const done = await rollouts('profile', 2);
      expect(done[0]).toMatch(
        /^Deploy ghcr.io\/hanabi\/profile:1\.12\.\d+ to dev$/,
      );
      expect((await runs('profile'))[0]).toMatchObject({
        conclusion: 'success',
      });
    },
    MINUTE,
  );
});
