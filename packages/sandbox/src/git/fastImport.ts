import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Change } from '../world';
import type { GitRepository } from './GitRepository';

/** A commit that is still to be written. */
export interface NewCommit extends Change {
  date: Date;
}

/**
 * Writes commits to a branch in one process: a whole history or a single one.
 *
 * @param commits - oldest first
 * @param parent - what the first one follows; none for a new history
 * @returns their shas, in the same order
 */
export async function fastImport(
  repository: GitRepository,
  branch: string,
  commits: readonly NewCommit[],
  parent?: string,
): Promise<string[]> {
  const marks = path.join(repository.dir, `marks-${randomUUID()}`);
  const stream: (string | Buffer)[] = [];
  const data = (content: string) => {
    const bytes = Buffer.from(content);
    stream.push(`data ${bytes.length}\n`, bytes, '\n');
  };
  commits.forEach((commit, index) => {
    const seconds = Math.floor(commit.date.getTime() / 1000);
    const signature = `${commit.author.name} <${commit.author.email}> ${seconds} +0000`;
    stream.push(
      `commit refs/heads/${branch}\nmark :${index + 1}\n`,
      `author ${signature}\ncommitter ${signature}\n`,
    );
    data(`${commit.message}\n`);
    if (index === 0 && parent) stream.push(`from ${parent}\n`);
    for (const [file, content] of Object.entries(commit.files)) {
      if (content === null) {
        stream.push(`D ${quoted(file)}\n`);
      } else {
        stream.push(`M 100644 inline ${quoted(file)}\n`);
        data(content);
      }
    }
    stream.push('\n');
  });
  stream.push('done\n');
  try {
    await repository.run(
      ['fast-import', '--quiet', '--done', `--export-marks=${marks}`],
      {
        input: Buffer.concat(
          stream.map(part =>
            typeof part === 'string' ? Buffer.from(part) : part,
          ),
        ),
      },
    );
    const lines = (await readFile(marks, 'utf8')).split('\n').filter(Boolean);
    const shas: string[] = [];
    for (const line of lines) {
      const [mark = '', sha = ''] = line.split(' ');
      shas[Number(mark.slice(1)) - 1] = sha;
    }
    return shas;
  } finally {
    await rm(marks, { force: true });
  }
}

/** A path as fast-import reads it whatever it contains. */
function quoted(file: string): string {
  const escaped = file
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n');
  return `"${escaped}"`;
}
