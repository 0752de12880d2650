import fs from 'node:fs';
import { forgetAppBuild } from './appBuild.mjs';
import { parseStart, START_HELP } from './args.mjs';
import { StoppedError } from './errors.mjs';
import { seconds } from './output.mjs';
import { ROOT, SHARED } from './paths.mjs';
import { requirePortalPort, startPortal } from './portal.mjs';
import { forgetPostgres } from './postgresHome.mjs';
import { prepare } from './prepare.mjs';
import { withSession } from './session.mjs';
import { writePrivately } from './stateFiles.mjs';

/**
 * Deletes what running the portal has made; tools and dependencies stay, and
 * so does the built app, which all states share, unless this is the usual one.
 *
 * @param {import('./paths.mjs').StatePaths} paths
 */
function startOver(paths) {
  forgetPostgres(paths.postgres);
  if (paths.state === SHARED) forgetAppBuild();
  for (const part of [
    paths.sandbox,
    paths.memory,
    paths.secrets,
    paths.generatedConfig,
  ]) {
    fs.rmSync(part, { recursive: true, force: true });
  }
}

/** @param {import('./plan.mjs').Plan} plan */
function suggestions(plan) {
  const who = plan.github
    ? 'Sign in as Yuki Sato, a developer in her first week, and open one of her services.'
    : 'Sign in and open one of your services.';
  return [
    who,
    'Click "Create service", fill in the form and watch it until it runs in dev.',
    'Sign in as somebody else (Kei of the platform team, Emi the CTO): the pages change with the person.',
  ];
}

/**
 * `npm start`: runs until it is stopped.
 *
 * @param {string[]} argv
 * @returns {Promise<number>} the exit code
 */
export async function main(argv) {
  const options = parseStart(argv, process.env);
  if (options.help) {
    console.log(START_HELP);
    return 0;
  }
  try {
    return await withSession(
      {
        state: options.state,
        taken: holder =>
          `Michi is already running in this checkout: ${holder.url ?? 'it is still starting'} (process ${holder.pid}). Stop it there with Ctrl-C, or with: kill ${holder.pid}`,
      },
      async session => {
        const { output, paths, processes, lock } = session;
        output.line(`Michi, in ${ROOT}\n`);
        await requirePortalPort(options.port);
        if (options.fresh) startOver(paths);
        const tools = await prepare(output, processes);
        const { url, running, plan, imported } = await startPortal(
          session,
          tools,
          options,
        );
        lock.update({ url });
        writePrivately(
          paths.lastStart,
          `${JSON.stringify(
            {
              finishedAt: new Date().toISOString(),
              seconds: Math.round(output.elapsed() / 10) / 100,
              steps: output.steps(),
            },
            null,
            2,
          )}\n`,
        );
        output.line(
          `\nMichi is ready: ${url}   (${seconds(output.elapsed())})\n`,
        );
        for (const suggestion of suggestions(plan)) {
          output.line(`  - ${suggestion}`);
        }
        output.line('\n  Ctrl-C stops everything. Logs are in .michi/logs.');
        return Promise.race([
          processes.firstDeath(running),
          imported.then(() => processes.firstDeath(running)),
        ]);
      },
    );
  } catch (error) {
    if (error instanceof StoppedError) return 0;
    throw error;
  }
}
