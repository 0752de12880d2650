import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout: the folder of the root package.json. */
export const ROOT = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../../..',
);

/** What every command of this checkout shares: tools and the preparation's lock. */
export const SHARED = path.join(ROOT, '.michi');

/**
 * Where the state of one portal lives. Tests use a folder of their own beside
 * the user's.
 *
 * @param {string} [chosen] from `--state` or MICHI_STATE
 */
export function statePaths(chosen) {
  const state = chosen ? path.resolve(chosen) : SHARED;
  return {
    state,
    lock: path.join(state, 'lock.json'),
    memory: path.join(state, 'state.json'),
    secrets: path.join(state, 'secrets.json'),
    generatedConfig: path.join(state, 'app-config.generated.yaml'),
    logs: path.join(state, 'logs'),
    postgres: path.join(state, 'postgres'),
    sandbox: path.join(state, 'sandbox'),
    lastStart: path.join(state, 'last-start.json'),
  };
}

/** @typedef {ReturnType<typeof statePaths>} StatePaths */
