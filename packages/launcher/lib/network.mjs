import { execFile } from 'node:child_process';
import { LaunchError } from './errors.mjs';
import { npmCommand } from './npm.mjs';
import { lastLines } from './logs.mjs';

/** Codes with which npm says that it never reached the registry. */
const UNREACHABLE = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ERR_SOCKET_TIMEOUT',
  'FETCH_ERROR',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * Asks the registry for a sign of life.
 *
 * @returns {Promise<string | undefined>} the code of the failure to reach it
 */
export function registryProblem() {
  const npm = npmCommand();
  return new Promise(resolve => {
    execFile(
      npm.command,
      [
        ...npm.args,
        'ping',
        '--json',
        '--fetch-retries=0',
        '--fetch-timeout=8000',
      ],
      { timeout: 20_000 },
      (error, stdout) => {
        if (!error) return resolve(undefined);
        const code = pingCode(stdout);
        // A registry that answers with an error, or knows no ping, is reachable.
        return resolve(code && UNREACHABLE.has(code) ? code : undefined);
      },
    );
  });
}

/** @param {string} stdout */
function pingCode(stdout) {
  try {
    const code = JSON.parse(stdout)?.error?.code;
    return typeof code === 'string' ? code : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * @param {string} what
 * @param {string} logFile
 * @returns {Promise<LaunchError>}
 */
export async function whyDownloadFailed(what, logFile) {
  const unreachable = await registryProblem();
  if (unreachable) {
    return new LaunchError(
      `${what} could not be fetched because the npm registry cannot be reached (${unreachable}). Connect to the network, or set npm's "registry" and "proxy" to ones you can reach, then run the command again.`,
    );
  }
  return new LaunchError(
    `${what} could not be installed. The last lines of ${logFile}:\n\n${lastLines(logFile)}\n`,
  );
}
