import fs from 'node:fs';
import path from 'node:path';
import { findChromium } from './chromium.mjs';
import { configFiles } from './config.mjs';
import { LaunchError, StoppedError } from './errors.mjs';
import { NODE_TRANSFORM } from './nodeTransform.mjs';
import { ROOT, SHARED } from './paths.mjs';
import { bringUp } from './portal.mjs';
import { freePort } from './ports.mjs';
import { prepare } from './prepare.mjs';
import { withSession } from './session.mjs';

const BENCH = path.join(ROOT, 'packages/bench');

/** The benchmarks there are: the files directly in packages/bench/src. */
function names() {
  return fs
    .readdirSync(path.join(BENCH, 'src'))
    .filter(file => file.endsWith('.ts') && !file.includes('.test.'))
    .map(file => path.basename(file, '.ts'))
    .filter(name => name !== 'index');
}

/**
 * `npm run bench -- <name> [options of the benchmark]`. Progress goes to
 * standard error; standard output carries the benchmark's one JSON line.
 *
 * @param {string[]} argv
 * @returns {Promise<number>} the exit code
 */
export async function main(argv) {
  const [name, ...rest] = argv;
  if (!name || !names().includes(name)) {
    throw new LaunchError(
      `Usage: npm run bench -- <name>, where <name> is one of: ${names().join(', ')}.`,
    );
  }
  try {
    return await withSession(
      {
        state: path.join(SHARED, 'bench'),
        stream: process.stderr,
        taken: holder =>
          `A benchmark is already running in this checkout (process ${holder.pid}), and two at once would measure each other. Wait for it, or stop it with: kill ${holder.pid}`,
      },
      async session => {
        const { output, processes, paths } = session;
        const tools = await prepare(output, processes);
        await bringUp(session, tools, {
          dev: false,
          port: await freePort(),
          sandboxPort: undefined,
          sandboxPace: undefined,
        });
        output.line('');
        const config = [...configFiles(), paths.generatedConfig];
        const { code } = await processes.run(
          'bench',
          tools.node,
          [
            '--require',
            NODE_TRANSFORM,
            `src/${name}.ts`,
            ...config.flatMap(file => ['--config', file]),
            ...rest,
          ],
          {
            cwd: BENCH,
            env: { CHROMIUM_PATH: findChromium() },
            onLine: line => {
              const result = line.startsWith('{"bench"');
              (result ? process.stdout : process.stderr).write(`${line}\n`);
            },
          },
        );
        return code ?? 1;
      },
    );
  } catch (error) {
    if (error instanceof StoppedError) return 130;
    throw error;
  }
}
