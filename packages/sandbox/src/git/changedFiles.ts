import type { GitRepository } from './GitRepository';

/** One file of a comparison, as GitHub lists it. */
export interface ChangedFile {
  filename: string;
  status: 'added' | 'removed' | 'modified';
  /** Of the new content; of the old one where the file was removed. */
  sha: string;
  additions: number;
  deletions: number;
  /** The hunks; absent for a binary file. */
  patch?: string;
}

/** What git compares an initial commit with. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
const STATUS = { A: 'added', D: 'removed' } as const;

/** The files that differ between two commits, by path. */
export async function changedFiles(
  git: GitRepository,
  before: string | undefined,
  after: string,
): Promise<ChangedFile[]> {
  const diff = async (...options: string[]) => {
    const range = [before ?? EMPTY_TREE, after];
    const args = ['diff', '--no-renames', '--no-color', ...options, ...range];
    return (await git.run(args)).toString();
  };
  const raw = await diff('--raw', '--abbrev=40', '-z');
  const numbers = (await diff('--numstat', '-z')).split('\0').filter(Boolean);
  const patches = (await diff()).split(/^(?=diff --git )/m);
  // Pairs of `:modes shas status` and a path.
  const parts = raw.split('\0').filter(Boolean);
  return numbers.map((line, index) => {
    const [, , oldSha = '', newSha = '', letter = ''] = (
      parts[index * 2] ?? ''
    ).split(' ');
    const filename = parts[index * 2 + 1] ?? '';
    const [added, deleted] = line.split('\t').map(Number);
    const status =
      letter === 'A' || letter === 'D' ? STATUS[letter] : 'modified';
    const hunks = /^@@ [\s\S]*/m.exec(patches[index] ?? '')?.[0];
    return {
      filename,
      status,
      sha: status === 'removed' ? oldSha : newSha,
      // A dash, and so not a number, for a binary file.
      additions: added || 0,
      deletions: deleted || 0,
      ...(hunks !== undefined && { patch: hunks.replace(/\n$/, '') }),
    };
  });
}
