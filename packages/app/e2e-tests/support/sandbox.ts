import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { environment } from './environment';

/**
 * Paths of the bare repositories that the sandbox's GitHub has on disk.
 *
 * @param state - the portal's state folder, if not that of the portal under test
 */
export function repositoriesOnDisk(
  state = environment().MICHI_STATE,
): Map<string, string> {
  const found = new Map<string, string>();
  const look = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (!entry.isDirectory()) continue;
      const full = path.join(folder, entry.name);
      if (entry.name.endsWith('.git')) {
        found.set(entry.name.slice(0, -'.git'.length), full);
      } else {
        look(full);
      }
    }
  };
  look(path.join(state, 'sandbox'));
  return found;
}

/** Runs a command to its end and answers what it printed; throws with its output if it fails. */
export function run(command: string, args: string[], cwd?: string): string {
  return execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, GIT_TERMINAL_PROMPT: '0' },
  });
}

/** Whether a program is on the PATH. */
export function has(program: string): boolean {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .some(folder => existsSync(path.join(folder, program)));
}

/** The path of one of the real checkers that tools/checkers.mjs pins and builds. */
export function checker(name: string): string {
  const module = path.resolve(__dirname, '../../../../tools/checkers.mjs');
  const script = `
    import path from 'node:path';
    import { ensureChecker, executable } from ${JSON.stringify(pathToFileURL(module))};
    const name = ${JSON.stringify(name)};
    process.stdout.write(path.join(await ensureChecker(name), executable(name)));
  `;
  return run(process.execPath, ['--input-type=module', '--eval', script]);
}
