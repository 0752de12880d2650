import { parseArgs } from 'node:util';
import { LaunchError } from './errors.mjs';

export const START_HELP = `Usage: npm start [-- options]

Brings up Michi with everything it needs: Node 24, Yarn, the dependencies,
PostgreSQL, a sandbox of GitHub and Argo CD, and the portal itself.

  --port N          the portal's port (default 7007)
  --fresh           start over: delete the database, the sandbox and the builds
  --dev             with hot reload of frontend and backend (also: npm run dev)
  --sandbox-port N  first of the sandbox's ports (default 8930)
  --state DIR       keep the state elsewhere than in .michi/
  --help            show this

Configuration: app-config.yaml, then app-config.local.yaml. Where it names a
real database, GitHub or Argo CD, that one is used and not the sandbox.`;

/**
 * @typedef {object} StartOptions
 * @property {boolean} help
 * @property {boolean} fresh
 * @property {boolean} dev
 * @property {number} port
 * @property {number | undefined} sandboxPort
 * @property {string | undefined} state
 * @property {number | undefined} sandboxPace
 */

/**
 * @param {string} name
 * @param {string | undefined} value
 * @returns {number | undefined}
 */
function portOf(name, value) {
  if (value === undefined) return undefined;
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new LaunchError(
      `--${name} takes a port number from 1 to 65535, not "${value}".`,
    );
  }
  return port;
}

/**
 * Parses strictly and turns the parser's complaints into one sentence.
 *
 * @template {import('node:util').ParseArgsConfig} T
 * @param {T} config
 * @param {string} command the way to ask for help
 */
export function parseStrictly(config, command) {
  try {
    return parseArgs(config);
  } catch (error) {
    const what = error instanceof Error ? error.message.split('. ')[0] : '';
    throw new LaunchError(`${what}. See ${command}.`, { cause: error });
  }
}

/**
 * @param {string[]} argv
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {StartOptions}
 */
export function parseStart(argv, env = {}) {
  const { values } = parseStrictly(
    {
      args: argv,
      strict: true,
      allowPositionals: false,
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        fresh: { type: 'boolean', default: false },
        dev: { type: 'boolean', default: false },
        port: { type: 'string' },
        'sandbox-port': { type: 'string' },
        'sandbox-pace': { type: 'string' },
        state: { type: 'string' },
      },
    },
    'npm start -- --help',
  );
  const pace = values['sandbox-pace'];
  if (pace !== undefined && !(Number(pace) > 0)) {
    throw new LaunchError(
      `--sandbox-pace takes a number above 0 (1 is the ordinary pace), not "${pace}".`,
    );
  }
  return {
    help: values.help === true,
    fresh: values.fresh === true,
    dev: values.dev === true,
    port: portOf('port', values.port) ?? 7007,
    sandboxPort: portOf('sandbox-port', values['sandbox-port']),
    sandboxPace: pace === undefined ? undefined : Number(pace),
    state: values.state ?? env.MICHI_STATE,
  };
}
