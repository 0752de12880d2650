import { createMockDirectory } from '@backstage/backend-test-utils';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { fetch } from 'undici';
import { z } from 'zod';
import {
  argoCdToken,
  GITHUB_TOKEN,
  startSandbox,
  type Sandbox,
} from './sandbox';

jest.setTimeout(120_000);

const frameSchema = z.object({
  result: z.object({
    type: z.string(),
    application: z.object({
      metadata: z.object({ name: z.string() }),
      status: z.object({
        sync: z
          .object({ status: z.string(), revision: z.string().optional() })
          .optional(),
        health: z.object({ status: z.string().optional() }).optional(),
        summary: z
          .object({ images: z.array(z.string()).optional() })
          .optional(),
      }),
    }),
  }),
});

describe('the whole sandbox', () => {
  const state = createMockDirectory();
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({
      stateDir: state.path,
      quiet: true,
      pace: 20,
    });
  });
  afterAll(() => sandbox.stop());

  it('a repository that is pushed is discovered, deployed with its first image and Healthy in dev', async () => {
    const watch = await fetch(
      `${sandbox.urls.argocd.dev}/api/v1/stream/applications?resourceVersion=0`,
      {
        headers: {
          authorization: `Bearer ${argoCdToken('dev')}`,
          accept: 'text/event-stream',
        },
      },
    );
    expect(watch.status).toBe(200);

    const template = async (file: string) =>
      (await sandbox.repositories.readFile(
        'notification-gateway',
        file,
        'main',
      )) ?? '';
    const manifest = 'deploy/dev/application.yaml';
    await fetch(`${sandbox.urls.github}/api/v3/orgs/hanabi/repos`, {
      method: 'POST',
      headers: { authorization: `token ${GITHUB_TOKEN}` },
      body: JSON.stringify({ name: 'greeting' }),
    });
    await sandbox.repositories.write('greeting', {
      author: { name: 'Yuki Sato', email: 'yuki.sato@hanabi.example' },
      message: 'Create it',
      files: {
        'main.go': 'package main\n',
        '.github/workflows/ci.yaml': await template(
          '.github/workflows/ci.yaml',
        ),
        [manifest]: (await template(manifest))
          .replaceAll('notification-gateway', 'greeting')
          .replaceAll(/0\.1\.\d+/g, '0.0.0'),
      },
    });

    if (!watch.body) throw new Error('The watch has no body.');
    const stream = Readable.fromWeb(watch.body);
    const lines = createInterface({ input: stream });
    for await (const line of lines) {
      if (!line.startsWith('data: ')) continue;
      const { application } = frameSchema.parse(
        JSON.parse(line.slice(6)),
      ).result;
      const { sync, health, summary } = application.status;
      const isDone =
        application.metadata.name === 'greeting' &&
        sync?.status === 'Synced' &&
        health?.status === 'Healthy' &&
        summary?.images?.includes('ghcr.io/hanabi/greeting:0.1.1');
      if (isDone) break;
    }
    stream.destroy();
    expect(await sandbox.repositories.list()).toContain('greeting');
  });

  it('each system suffers its own faults', async () => {
    sandbox.faults.set('argocd-staging', { kind: 'server-error' });
    const status = async (instance: string) => {
      const response = await fetch(
        `${sandbox.urls.argocd[instance]}/api/v1/applications`,
        { headers: { authorization: `Bearer ${argoCdToken(instance)}` } },
      );
      return response.status;
    };
    expect(await status('staging')).toBe(500);
    expect(await status('dev')).toBe(200);
    sandbox.faults.clear('argocd-staging');
    expect(await status('staging')).toBe(200);
  });
});
