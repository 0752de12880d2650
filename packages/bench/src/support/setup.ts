import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mkdtemp } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';

/** The checkout: the folder of the root package.json. */
export const ROOT = resolvePackagePath('@michi/bench', '../..');

/** What a benchmark is given on its command line. */
export interface Setup {
  /** Configuration files, in the order in which they are read; paths are absolute. */
  configs: string[];
  /** How often each side is measured. */
  runs: number;
  /** A folder for logs and generated configuration; stays for whoever wants to look. */
  folder: string;
  /** The options that only this benchmark has, as they were given. */
  own: Record<string, unknown>;
}

/**
 * Reads `--config <file>` (one or several), `--runs <number>`, and the options
 * that only one benchmark has.
 *
 * @throws Error that says which argument is missing or wrong
 */
export async function readSetup(
  argv: string[],
  defaults: { runs: number },
  ownOptions: NonNullable<ParseArgsConfig['options']> = {},
): Promise<Setup> {
  const { values } = parseArgs({
    args: argv,
    options: {
      ...ownOptions,
      config: { type: 'string', multiple: true },
      runs: { type: 'string' },
    },
  });
  const { config, runs: givenRuns, ...own } = values;
  const configs = (config ?? []).map(file => path.resolve(ROOT, file));
  if (configs.length === 0) {
    throw new Error(
      'No --config given. Run `npm run bench -- start` or `npm run bench -- page`, which brings up the database and the sandbox and passes it.',
    );
  }
  const runs = Number(givenRuns ?? defaults.runs);
  if (!Number.isInteger(runs) || runs < 1) {
    throw new Error(`--runs takes a whole number above 0, not "${givenRuns}"`);
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'michi-bench-'));
  return { configs, runs, folder, own };
}

/** A TCP port on 127.0.0.1 that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, () => {
      const address = server.address();
      const port = address && typeof address === 'object' ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** Tells the person who waits; standard output is for the one JSON line. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
