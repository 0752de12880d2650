import fs from 'node:fs';
import { LaunchError, StoppedError } from './errors.mjs';
import { identityOf, npmAbove } from './identity.mjs';
import { endLeftovers, takeLock } from './lock.mjs';
import { createOutput } from './output.mjs';
import { statePaths } from './paths.mjs';
import { Processes } from './processes.mjs';

/**
 * One run of a command with a state folder of its own: holds its lock, has
 * ended what a killed predecessor left, and stops everything it started on the
 * way out, however that comes about.
 *
 * @typedef {object} Session
 * @property {import('./output.mjs').Output} output
 * @property {Processes} processes
 * @property {import('./paths.mjs').StatePaths} paths
 * @property {import('./lock.mjs').Lock} lock
 * @property {Promise<never>} interrupted rejects when the user stops us
 */

/**
 * @template T
 * @param {object} options
 * @param {string | undefined} options.state
 * @param {(holder: import('./lock.mjs').LockRecord) => string} options.taken
 *   what to say when another holds the state
 * @param {NodeJS.WriteStream} [options.stream] where to print, default stdout
 * @param {(session: Session) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withSession({ state, taken, stream }, work) {
  const output = createOutput(stream);
  const paths = statePaths(state);
  fs.mkdirSync(paths.state, { recursive: true });
  const result = takeLock(paths.lock);
  if ('holder' in result) throw new LaunchError(taken(result.holder));
  const { lock, left } = result;
  const ended = await endLeftovers(left, paths.state);
  if (ended > 0) {
    output.line(
      `  Ended ${ended} process${ended === 1 ? '' : 'es'} that an earlier run had left.`,
    );
  }
  const processes = new Processes({
    logs: paths.logs,
    state: paths.state,
    env: process.env,
    lock,
  });
  const interrupted = interruption(processes, output);
  try {
    return await Promise.race([
      work({ output, processes, paths, lock, interrupted }),
      interrupted,
    ]);
  } finally {
    output.hush();
    await processes.stopAll();
    lock.release();
  }
}

/**
 * @param {Processes} processes
 * @param {import('./output.mjs').Output} output
 * @returns {Promise<never>}
 */
function interruption(processes, output) {
  return new Promise((_, reject) => {
    let asked = false;
    const stop = () => {
      if (asked) {
        output.line('  Killing what is left.');
        processes.killAll();
        return;
      }
      asked = true;
      output.hush();
      const names = processes.names();
      output.line(names.length > 0 ? `\n  Stopping ${names.join(', ')}.` : '');
      reject(new StoppedError());
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, stop);
    }
    // An npm that is killed cannot pass the signal on; without it nobody would
    // be left to stop us.
    const npm = npmAbove();
    if (npm) {
      setInterval(() => {
        if (identityOf(npm.pid) !== npm.identity && !asked) stop();
      }, 1000).unref();
    }
  });
}
