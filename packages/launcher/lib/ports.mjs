import fs from 'node:fs';
import net from 'node:net';
import { codeOf, LaunchError } from './errors.mjs';

/**
 * @param {number} port 0 lets the system choose
 * @returns {Promise<number | undefined>} the port, if it could be listened on
 */
function tryListen(port, host = '127.0.0.1') {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', error => {
      const code = codeOf(error);
      if (code === 'EADDRINUSE' || code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const bound = address && typeof address === 'object' ? address.port : 0;
      server.close(() => resolve(bound));
    });
  });
}

/**
 * Whether a server of ours could listen there. Another one on the wildcard
 * address counts as busy too: a browser could end up with either.
 *
 * @param {number} port
 */
export async function isFree(port) {
  return (
    (await tryListen(port)) !== undefined &&
    (await tryListen(port, '0.0.0.0')) !== undefined
  );
}

/** @returns {Promise<number>} a port that is free now */
export async function freePort() {
  const port = await tryListen(0);
  if (port === undefined) {
    throw new LaunchError(
      'No free port was found on 127.0.0.1. Stop some of the servers on this machine and run the command again.',
    );
  }
  return port;
}

/**
 * A port that was used before if it is still free, so that it stays the same
 * from start to start.
 *
 * @param {number | undefined} remembered
 */
export async function steadyPort(remembered) {
  return remembered !== undefined && (await isFree(remembered))
    ? remembered
    : freePort();
}

/**
 * Who listens on a port, as far as the system lets us see it.
 *
 * @param {number} port
 * @returns {{pid: number, name: string} | undefined}
 */
export function portHolder(port) {
  if (process.platform !== 'linux') return undefined;
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const inodes = new Set();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    if (!fs.existsSync(table)) continue;
    for (const row of fs.readFileSync(table, 'utf8').split('\n').slice(1)) {
      const cells = row.trim().split(/\s+/);
      // 0A is the state LISTEN
      if (cells[1]?.endsWith(`:${hex}`) && cells[3] === '0A') {
        inodes.add(`socket:[${cells[9]}]`);
      }
    }
  }
  if (inodes.size === 0) return undefined;
  for (const pid of fs
    .readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))) {
    try {
      for (const fd of fs.readdirSync(`/proc/${pid}/fd`)) {
        if (inodes.has(fs.readlinkSync(`/proc/${pid}/fd/${fd}`))) {
          const name = fs.readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
          return { pid: Number(pid), name };
        }
      }
    } catch (error) {
      // Processes end while we look, and those of other users are closed to us.
      if (!['ENOENT', 'EACCES', 'ESRCH', 'EPERM'].includes(codeOf(error) ?? ''))
        throw error;
    }
  }
  return undefined;
}

/**
 * @param {number} port
 * @param {string} purpose such as "the portal"
 * @param {string} advice what to do instead, a whole sentence
 */
export async function requireFree(port, purpose, advice) {
  if (await isFree(port)) return;
  const holder = portHolder(port);
  const by = holder ? ` by ${holder.name} (process ${holder.pid})` : '';
  throw new LaunchError(
    `Port ${port}, which is for ${purpose}, is in use${by}. ${advice}`,
  );
}
