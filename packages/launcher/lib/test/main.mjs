import path from 'node:path';
import { parseStrictly } from '../args.mjs';
import { LaunchError, StoppedError } from '../errors.mjs';
import { seconds } from '../output.mjs';
import { ROOT, SHARED } from '../paths.mjs';
import { prepare } from '../prepare.mjs';
import { withSession } from '../session.mjs';
import { workspaces } from '../workspaces.mjs';
import { lint, types } from './checks.mjs';
import { e2e } from './e2e.mjs';
import { oneFailed, sum, summary } from './result.mjs';
import { launcher, templates } from './scripts.mjs';
import { PARTS, select } from './selection.mjs';
import { unit } from './unit.mjs';

const HELP = `Usage: npm test [-- words]

Without words, everything. A word is a part or (some of) the name of packages:

  lint       ESLint, Prettier, whether every package.json can be published, and
             whether committed migrations are as they were
  types      TypeScript
  launcher   the launcher's own tests
  unit       unit and integration tests of all packages, on a real PostgreSQL
  templates  golden files and checkers of the templates
  e2e        the portal in a real Chromium

  npm test -- deploy-status    the unit tests of deploy-status, -backend, -common

With CI=true a missing tool is a failure; otherwise it is named as skipped.`;

/**
 * @typedef {object} Context
 * @property {import('../processes.mjs').Processes} processes
 * @property {import('../tools.mjs').Tools} tools
 * @property {import('../paths.mjs').StatePaths} paths
 * @property {import('../workspaces.mjs').Workspace[]} packages
 * @property {(text: string) => void} detail
 */

/** @type {Record<string, (context: Context) => Promise<import('./result.mjs').Result>>} */
const RUN = { lint, types, launcher, unit, templates, e2e };

/**
 * A part that breaks has failed; the others still run.
 *
 * @param {string} name
 * @param {Context} context
 */
async function runPart(name, context) {
  try {
    const run = RUN[name];
    if (!run) throw new LaunchError(`There is no part "${name}".`);
    return await run(context);
  } catch (error) {
    if (error instanceof StoppedError) throw error;
    const text =
      error instanceof LaunchError
        ? error.message
        : `${error instanceof Error ? error.stack : error}`;
    return oneFailed(`${name} broke: ${text}`);
  }
}

/**
 * @param {import('../output.mjs').Output} output
 * @param {import('./result.mjs').Result} total
 */
function report(output, total) {
  for (const failure of total.failures) {
    output.line(`\n✗ ${failure}`);
  }
  if (total.skipped.length > 0) output.line('\nSkipped:');
  for (const { name, count, reason } of total.skipped) {
    const times = count > 1 ? ` (${count} tests)` : '';
    output.line(`  - ${name}${times}${reason ? `: ${reason}` : ''}`);
  }
  output.line('');
}

/**
 * `npm test`.
 *
 * @param {string[]} argv
 * @returns {Promise<number>} the exit code
 */
export async function main(argv) {
  const { values, positionals } = parseStrictly(
    {
      args: argv,
      strict: true,
      allowPositionals: true,
      options: { help: { type: 'boolean', short: 'h', default: false } },
    },
    'npm test -- --help',
  );
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const { parts, packages } = select(positionals, workspaces(ROOT));
  try {
    return await withSession(
      {
        state: path.join(SHARED, 'test'),
        taken: holder =>
          `The tests are already running in this checkout (process ${holder.pid}). Wait for them, or stop them with: kill ${holder.pid}`,
      },
      async ({ output, processes, paths }) => {
        const tools = await prepare(output, processes);
        output.line('');
        const results = [];
        for (const name of PARTS.filter(part => parts.has(part))) {
          const result = await output.step(name, async ({ detail }) => {
            const found = await runPart(name, {
              processes,
              tools,
              paths,
              packages,
              detail,
            });
            detail(summary(found));
            return found;
          });
          results.push(result);
        }
        const total = sum(results);
        report(output, total);
        output.line(`Took ${seconds(output.elapsed())}.`);
        output.line(summary(total));
        return total.failed === 0 ? 0 : 1;
      },
    );
  } catch (error) {
    if (error instanceof StoppedError) return 130;
    throw error;
  }
}
