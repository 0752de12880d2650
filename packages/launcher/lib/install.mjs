import fs from 'node:fs';
import path from 'node:path';
import { LaunchError } from './errors.mjs';
import { hashOf, readStamp, stamped } from './hash.mjs';
import { whyDownloadFailed } from './network.mjs';
import { npmRegistry } from './npm.mjs';
import { ROOT } from './paths.mjs';
import { missingDependencies, workspaces } from './workspaces.mjs';

// Inside node_modules, so that deleting that folder deletes the claim too.
const STAMP = path.join(ROOT, 'node_modules', '.michi-install');

/** What the installed dependencies follow from. */
function installHash() {
  return hashOf(
    ROOT,
    [
      'package.json',
      'yarn.lock',
      '.yarnrc.yml',
      ...workspaces(ROOT).map(({ dir }) =>
        path.relative(ROOT, path.join(dir, 'package.json')),
      ),
    ].map(file => path.join(ROOT, file)),
    [process.platform, process.arch],
  );
}

export function dependenciesPresent() {
  return (
    readStamp(STAMP) === installHash() &&
    fs.existsSync(path.join(ROOT, 'node_modules', '.yarn-state.yml')) &&
    missingDependencies(ROOT, workspaces(ROOT)).length === 0
  );
}

/**
 * What Yarn does not take from npm's configuration or the usual variables.
 *
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
async function yarnNetwork() {
  /** @type {NodeJS.ProcessEnv} */
  const env = {};
  const given = process.env;
  if (!given.YARN_NPM_REGISTRY_SERVER) {
    env.YARN_NPM_REGISTRY_SERVER = await npmRegistry();
  }
  if (!given.YARN_HTTPS_PROXY && (given.HTTPS_PROXY ?? given.https_proxy)) {
    env.YARN_HTTPS_PROXY = given.HTTPS_PROXY ?? given.https_proxy;
  }
  if (!given.YARN_HTTP_PROXY && (given.HTTP_PROXY ?? given.http_proxy)) {
    env.YARN_HTTP_PROXY = given.HTTP_PROXY ?? given.http_proxy;
  }
  return env;
}

/**
 * Installs the dependencies exactly as yarn.lock has them, unless they are
 * there.
 *
 * @param {import('./processes.mjs').Processes} processes
 * @param {string} yarn path of Yarn's script
 * @param {(text: string) => void} detail
 */
export async function ensureDependencies(processes, yarn, detail) {
  if (dependenciesPresent()) {
    detail('as in yarn.lock');
    return;
  }
  const network = await yarnNetwork();
  await stamped(STAMP, installHash(), async () => {
    let fetched = 0;
    let lockfileDiffers = false;
    const { code, logFile } = await processes.run(
      'install',
      process.execPath,
      [yarn, 'install', '--immutable'],
      {
        cwd: ROOT,
        env: { ...network, YARN_ENABLE_PROGRESS_BARS: '0' },
        onLine: line => {
          // Yarn's code for a lock file that --immutable would have to change
          if (line.includes('YN0028')) lockfileDiffers = true;
          const step = /(Resolution|Fetch|Link) step$/.exec(line);
          if (step) detail(`yarn: ${step[1]?.toLowerCase()} step`);
          if (line.includes("can't be found in the cache")) {
            fetched += 1;
            detail(`yarn: ${fetched} packages fetched`);
          }
        },
      },
    );
    if (code !== 0 && lockfileDiffers) {
      throw new LaunchError(
        `yarn.lock does not fit the package.json files (${logFile} has the difference). Bring it up to date and commit it: eval "$(node packages/launcher/env.mjs)" && yarn install`,
      );
    }
    if (code !== 0) throw await whyDownloadFailed('The dependencies', logFile);
  });
  detail('yarn install --immutable');
}
