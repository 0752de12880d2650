import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { codeOf } from './errors.mjs';

/**
 * @param {string} file
 * @returns {Record<string, unknown>}
 */
function readJson(file) {
  try {
    const value = JSON.parse(fs.readFileSync(file, 'utf8'));
    return typeof value === 'object' && value !== null ? value : {};
  } catch (error) {
    // Not there, or cut off in the middle: begin again.
    if (codeOf(error) === 'ENOENT' || error instanceof SyntaxError) return {};
    throw error;
  }
}

/**
 * Replaces a file in one step, readable by its owner only.
 *
 * @param {string} file
 * @param {string} text
 */
export function writePrivately(file, text) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.draft`;
  fs.writeFileSync(draft, text, { mode: 0o600 });
  fs.renameSync(draft, file);
}

/**
 * The secrets of this state, made once.
 *
 * @param {string} file
 * @returns {{postgresPassword: string, launcherToken: string, importToken: string}}
 */
export function secretsIn(file) {
  const known = readJson(file);
  /** @param {string} name */
  const secret = name => {
    const value = known[name];
    return typeof value === 'string'
      ? value
      : crypto.randomBytes(24).toString('base64url');
  };
  const secrets = {
    postgresPassword: secret('postgresPassword'),
    launcherToken: secret('launcherToken'),
    importToken: secret('importToken'),
  };
  if (Object.entries(secrets).some(([name, value]) => known[name] !== value)) {
    writePrivately(file, `${JSON.stringify(secrets, null, 2)}\n`);
  }
  return secrets;
}

/**
 * What is remembered from start to start: ports, and whether the portal has
 * the sandbox's deployments.
 *
 * @typedef {object} Memory
 * @property {number} [postgresPort]
 * @property {number} [sandboxPort]
 * @property {boolean} [historyImported]
 */

/**
 * @param {string} file
 * @returns {Memory}
 */
export function memoryIn(file) {
  const known = readJson(file);
  /** @param {unknown} value */
  const port = value => (typeof value === 'number' ? value : undefined);
  return {
    postgresPort: port(known.postgresPort),
    sandboxPort: port(known.sandboxPort),
    historyImported: known.historyImported === true ? true : undefined,
  };
}

/**
 * @param {string} file
 * @param {Memory} memory
 */
export function remember(file, memory) {
  writePrivately(file, `${JSON.stringify(memory, null, 2)}\n`);
}
