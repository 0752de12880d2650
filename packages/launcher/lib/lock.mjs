import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from './errors.mjs';
import { identityOf, markedProcesses, signalTo } from './identity.mjs';

/**
 * @typedef {object} ChildRecord
 * @property {string} name
 * @property {number} pid
 * @property {string} identity see `identityOf`
 * @property {NodeJS.Signals} stopSignal
 * @property {boolean} group whether the signal goes to its process group
 * @property {number} patienceMs how long it may take to stop
 *
 * @typedef {object} LockRecord
 * @property {number} pid
 * @property {string} identity
 * @property {string} [url]
 * @property {ChildRecord[]} children
 */

/**
 * @param {string} file
 * @returns {LockRecord | undefined} nothing where there is no usable record
 */
function read(file) {
  let text;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const record = JSON.parse(text);
    return typeof record?.pid === 'number' ? record : undefined;
  } catch (error) {
    // Half a file, from a machine that lost power: as good as none.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Whether the process that wrote a record still lives.
 *
 * @param {{pid: number, identity: string}} record
 */
export function isAlive(record) {
  const identity = identityOf(record.pid);
  return identity !== undefined && identity === record.identity;
}

/** A lock file that is ours until `release`, or until the process exits. */
export class Lock {
  /** @param {string} file @param {LockRecord} record */
  constructor(file, record) {
    this.file = file;
    this.record = record;
  }

  /** Makes the file with its content in one step, or answers false if it exists. */
  create() {
    const draft = this.#draft();
    try {
      fs.linkSync(draft, this.file);
      this.held = true;
      process.once('exit', () => this.release());
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    } finally {
      fs.rmSync(draft, { force: true });
    }
  }

  /** @param {Partial<LockRecord>} change */
  update(change) {
    Object.assign(this.record, change);
    if (this.held) fs.renameSync(this.#draft(), this.file);
  }

  release() {
    if (!this.held) return;
    this.held = false;
    fs.rmSync(this.file, { force: true });
  }

  #draft() {
    const draft = `${this.file}.${process.pid}.draft`;
    fs.writeFileSync(draft, JSON.stringify(this.record, null, 2), {
      mode: 0o600,
    });
    return draft;
  }
}

/**
 * Takes the lock at once or tells who holds it.
 *
 * @param {string} file
 * @param {Partial<LockRecord>} [details]
 * @returns {{holder: LockRecord} | {lock: Lock, left: LockRecord | undefined}}
 *   `left` is the record of a holder that died without giving it back
 */
export function takeLock(file, details = {}) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  /** @type {LockRecord | undefined} */
  let left;
  for (;;) {
    const lock = new Lock(file, {
      pid: process.pid,
      identity: identityOf(process.pid) ?? '',
      children: [],
      ...details,
    });
    if (lock.create()) return { lock, left };
    const holder = read(file);
    if (holder && isAlive(holder)) return { holder };
    left = holder ?? left;
    // Moving it aside succeeds for one of several that try.
    const aside = `${file}.${process.pid}.stale`;
    try {
      fs.renameSync(file, aside);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') continue;
      throw error;
    }
    // Another may have been quicker, and what we moved is its fresh lock.
    const moved = read(aside);
    if (moved && isAlive(moved)) {
      fs.renameSync(aside, file);
      return { holder: moved };
    }
    fs.rmSync(aside, { force: true });
  }
}

/**
 * Waits for the lock while somebody else holds it.
 *
 * @param {string} file
 * @param {(holder: LockRecord) => void} onWait
 * @param {AbortSignal} [signal]
 */
export async function waitForLock(file, onWait, signal) {
  for (;;) {
    const taken = takeLock(file);
    if ('lock' in taken) return taken.lock;
    onWait(taken.holder);
    await sleep(300, undefined, { signal });
  }
}

/**
 * Ends what a launcher that was killed left running.
 *
 * @param {LockRecord | undefined} left
 * @param {string} state
 * @returns {Promise<number>} how many processes were ended
 */
export async function endLeftovers(left, state) {
  const known = (left?.children ?? []).filter(isAlive);
  const began = Date.now();
  for (const child of known) {
    signalTo(child.group ? -child.pid : child.pid, child.stopSignal);
  }
  while (known.some(isAlive)) {
    for (const child of known.filter(isAlive)) {
      if (Date.now() - began > (child.patienceMs ?? 3000)) {
        signalTo(child.group ? -child.pid : child.pid, 'SIGKILL');
      }
    }
    await sleep(50);
  }
  // Whatever those had started themselves, and what was never written down.
  const strays = markedProcesses(state);
  for (const pid of strays) signalTo(pid, 'SIGTERM');
  const until = Date.now() + 3000;
  while (Date.now() < until && strays.some(identityOf)) await sleep(50);
  for (const pid of markedProcesses(state)) signalTo(pid, 'SIGKILL');
  return known.length + strays.length;
}
