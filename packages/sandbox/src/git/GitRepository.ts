import { ConflictError, InputError } from '@backstage/errors';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { parseCommit, type GitCommit } from './commitObject';
import { ObjectReader } from './ObjectReader';
import { git, GitError, type GitOptions } from './run';

/** One line of a tree. `size` is in bytes and only blobs have one. */
export interface TreeEntry {
  path: string;
  mode: string;
  type: string;
  sha: string;
  size?: number;
}

/** A change to a tree: a blob in place, or `sha: null` to take the path away. */
export interface TreeChange {
  path: string;
  mode: string;
  sha: string | null;
}

/** Who made a commit, and when. */
export interface Signature {
  name: string;
  email: string;
  date: Date;
}

const SHA = /^[0-9a-f]{40}$/;

function isTreePath(filePath: string): boolean {
  return filePath
    .split('/')
    .every(
      part =>
        !['', '.', '..'].includes(part) &&
        part.toLowerCase() !== '.git' &&
        !part.includes('\0'),
    );
}

/** A bare repository on disk, through the git command line. */
export class GitRepository {
  private readonly objects: ObjectReader;

  constructor(readonly dir: string) {
    this.objects = new ObjectReader(dir);
  }

  static async init(dir: string, branch: string): Promise<GitRepository> {
    await git([
      'init',
      '--quiet',
      '--bare',
      '--template=',
      `--initial-branch=${branch}`,
      dir,
    ]);
    return new GitRepository(dir);
  }

  run(args: readonly string[], options?: GitOptions): Promise<Buffer> {
    return git(['--git-dir', this.dir, ...args], options);
  }

  /** The commit that a branch, tag or sha names. */
  async resolve(revision: string): Promise<string | undefined> {
    if (revision.startsWith('-')) return undefined;
    const branch = await this.objects.read(`refs/heads/${revision}^{commit}`);
    return (branch ?? (await this.objects.read(`${revision}^{commit}`)))?.sha;
  }

  async blob(
    revision: string,
    filePath: string,
  ): Promise<{ sha: string; content: Buffer } | undefined> {
    const object = await this.objects.read(`${revision}:${filePath}`);
    return object?.type === 'blob' ? object : undefined;
  }

  async object(
    sha: string,
  ): Promise<{ type: string; content: Buffer } | undefined> {
    return SHA.test(sha) ? this.objects.read(sha) : undefined;
  }

  async commit(sha: string): Promise<GitCommit | undefined> {
    const object = await this.objects.read(`${sha}^{commit}`);
    return object && parseCommit(object.sha, object.content);
  }

  /** What lies directly in a folder (or, `recursive`, anywhere below); undefined where there is no such folder. */
  async tree(
    treeish: string,
    options: { recursive: boolean },
  ): Promise<{ sha: string; entries: TreeEntry[] } | undefined> {
    const tree = await this.objects.read(
      treeish.includes(':') ? treeish : `${treeish}^{tree}`,
    );
    if (tree?.type !== 'tree') return undefined;
    const args = ['ls-tree', '-z', '--long'];
    if (options.recursive) args.push('-r', '-t');
    const out = (await this.run([...args, tree.sha])).toString();
    const entries = out
      .split('\0')
      .filter(line => line !== '')
      .map(line => {
        const tab = line.indexOf('\t');
        const [mode = '', type = '', sha = '', size = '-'] = line
          .slice(0, tab)
          .split(/ +/);
        return {
          path: line.slice(tab + 1),
          mode,
          type,
          sha,
          ...(size === '-' ? {} : { size: Number(size) }),
        };
      });
    return { sha: tree.sha, entries };
  }

  /** Newest first. */
  async log(
    revision: string,
    options: { path?: string; limit: number; skip?: number },
  ): Promise<GitCommit[]> {
    const out = await this.run([
      'rev-list',
      `--max-count=${options.limit}`,
      `--skip=${options.skip ?? 0}`,
      '--end-of-options',
      revision,
      ...(options.path ? ['--', options.path] : []),
    ]);
    const shas = out.toString().split('\n').filter(Boolean);
    const commits = await Promise.all(shas.map(sha => this.commit(sha)));
    return commits.flatMap(commit => commit ?? []);
  }

  /** Paths that differ between two commits; all paths where there is no `before`. */
  async changedPaths(before: string | undefined, after: string) {
    const out = before
      ? await this.run(['diff-tree', '-r', '-z', '--name-only', before, after])
      : await this.run(['ls-tree', '-r', '-z', '--name-only', after]);
    return out.toString().split('\0').filter(Boolean);
  }

  /** Branch name to sha. */
  async branches(): Promise<Map<string, string>> {
    const out = await this.run([
      'for-each-ref',
      '--format=%(objectname) %(refname:lstrip=2)',
      'refs/heads',
    ]);
    const lines = out.toString().split('\n').filter(Boolean);
    return new Map(lines.map(line => [line.slice(41), line.slice(0, 40)]));
  }

  async writeBlob(content: Uint8Array): Promise<string> {
    const out = await this.run(['hash-object', '-w', '--stdin'], {
      input: content,
    });
    return out.toString().trim();
  }

  /** @throws InputError for a path, mode or object that git cannot keep */
  async writeTree(
    baseTree: string | undefined,
    changes: readonly TreeChange[],
  ): Promise<string> {
    // git itself leaves such a path out without a word.
    const malformed = changes.find(change => !isTreePath(change.path));
    if (malformed) {
      throw new InputError(`A tree cannot have the path ${malformed.path}.`);
    }
    const index = path.join(this.dir, `index-${randomUUID()}`);
    const env = { GIT_INDEX_FILE: index };
    try {
      await this.run(
        baseTree ? ['read-tree', baseTree] : ['read-tree', '--empty'],
        { env },
      );
      const lines = changes.map(change =>
        change.sha === null
          ? `0 ${'0'.repeat(40)}\t${change.path}\0`
          : `${change.mode} ${change.sha}\t${change.path}\0`,
      );
      await this.run(['update-index', '-z', '--index-info'], {
        env,
        input: lines.join(''),
      });
      return (await this.run(['write-tree'], { env })).toString().trim();
    } catch (error) {
      if (error instanceof GitError) {
        throw new InputError(
          'git refused the tree: check its paths, modes and objects.',
          error,
        );
      }
      throw error;
    } finally {
      await rm(index, { force: true });
    }
  }

  /** Whether git takes this as a branch's name. */
  async isBranchName(name: string): Promise<boolean> {
    try {
      await this.run(['check-ref-format', `refs/heads/${name}`]);
      return true;
    } catch (error) {
      if (error instanceof GitError && error.exitCode === 1) return false;
      throw error;
    }
  }

  async writeCommit(commit: {
    tree: string;
    parents: readonly string[];
    message: string;
    author: Signature;
    committer: Signature;
  }): Promise<string> {
    const seconds = (date: Date) =>
      `${Math.floor(date.getTime() / 1000)} +0000`;
    const out = await this.run(
      [
        'commit-tree',
        commit.tree,
        ...commit.parents.flatMap(parent => ['-p', parent]),
      ],
      {
        input: commit.message,
        env: {
          GIT_AUTHOR_NAME: commit.author.name,
          GIT_AUTHOR_EMAIL: commit.author.email,
          GIT_AUTHOR_DATE: seconds(commit.author.date),
          GIT_COMMITTER_NAME: commit.committer.name,
          GIT_COMMITTER_EMAIL: commit.committer.email,
          GIT_COMMITTER_DATE: seconds(commit.committer.date),
        },
      },
    );
    return out.toString().trim();
  }

  /**
   * Moves a branch.
   *
   * @param before - what the branch must point at; undefined where it must not exist
   * @throws ConflictError when it points elsewhere
   */
  async moveBranch(branch: string, after: string, before: string | undefined) {
    try {
      await this.run([
        'update-ref',
        `refs/heads/${branch}`,
        after,
        before ?? '0'.repeat(40),
      ]);
    } catch (error) {
      throw new ConflictError(
        `The branch ${branch} moved meanwhile; read it again.`,
        error,
      );
    }
  }

  close(): void {
    this.objects.close();
  }
}
