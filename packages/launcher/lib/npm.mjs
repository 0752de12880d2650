import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The npm that runs us, or the one on the PATH where we were started with
 * `node` directly.
 */
export function npmCommand() {
  const script = process.env.npm_execpath;
  return script && /npm-cli\.c?js$/.test(script)
    ? { command: process.execPath, args: [script] }
    : { command: 'npm', args: [] };
}

/**
 * The registry npm is configured with, so that Yarn, which does not read npm's
 * configuration, asks the same one.
 *
 * @returns {Promise<string | undefined>}
 */
export async function npmRegistry() {
  const npm = npmCommand();
  const { stdout } = await run(npm.command, [
    ...npm.args,
    'config',
    'get',
    'registry',
  ]);
  const registry = stdout.trim();
  return URL.canParse(registry) ? registry : undefined;
}
