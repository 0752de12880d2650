import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { codeOf } from './errors.mjs';

/**
 * Environment variable that every process started by the launcher carries,
 * with the state folder it was started for. By it leftovers are found even
 * where the launcher died before it could write them down.
 */
export const MARKER = 'MICHI_LAUNCHED_FOR';

/** @param {string} file */
function readIfThere(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(codeOf(error) ?? ''))
      return undefined;
    throw error;
  }
}

/**
 * @param {number | string} pid
 * @returns {{state: string, parent: number, started: string} | undefined}
 */
function procStat(pid) {
  const stat = readIfThere(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // The name, in brackets, may itself contain spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    state: fields[0] ?? '',
    parent: Number(fields[1]),
    started: fields[19] ?? '',
  };
}

/**
 * Tells a process from any later one with the same number: process numbers are
 * used again, start times are not.
 *
 * @param {number} pid
 * @returns {string | undefined} nothing where no such process lives
 */
export function identityOf(pid) {
  if (process.platform === 'linux') {
    const stat = procStat(pid);
    if (!stat || stat.state === 'Z' || stat.state === 'X') return undefined;
    const boot = readIfThere('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
    return `${boot.slice(0, 8)}-${stat.started}`;
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch (error) {
    // ps answers 1 where there is no such process.
    if (error instanceof Error && 'status' in error && error.status === 1)
      return undefined;
    throw error;
  }
}

/**
 * Processes that a launcher started for this state folder, whoever their
 * parent is now. Empty where the system does not show environments.
 *
 * @param {string} state
 * @returns {number[]}
 */
export function markedProcesses(state) {
  if (process.platform !== 'linux') return [];
  const ours = new Set();
  for (let pid = process.pid; pid > 1; pid = procStat(pid)?.parent ?? 0) {
    ours.add(pid);
  }
  const marker = `${MARKER}=${state}`;
  return fs
    .readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && !ours.has(Number(name)))
    .filter(name =>
      readIfThere(`/proc/${name}/environ`)?.split('\0').includes(marker),
    )
    .map(Number)
    .filter(pid => identityOf(pid) !== undefined);
}

/**
 * The npm that runs us: our parent, or the parent of the shell in between.
 *
 * @returns {{pid: number, identity: string | undefined} | undefined} nothing
 *   where no npm does, or the system does not show it
 */
export function npmAbove() {
  if (!process.env.npm_lifecycle_event || process.platform !== 'linux')
    return undefined;
  const shell = /^(ba|da|z)?sh$/.test(
    readIfThere(`/proc/${process.ppid}/comm`)?.trim() ?? '',
  );
  const pid = shell ? procStat(process.ppid)?.parent : process.ppid;
  return pid === undefined ? undefined : { pid, identity: identityOf(pid) };
}

/**
 * Sends a signal; a process or group that is gone already is fine.
 *
 * @param {number} pid negative for a process group
 * @param {NodeJS.Signals} signal
 */
export function signalTo(pid, signal) {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
    throw error;
  }
}
