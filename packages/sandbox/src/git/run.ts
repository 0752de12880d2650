import { CustomErrorBase } from '@backstage/errors';
import { spawn } from 'node:child_process';
import { devNull } from 'node:os';

/** A git command that ended with a failure; `stderr` is git's own explanation. */
export class GitError extends CustomErrorBase {
  override name = 'GitError' as const;

  constructor(
    readonly args: readonly string[],
    readonly exitCode: number | null,
    readonly stderr: string,
    cause?: unknown,
  ) {
    super(
      `git ${args[0] ?? ''} ended with ${exitCode ?? 'no exit code'}: ${stderr.trim() || 'no explanation'}`,
      cause,
    );
  }
}

/**
 * The environment of every git process: no GIT_* variable of the caller (a
 * hook's GIT_DIR would redirect all writes), no personal or system settings.
 */
export function gitEnvironment(
  extra: Record<string, string> = {},
): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('GIT_'),
  );
  return {
    ...Object.fromEntries(inherited),
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_NOSYSTEM: '1',
    // A path is a path: no wildcards and no ":(magic)".
    GIT_LITERAL_PATHSPECS: '1',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
    TZ: 'UTC',
    ...extra,
  };
}

/** How a git command is run. */
export interface GitOptions {
  input?: string | Uint8Array;
  env?: Record<string, string>;
}

/**
 * Runs git and answers what it printed.
 *
 * @throws GitError when git is missing or ends with a failure
 */
export function git(
  args: readonly string[],
  options: GitOptions = {},
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, {
      env: gitEnvironment(options.env),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.once('error', error =>
      reject(
        new GitError(
          args,
          null,
          'git could not be started; is it installed and on the PATH?',
          error,
        ),
      ),
    );
    child.once('close', code => {
      if (code === 0) resolve(Buffer.concat(out));
      else reject(new GitError(args, code, Buffer.concat(err).toString()));
    });
    // A command that fails early closes its input: its exit code says why.
    child.stdin.once('error', () => child.stdin.destroy());
    child.stdin.end(options.input);
  });
}
