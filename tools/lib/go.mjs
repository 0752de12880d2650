import { spawn } from 'node:child_process';

/** Something that this machine lacks; the message says what and why it matters. */
export class Unavailable extends Error {
  name = 'Unavailable';
}

/**
 * Runs a program and collects what it prints.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, input?: string}} [options]
 * @returns {Promise<{code: number | null, stdout: string, stderr: string}>}
 *   also when the program fails; it rejects with Unavailable only if there is
 *   no such program.
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', text => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', text => (stderr += text));
    child.on('error', error =>
      reject(
        /** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT'
          ? new Unavailable(`${command} is not installed`)
          : error,
      ),
    );
    child.on('close', code => resolve({ code, stdout, stderr }));
    // A program that does not read its input closes it early.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
  });
}

/**
 * Runs the go command in a module's folder.
 *
 * @param {string} folder
 * @param {string[]} args
 * @returns {Promise<string>} what it printed
 */
export async function go(folder, args) {
  const { code, stdout, stderr } = await run('go', args, {
    cwd: folder,
    env: { CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false', GOWORK: 'off' },
  });
  if (code !== 0) {
    const tail = stderr.trim().split('\n').slice(-5).join('\n');
    throw new Unavailable(`go ${args.join(' ')} failed in ${folder}:\n${tail}`);
  }
  return stdout;
}

/**
 * Where the module proxy's copy of a module lies; downloads it if need be.
 *
 * @param {string} module `path@version`
 * @returns {Promise<string>} folder
 */
export async function moduleFolder(module) {
  const answer = JSON.parse(
    await go(process.cwd(), ['mod', 'download', '-json', module]),
  );
  return answer.Dir;
}
