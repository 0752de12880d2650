import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { promisify } from 'node:util';
import { LaunchError } from './errors.mjs';

const GIGABYTE = 1024 ** 3;
const run = promisify(execFile);

/** Room that a first start needs: dependencies, their cache, database, builds. */
export const FIRST_START_BYTES = 5 * GIGABYTE;
/** Room that any later start needs. */
export const LATER_START_BYTES = GIGABYTE / 2;

/** @param {number} bytes */
export function gigabytes(bytes) {
  return `${(bytes / GIGABYTE).toFixed(1)} GB`;
}

/**
 * @param {number} free bytes
 * @param {number} needed bytes
 * @param {string} folder
 * @returns {string | undefined}
 */
export function diskProblem(free, needed, folder) {
  if (free >= needed) return undefined;
  return `Michi needs about ${gigabytes(needed)} of free disk in ${folder} and there is ${gigabytes(free)}. Free some space or clone into a larger disk, then run the command again.`;
}

/**
 * @param {NodeJS.Platform} platform
 * @returns {string | undefined}
 */
export function platformProblem(platform) {
  if (platform === 'linux' || platform === 'darwin') return undefined;
  return `Michi starts on Linux and macOS and this is ${platform}. On Windows, run it inside WSL (https://learn.microsoft.com/windows/wsl).`;
}

export async function gitVersion() {
  try {
    const { stdout } = await run('git', ['--version']);
    return stdout.trim().replace(/^git version /, '');
  } catch (error) {
    throw new LaunchError(
      'Michi needs git, and no git was found on the PATH. Install it (Debian and Ubuntu: apt-get install git; macOS: xcode-select --install), then run the command again.',
      { cause: error },
    );
  }
}

/**
 * @param {{root: string, installed: boolean}} options
 *   `installed`: the dependencies are there already
 * @returns {Promise<string>} what was found, for the step's line
 */
export async function checkMachine({ root, installed }) {
  const platform = platformProblem(process.platform);
  if (platform) throw new LaunchError(platform);
  const git = await gitVersion();
  const stat = fs.statfsSync(root);
  const free = Number(stat.bavail) * Number(stat.bsize);
  const disk = diskProblem(
    free,
    installed ? LATER_START_BYTES : FIRST_START_BYTES,
    root,
  );
  if (disk) throw new LaunchError(disk);
  return `Node ${process.versions.node}, git ${git}, ${gigabytes(free)} free`;
}
