import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { LaunchError } from './errors.mjs';
import { ROOT } from './paths.mjs';

/**
 * The files a person writes, in the order in which later ones win.
 *
 * @returns {string[]}
 */
export function configFiles() {
  return ['app-config.yaml', 'app-config.local.yaml']
    .map(name => path.join(ROOT, name))
    .filter(file => fs.existsSync(file));
}

/**
 * Reads them the way the backend will.
 *
 * @param {import('./tools.mjs').Tools} tools
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<unknown>}
 */
export function readConfig(tools, env) {
  return new Promise((resolve, reject) => {
    execFile(
      tools.node,
      [
        path.join(ROOT, 'packages/launcher/lib/readConfig.cjs'),
        ...configFiles(),
      ],
      { cwd: ROOT, env, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (error) {
          reject(
            new LaunchError(
              `The configuration cannot be read; correct ${configFiles().join(' or ')}: ${stderr.trim()}`,
              { cause: error },
            ),
          );
        } else {
          resolve(JSON.parse(stdout));
        }
      },
    );
  });
}

/**
 * @param {unknown} config
 * @param {string} key such as `backend.database.connection`
 * @returns {unknown}
 */
export function at(config, key) {
  return key.split('.').reduce(
    /** @param {unknown} value @param {string} name */
    (value, name) =>
      typeof value === 'object' && value !== null
        ? Reflect.get(value, name)
        : undefined,
    config,
  );
}

/**
 * @param {unknown} config
 * @param {string} key
 * @returns {unknown[]} empty where there is no list
 */
export function listAt(config, key) {
  const value = at(config, key);
  return Array.isArray(value) ? value : [];
}

/**
 * Whether anything is said at all: a connection whose every part comes from
 * environment variables that are not set is no connection.
 *
 * @param {unknown} value
 * @returns {boolean}
 */
export function saysSomething(value) {
  if (value === undefined || value === null || value === '') return false;
  if (typeof value === 'object')
    return Object.values(value).some(saysSomething);
  return true;
}
