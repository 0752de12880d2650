import { execFileSync, spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { LaunchError } from './errors.mjs';

/**
 * @typedef {object} PostgresHome
 * @property {string} data PostgreSQL's data folder
 * @property {string} bin folder of its programs
 * @property {{uid: number, gid: number} | undefined} user whom to run as;
 *   nothing where we are not root
 */

/** @param {string} flag */
function idOf(flag) {
  const { status, stdout } = spawnSync('id', [flag, 'postgres'], {
    encoding: 'utf8',
  });
  return status === 0 ? Number(stdout) : undefined;
}

/** PostgreSQL refuses to run as root: the user to run it as instead. */
function postgresUser() {
  if (idOf('-u') === undefined) {
    try {
      execFileSync('useradd', ['--system', '--user-group', 'postgres'], {
        stdio: 'pipe',
      });
    } catch (error) {
      throw new LaunchError(
        'PostgreSQL does not run as root, there is no user "postgres" and none could be created. Run Michi as an ordinary user, or create one with: useradd --system --user-group postgres',
        { cause: error },
      );
    }
  }
  const uid = idOf('-u');
  const gid = idOf('-g');
  if (uid === undefined || gid === undefined) {
    throw new LaunchError(
      'PostgreSQL does not run as root, and the user "postgres" could not be looked up. Run Michi as an ordinary user.',
    );
  }
  return { uid, gid };
}

/**
 * Whether a user can go into a folder, with every folder above it.
 *
 * @param {string} folder one that exists
 * @param {{uid: number, gid: number}} user
 */
export function canReach(folder, user) {
  const { status } = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], {
    uid: user.uid,
    gid: user.gid,
    cwd: '/',
    stdio: 'ignore',
  });
  return status === 0;
}

/**
 * Where a checkout that `postgres` cannot reach (below /root, say) keeps its
 * database: outside, in a folder of its own.
 *
 * @param {string} postgresState
 */
export function outsideFolder(postgresState) {
  const key = crypto
    .createHash('sha256')
    .update(postgresState)
    .digest('hex')
    .slice(0, 12);
  return path.join('/var/lib/michi', key);
}

/**
 * @param {string} postgresState the folder in the state where the database
 *   belongs
 * @param {string} nativeBin folder of the programs in node_modules
 * @returns {PostgresHome}
 */
export function postgresHome(postgresState, nativeBin) {
  fs.mkdirSync(postgresState, { recursive: true });
  if (process.getuid?.() !== 0) {
    return {
      data: path.join(postgresState, 'data'),
      bin: nativeBin,
      user: undefined,
    };
  }
  const user = postgresUser();
  const outside = outsideFolder(postgresState);
  const own = letIn(postgresState, user) ? postgresState : outside;
  if (own === outside) makeOutside(outside);
  const data = path.join(own, 'data');
  fs.mkdirSync(data, { recursive: true, mode: 0o700 });
  fs.chownSync(data, user.uid, user.gid);
  const bin = canReach(nativeBin, user)
    ? nativeBin
    : copyPrograms(nativeBin, outside, user);
  return { data, bin, user };
}

/**
 * Makes our own folders passable for `postgres`, and no others: neither may it
 * list them, nor read the secrets beside its own.
 *
 * @param {string} postgresState
 * @param {{uid: number, gid: number}} user
 */
function letIn(postgresState, user) {
  for (const folder of [postgresState, path.dirname(postgresState)]) {
    if (canReach(postgresState, user)) return true;
    const { uid, mode } = fs.statSync(folder);
    if (uid !== 0) return false;
    fs.chownSync(folder, 0, user.gid);
    fs.chmodSync(folder, mode | 0o010);
  }
  return canReach(postgresState, user);
}

/**
 * Whatever the umask is, others may go through.
 *
 * @param {string} outside
 */
function makeOutside(outside) {
  for (const folder of [path.dirname(outside), outside]) {
    fs.mkdirSync(folder, { recursive: true });
    fs.chmodSync(folder, 0o755);
  }
}

/**
 * @param {string} nativeBin
 * @param {string} outside
 * @param {{uid: number, gid: number}} user
 */
function copyPrograms(nativeBin, outside, user) {
  const native = path.dirname(nativeBin);
  const { version } = JSON.parse(
    fs.readFileSync(path.join(native, '..', 'package.json'), 'utf8'),
  );
  const copy = path.join(outside, `programs-${version}`);
  if (!fs.existsSync(copy)) {
    const draft = `${copy}.draft`;
    fs.rmSync(draft, { recursive: true, force: true });
    makeOutside(outside);
    fs.cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    for (const name of [
      '',
      ...fs.readdirSync(draft, { recursive: true, encoding: 'utf8' }),
    ]) {
      fs.lchownSync(path.join(draft, name), user.uid, user.gid);
    }
    fs.renameSync(draft, copy);
  }
  return path.join(copy, 'bin');
}

/** @param {string} postgresState */
export function forgetPostgres(postgresState) {
  fs.rmSync(postgresState, { recursive: true, force: true });
  if (process.getuid?.() === 0) {
    fs.rmSync(outsideFolder(postgresState), { recursive: true, force: true });
  }
}
