import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ROOT } from '../paths.mjs';
import { oneFailed, onePassed, oneSkipped } from './result.mjs';

const run = promisify(execFile);

/** @param {unknown} error */
const wordsOf = error => {
  const { stderr } = /** @type {{stderr?: string}} */ (error ?? {});
  return stderr?.trim().split('\n')[0] || `${error}`;
};

/**
 * Migrations whose text is not that of the commit which brought them, so far as
 * the history is here: in a shallow clone everything came with its last commit.
 *
 * @param {string} root
 * @returns {Promise<string[]>} what to say of each
 */
export async function editedMigrations(root) {
  /** @param {string[]} args */
  const git = async (...args) =>
    (await run('git', ['-C', root, ...args], { maxBuffer: 2 ** 26 })).stdout;

  const log = await git(
    ...['log', '--reverse', '--no-renames', '--diff-filter=A'],
    ...['--name-only', '--format=commit %h', '--', ':(glob)**/migrations/*'],
  );
  /** @type {Map<string, string>} */
  const firsts = new Map();
  let commit = '';
  for (const line of log.split('\n')) {
    if (line.startsWith('commit ')) commit = line.slice('commit '.length);
    else if (line && !firsts.has(line)) firsts.set(line, commit);
  }
  /** @type {string[]} */
  const edited = [];
  for (const [file, first] of firsts) {
    // Git compares, as the files of a checkout may have line ends of their own.
    if (await git('diff', '--name-only', first, '--', file)) {
      edited.push(`${file} is not as ${first} brought it`);
    }
  }
  return edited;
}

/**
 * A database that has run a migration never runs it again, whatever becomes of
 * its file.
 */
export async function migrations(root = ROOT) {
  try {
    const edited = await editedMigrations(root);
    return edited.length === 0
      ? onePassed()
      : oneFailed(
          `A migration that is committed stays as it is: databases have run it. Restore it, and add another one.\n\n${edited.join('\n')}`,
        );
  } catch (error) {
    return oneSkipped('migrations', `Git tells no history: ${wordsOf(error)}`);
  }
}
