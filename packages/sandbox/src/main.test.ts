import { createMockDirectory } from '@backstage/backend-test-utils';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fetch } from 'undici';
import { z } from 'zod';
import { GITHUB_TOKEN } from './sandbox';

jest.setTimeout(120_000);

const readySchema = z.object({
  ready: z.literal(true),
  github: z.string(),
  argocd: z.record(z.string(), z.string()),
  control: z.string(),
});

describe('the process', () => {
  const state = createMockDirectory();
  const children: ChildProcess[] = [];
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
  });

  const run = (...args: string[]) => {
    const child = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
        path.resolve(__dirname, 'main.ts'),
        ...args,
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    children.push(child);
    return child;
  };
  const ports = [
    '--github-port',
    '0',
    '--argocd-ports',
    '0,0,0',
    '--control-port',
    '0',
  ];
  const start = async () => {
    const child = run(
      '--state',
      state.path,
      '--quiet',
      '--without',
      'argocd',
      ...ports,
    );
    const [line]: unknown[] = await once(
      createInterface({ input: child.stdout }),
      'line',
    );
    return { child, urls: readySchema.parse(JSON.parse(String(line))) };
  };
  const head = async (github: string) => {
    const response = await fetch(
      `${github}/api/v3/repos/hanabi/session/commits/main`,
      {
        headers: {
          authorization: `token ${GITHUB_TOKEN}`,
          accept: 'application/vnd.github.sha',
        },
      },
    );
    return response.text();
  };

  it('survives kill -9, keeps what was there, and ends cleanly on SIGTERM', async () => {
    const first = await start();
    const before = await head(first.urls.github);
    expect(before).toMatch(/^[0-9a-f]{40}$/);
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');

    const second = await start();
    expect(await head(second.urls.github)).toBe(before);
    second.child.kill('SIGTERM');
    expect(await once(second.child, 'exit')).toEqual([0, null]);
  });

  it('says what is wrong with its options', async () => {
    const child = run('--github-port', 'many');
    const said: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(Buffer.concat(said).toString()).toContain(
      'The sandbox cannot be started like this',
    );
  });
});
