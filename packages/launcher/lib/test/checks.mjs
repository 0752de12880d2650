import path from 'node:path';
import { ROOT } from '../paths.mjs';
import { lastLines } from '../logs.mjs';
import { migrations } from './migrations.mjs';
import { oneFailed, onePassed, sum } from './result.mjs';

const bin = (/** @type {string} */ file) =>
  path.join(ROOT, 'node_modules', file);

/**
 * A command that passes or fails as a whole.
 *
 * @param {import('./main.mjs').Context} context
 * @param {string} name
 * @param {string[]} args of Node
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function check({ processes, tools }, name, args, env) {
  const { code, logFile } = await processes.run(name, tools.node, args, {
    cwd: ROOT,
    env,
  });
  return code === 0
    ? onePassed()
    : oneFailed(
        `${name} (all of it in ${logFile})\n\n${lastLines(logFile, 200)}`,
      );
}

/** @param {import('./main.mjs').Context} context */
export async function lint(context) {
  context.detail('ESLint');
  const eslint = await check(
    context,
    'eslint',
    [bin('@backstage/cli/bin/backstage-cli'), 'repo', 'lint'],
    {
      // It sets FORCE_COLOR for its workers; beside NO_COLOR, Node would warn.
      NO_COLOR: undefined,
      FORCE_COLOR: '0',
    },
  );
  context.detail('Prettier');
  const prettier = await check(context, 'prettier', [
    bin('prettier/bin/prettier.cjs'),
    '--check',
    '--log-level=warn',
    '.',
  ]);
  context.detail('package.json');
  const manifests = await check(context, 'manifests', [
    bin('@backstage/cli/bin/backstage-cli'),
    'repo',
    'fix',
    '--publish',
    '--check',
  ]);
  context.detail('migrations');
  const committed = await migrations();
  context.detail('ESLint, Prettier, package.json, migrations');
  return sum([eslint, prettier, manifests, committed]);
}

/** @param {import('./main.mjs').Context} context */
export async function types(context) {
  const tsc = bin('typescript/bin/tsc');
  const all = await check(context, 'tsc', [
    tsc,
    '--noEmit',
    '--incremental',
    'false',
  ]);
  const launcher = await check(context, 'tsc-launcher', [
    tsc,
    '--project',
    'packages/launcher',
  ]);
  const tools = await check(context, 'tsc-tools', [tsc, '--project', 'tools']);
  return sum([all, launcher, tools]);
}
