import { ConflictError, NotFoundError } from '@backstage/errors';
import { EventEmitter } from 'node:events';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from '../clock';
import { isoSeconds, type GitCommit } from '../git/commitObject';
import { fastImport } from '../git/fastImport';
import { GitRepository } from '../git/GitRepository';
import type { Change, Commit, Push, Repositories } from '../world';
import { Repository } from './Repository';
import { readState, removeLeftovers, writeAtomically } from './stateFiles';
import { newRepositoryState, type RepositoryState } from './state';

/** Every repository of the organisation, kept in one folder. */
export class Hub implements Repositories {
  private readonly repositories = new Map<string, Repository>();
  private readonly creating = new Set<string>();
  private readonly pushes = new EventEmitter().setMaxListeners(0);
  private readonly now: () => string;
  /** Where people and git reach this host, such as `http://127.0.0.1:8930`. */
  baseUrl = '';

  private constructor(
    readonly organisation: string,
    private readonly dir: string,
    readonly clock: Clock,
  ) {
    this.now = () => isoSeconds(clock());
  }

  /** Reads what is in the folder; an empty or missing one is a new organisation. */
  static open(organisation: string, dir: string, clock: Clock): Hub {
    const hub = new Hub(organisation, dir, clock);
    mkdirSync(dir, { recursive: true });
    const files = readdirSync(dir);
    for (const file of files.filter(name => name.endsWith('.json'))) {
      const state = readState(path.join(dir, file));
      removeLeftovers(hub.gitDir(state.name));
      hub.add(state);
    }
    return hub;
  }

  /**
   * @param fill - puts the first content into the bare repository, before anyone can see it
   * @throws ConflictError when the name is taken
   */
  async create(
    name: string,
    given: Partial<RepositoryState> = {},
    fill: (git: GitRepository) => Promise<void> = async () => {},
  ): Promise<Repository> {
    const key = name.toLowerCase();
    if (this.repositories.has(key) || this.creating.has(key)) {
      throw new ConflictError(`${this.organisation}/${name} already exists.`);
    }
    this.creating.add(key);
    try {
      const state: RepositoryState = {
        ...newRepositoryState({ id: this.nextId(), name, now: this.now() }),
        ...given,
      };
      const gitDir = this.gitDir(name);
      // Only the state file makes a repository: this one is left over from a start that was killed.
      rmSync(gitDir, { recursive: true, force: true });
      const git = await GitRepository.init(gitDir, state.defaultBranch);
      await fill(git);
      git.close();
      writeAtomically(this.stateFile(name), state);
      return this.add(state);
    } finally {
      this.creating.delete(key);
    }
  }

  find(name: string): Repository | undefined {
    return this.repositories.get(name.toLowerCase());
  }

  /** @throws NotFoundError */
  require(name: string): Repository {
    const repository = this.find(name);
    if (!repository) {
      throw new NotFoundError(`${this.organisation}/${name} does not exist.`);
    }
    return repository;
  }

  all(): Repository[] {
    return [...this.repositories.values()].sort((a, b) =>
      a.name < b.name ? -1 : 1,
    );
  }

  remove(name: string): void {
    const repository = this.require(name);
    repository.git.close();
    this.repositories.delete(name.toLowerCase());
    rmSync(this.stateFile(repository.name));
    rmSync(this.gitDir(repository.name), { recursive: true });
  }

  async list(): Promise<string[]> {
    return this.all().map(repository => repository.name);
  }

  cloneUrl(repository: string): string {
    return `${this.baseUrl}/${this.organisation}/${repository}.git`;
  }

  async head(repository: string): Promise<string | undefined> {
    return this.find(repository)?.head();
  }

  async readFile(repository: string, file: string, revision: string) {
    const blob = await this.find(repository)?.git.blob(revision, file);
    return blob?.content.toString('utf8');
  }

  async listFiles(repository: string, folder: string, revision: string) {
    const prefix = folder.replace(/^\/+|\/+$/g, '');
    const tree = await this.find(repository)?.git.tree(
      prefix === '' ? revision : `${revision}:${prefix}`,
      { recursive: true },
    );
    return (tree?.entries ?? [])
      .filter(entry => entry.type === 'blob')
      .map(entry => path.posix.join(prefix, entry.path));
  }

  async commit(repository: string, sha: string): Promise<Commit | undefined> {
    const commit = await this.find(repository)?.git.commit(sha);
    return commit && toCommit(commit);
  }

  async log(repository: string, options: { path?: string; limit: number }) {
    const found = this.find(repository);
    const head = await found?.head();
    if (!found || !head) return [];
    return (await found.git.log(head, options)).map(toCommit);
  }

  async write(repository: string, change: Change): Promise<string> {
    const target = this.require(repository);
    const { git } = target;
    return target.change(async () => {
      const branch = target.state.defaultBranch;
      const before = await git.resolve(`refs/heads/${branch}`);
      const commit = { ...change, date: this.clock() };
      const [after] = await fastImport(git, branch, [commit], before);
      if (!after) throw new ConflictError(`${repository} took no commit.`);
      return after;
    });
  }

  onPush(listener: (push: Push) => void): () => void {
    this.pushes.on('push', listener);
    return () => this.pushes.off('push', listener);
  }

  close(): void {
    for (const repository of this.repositories.values()) repository.git.close();
  }

  private add(state: RepositoryState): Repository {
    const repository = new Repository(
      new GitRepository(this.gitDir(state.name)),
      this.stateFile(state.name),
      state,
      push => this.pushes.emit('push', push),
      this.now,
    );
    this.repositories.set(state.name.toLowerCase(), repository);
    return repository;
  }

  private nextId(): number {
    const ids = this.all().map(repository => repository.state.id);
    return Math.max(810_000_000, ...ids) + 1 + this.creating.size;
  }

  /** The folder that git's http-backend serves. */
  gitDir(name: string): string {
    return path.join(this.dir, `${name}.git`);
  }

  private stateFile(name: string): string {
    return path.join(this.dir, `${name}.json`);
  }
}

function toCommit(commit: GitCommit): Commit {
  return {
    sha: commit.sha,
    author: { name: commit.author.name, email: commit.author.email },
    date: commit.committer.date,
    message: commit.message,
  };
}
