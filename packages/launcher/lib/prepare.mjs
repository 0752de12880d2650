import path from 'node:path';
import { LaunchError } from './errors.mjs';
import { dependenciesPresent, ensureDependencies } from './install.mjs';
import { waitForLock } from './lock.mjs';
import { ROOT, SHARED } from './paths.mjs';
import { checkMachine } from './preflight.mjs';
import {
  ensureNode,
  ensureYarn,
  presentTools,
  YARN_VERSION,
} from './tools.mjs';

/**
 * Runs what changes the checkout itself, one command at a time: `npm test`
 * beside `npm start` waits for the other's installation.
 *
 * @template T
 * @param {import('./output.mjs').Output} output
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(output, work) {
  let told = false;
  const lock = await waitForLock(path.join(SHARED, 'prepare.json'), holder => {
    if (!told) {
      output.line(
        `  Waiting for another Michi command (process ${holder.pid}) to finish preparing.`,
      );
    }
    told = true;
  });
  try {
    return await work();
  } finally {
    lock.release();
  }
}

/**
 * Checks the machine and brings tools and dependencies.
 *
 * @param {import('./output.mjs').Output} output
 * @param {import('./processes.mjs').Processes} processes
 * @returns {Promise<import('./tools.mjs').Tools>}
 */
export async function prepare(output, processes) {
  await output.step('Machine', async ({ detail }) => {
    const installed = presentTools() !== undefined && dependenciesPresent();
    detail(await checkMachine({ root: ROOT, installed }));
  });
  return alone(output, async () => {
    const yarn = await output.step('Yarn', async ({ detail }) => {
      detail(`Yarn ${YARN_VERSION} in .michi/tools`);
      return ensureYarn(processes);
    });
    // Yarn runs on any Node, so the dependencies need not wait for ours.
    await Promise.all([
      output.step('Node 24', async ({ detail }) => {
        detail('from npm');
        const version = await ensureNode(processes);
        detail(version);
      }),
      output.step('Dependencies', ({ detail }) =>
        ensureDependencies(processes, yarn, detail),
      ),
    ]);
    const tools = presentTools();
    if (!tools) {
      throw new LaunchError(
        `The tools in ${SHARED}/tools have gone while they were being set up. Run the command again.`,
      );
    }
    // Whatever we start finds Node 24 first.
    processes.env.PATH = `${tools.bin}${path.delimiter}${process.env.PATH ?? ''}`;
    return tools;
  });
}
