import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort, type Setup } from './setup';

/** The two backends that are compared: with our plugins and without. */
export type Side = 'ours' | 'bare';

export const SIDES: readonly Side[] = ['ours', 'bare'];

const ENTRY: Record<Side, string> = {
  ours: resolvePackagePath('backend', 'src/index.ts'),
  bare: resolvePackagePath('@michi/bench', 'src/bare/index.ts'),
};

const READY_TIMEOUT_MS = 120_000;
// A stock backend waits for its own subscriptions to events, for up to a minute
const STOP_TIMEOUT_MS = 5_000;

/** A backend that answers. */
export interface RunningBackend {
  pid: number;
  /** Where it and its app are, without a slash at the end. */
  url: string;
  /** From the start of the process to the first ready answer, in milliseconds. */
  readyMs: number;
  stop(): Promise<void>;
}

/** What differs between the sides is what is measured; all else is the same. */
function overrides(side: Side, port: number) {
  const baseUrl = `http://localhost:${port}`;
  return {
    app: {
      baseUrl,
      ...(side === 'bare' && { packageName: 'bench-bare-app' }),
    },
    backend: {
      baseUrl,
      listen: { host: '127.0.0.1', port },
      // A database of its own for each side, so that neither finds the other's data
      database: { prefix: `bench_${side}_` },
    },
    ...(side === 'bare' && {
      auth: {
        providers: {
          guest: {
            userEntityRef: 'user:default/yuki.sato',
            dangerouslyAllowOutsideDevelopment: true,
          },
        },
      },
    }),
  };
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/.backstage/health/v1/readiness`);
    await response.arrayBuffer();
    return response.ok;
  } catch (error) {
    // Nobody listens yet: fetch's one error for a connection that failed
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/**
 * Starts one side's backend as `npm start` does and waits until it is ready.
 *
 * @throws Error with the end of the backend's log where it dies or takes over two minutes
 */
export async function startBackend(
  side: Side,
  setup: Setup,
): Promise<RunningBackend> {
  const port = await freePort();
  return launchBackend(
    {
      name: side,
      entry: ENTRY[side],
      url: `http://localhost:${port}`,
      config: overrides(side, port),
    },
    setup,
  );
}

/**
 * Starts any backend and waits until it is ready.
 *
 * @param backend.config - read after the setup's configuration files
 * @throws Error with the end of the backend's log where it dies or takes over two minutes
 */
export async function launchBackend(
  backend: {
    name: string;
    entry: string;
    url: string;
    config: object;
    env?: Record<string, string>;
  },
  setup: Setup,
): Promise<RunningBackend> {
  const { name, url } = backend;
  const config = path.join(setup.folder, `app-config.${name}.yaml`);
  // JSON is YAML
  await writeFile(config, JSON.stringify(backend.config));
  const logFile = path.join(setup.folder, `${name}.log`);
  const log = createWriteStream(logFile, { flags: 'a' });
  await once(log, 'open');

  const began = performance.now();
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      backend.entry,
      ...[...setup.configs, config].flatMap(file => ['--config', file]),
    ],
    {
      cwd: resolvePackagePath('backend'),
      env: { ...process.env, NODE_ENV: 'production', ...backend.env },
      stdio: ['ignore', log, log],
    },
  );
  let ended = false;
  const exit = once(child, 'exit').then(() => {
    ended = true;
    log.end();
  });

  const stop = async () => {
    if (ended) return;
    child.kill('SIGTERM');
    const timeout = new AbortController();
    const late = delay(STOP_TIMEOUT_MS, undefined, { signal: timeout.signal })
      .then(() => child.kill('SIGKILL'))
      .catch(error => {
        if (!timeout.signal.aborted) throw error;
      });
    await exit;
    timeout.abort();
    await late;
  };

  while (!(await isReady(url))) {
    if (ended || performance.now() - began > READY_TIMEOUT_MS) {
      await stop();
      const lines = (await readFile(logFile, 'utf8')).trimEnd().split('\n');
      throw new Error(
        `The backend (${name}) did not become ready. The end of ${logFile}:\n${lines.slice(-20).join('\n')}`,
      );
    }
    await delay(20);
  }
  return {
    pid: child.pid ?? 0,
    url,
    readyMs: performance.now() - began,
    stop,
  };
}
