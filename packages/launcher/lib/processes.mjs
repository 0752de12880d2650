import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LaunchError, StoppedError } from './errors.mjs';
import { lastLines, passLines } from './logs.mjs';
import { identityOf, MARKER, signalTo } from './identity.mjs';

/**
 * @typedef {object} SpawnOptions
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} [env] added to the environment of all children
 * @property {number} [uid]
 * @property {number} [gid]
 * @property {NodeJS.Signals} [stopSignal] default SIGTERM
 * @property {boolean} [group] signal the whole process group, default true
 * @property {number} [patienceMs] how long it may take to stop, default 3 s:
 *   a backend waits for its open connections, which browsers never close
 * @property {(line: string) => void} [onLine] each line that it prints
 *
 * @typedef {object} Running
 * @property {string} name
 * @property {number} pid
 * @property {string} logFile
 * @property {Promise<{code: number | null, signal: NodeJS.Signals | null}>} ended
 * @property {boolean} stopping whether its end is expected
 */

/**
 * Everything the launcher has running. Each process has its own group, so that
 * Ctrl-C in the terminal reaches the launcher alone and it can stop the others
 * in order, and is written into the lock file, so that the next start can end
 * it should the launcher be killed.
 */
export class Processes {
  /** @type {(Running & {stopSignal: NodeJS.Signals, group: boolean, patienceMs: number})[]} */
  #running = [];
  #stopped = false;

  /**
   * @param {object} options
   * @param {string} options.logs folder of the log files
   * @param {string} options.state the state folder that marks the processes
   * @param {NodeJS.ProcessEnv} options.env
   * @param {{update(change: {children: import('./lock.mjs').ChildRecord[]}): void}} [options.lock]
   */
  constructor({ logs, state, env, lock }) {
    this.logs = logs;
    this.lock = lock;
    this.state = state;
    /** @type {NodeJS.ProcessEnv} */
    this.env = { ...env, [MARKER]: state, NO_COLOR: '1' };
    // Logs are files; and together the two make Node warn.
    delete this.env.FORCE_COLOR;
    fs.mkdirSync(logs, { recursive: true });
  }

  /**
   * Starts a process that stays. Its output goes to `<name>.log`.
   *
   * @param {string} name
   * @param {string} command
   * @param {string[]} args
   * @param {SpawnOptions} options
   * @returns {Running}
   */
  start(name, command, args, options) {
    if (this.#stopped) throw new StoppedError();
    const logFile = path.join(this.logs, `${name}.log`);
    if (fs.existsSync(logFile)) fs.renameSync(logFile, `${logFile}.1`);
    const log = fs.openSync(logFile, 'w');
    const {
      onLine,
      stopSignal = 'SIGTERM',
      group = true,
      patienceMs = 3000,
    } = options;
    const output = onLine ? 'pipe' : log;
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...this.env, ...options.env },
      uid: options.uid,
      gid: options.gid,
      detached: true,
      stdio: ['ignore', output, output],
    });
    if (onLine) {
      for (const stream of [child.stdout, child.stderr]) {
        if (stream) passLines(stream, log, onLine);
      }
    }
    /** @type {Running['ended']} */
    const ended = new Promise((resolve, reject) => {
      child.once('error', error =>
        reject(
          new LaunchError(
            `Could not start ${name} (${command}): ${error.message}.`,
            { cause: error },
          ),
        ),
      );
      // Where we read along, the last lines come after the exit.
      child.once(onLine ? 'close' : 'exit', (code, signal) =>
        resolve({ code, signal }),
      );
    });
    // A failure to start is met by whoever waits; nobody may be waiting yet.
    ended.catch(() => {});
    const running = {
      name,
      pid: child.pid ?? 0,
      logFile,
      ended,
      stopping: false,
      stopSignal,
      group,
      patienceMs,
    };
    if (child.pid !== undefined) this.#running.push(running);
    this.#record();
    // Whoever waits for the end hears of a failure; here it is only put on record.
    ended
      .finally(() => {
        fs.closeSync(log);
        this.#running = this.#running.filter(other => other !== running);
        this.#record();
      })
      .catch(() => {});
    return running;
  }

  /**
   * Runs a command to its end.
   *
   * @param {string} name
   * @param {string} command
   * @param {string[]} args
   * @param {SpawnOptions} options
   * @returns {Promise<{code: number | null, logFile: string}>}
   */
  async run(name, command, args, options) {
    const running = this.start(name, command, args, options);
    running.stopping = true;
    const { code } = await running.ended;
    if (this.#stopped) throw new StoppedError();
    return { code, logFile: running.logFile };
  }

  /**
   * Rejects as soon as one of the running processes ends by itself, with what
   * it said last.
   *
   * @param {Running[]} watched
   * @returns {Promise<never>}
   */
  async firstDeath(watched) {
    const { running, code, signal } = await Promise.race(
      watched.map(async each => ({ running: each, ...(await each.ended) })),
    );
    if (running.stopping || this.#stopped) throw new StoppedError();
    const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
    throw new LaunchError(
      `${running.name} ${how}. The last lines of ${running.logFile}:\n\n${lastLines(running.logFile)}\n`,
    );
  }

  /**
   * Stops one process: politely, and once it has taken too long, not.
   *
   * @param {string} name
   */
  async stop(name) {
    const running = this.#running.find(other => other.name === name);
    if (!running) return;
    running.stopping = true;
    const target = running.group ? -running.pid : running.pid;
    signalTo(target, running.stopSignal);
    const gone = await Promise.race([
      running.ended.then(() => true),
      sleep(running.patienceMs, false, { ref: false }),
    ]);
    if (!gone) {
      signalTo(-running.pid, 'SIGKILL');
      await running.ended;
    } else if (running.group) {
      // What it started itself and left behind.
      signalTo(-running.pid, 'SIGKILL');
    }
  }

  /** Stops everything, the database after those who use it. */
  async stopAll() {
    this.#stopped = true;
    const [users, databases] = [true, false].map(group =>
      this.#running.filter(running => running.group === group),
    );
    for (const together of [users ?? [], databases ?? []]) {
      await Promise.all(together.map(({ name }) => this.stop(name)));
    }
  }

  /** For the second Ctrl-C. */
  killAll() {
    for (const running of this.#running) signalTo(-running.pid, 'SIGKILL');
  }

  names() {
    return this.#running.map(running => running.name);
  }

  #record() {
    this.lock?.update({
      children: this.#running.map(running => ({
        name: running.name,
        pid: running.pid,
        stopSignal: running.stopSignal,
        group: running.group,
        patienceMs: running.patienceMs,
        identity: identityOf(running.pid) ?? '',
      })),
    });
  }
}
