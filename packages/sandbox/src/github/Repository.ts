import { NotFoundError } from '@backstage/errors';
import { GitRepository } from '../git/GitRepository';
import type { Push } from '../world';
import type { RepositoryState } from './state';
import { writeAtomically } from './stateFiles';

/** One repository: its Git objects, and what GitHub knows beside them. */
export class Repository {
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    readonly git: GitRepository,
    private readonly stateFile: string,
    private current: RepositoryState,
    private readonly announce: (push: Push) => void,
    private readonly now: () => string,
  ) {}

  get name(): string {
    return this.current.name;
  }

  get state(): Readonly<RepositoryState> {
    return this.current;
  }

  /** Changes the state; on disk before this returns. */
  update(change: Partial<RepositoryState>): void {
    this.current = { ...this.current, updatedAt: this.now(), ...change };
    writeAtomically(this.stateFile, this.current);
  }

  head(): Promise<string | undefined> {
    return this.git.resolve(`refs/heads/${this.state.defaultBranch}`);
  }

  /** The commit that a revision names. @throws NotFoundError */
  async require(revision: string): Promise<string> {
    const sha = await this.git.resolve(revision);
    if (!sha)
      throw new NotFoundError(`No commit found for the ref ${revision}`);
    return sha;
  }

  /** Runs one write at a time, and announces every branch that it moved. */
  change<T>(work: () => Promise<T>): Promise<T> {
    const run = async () => {
      const before = await this.git.branches();
      try {
        return await work();
      } finally {
        await this.compareBranches(before);
      }
    };
    const result = this.queue.then(run, run);
    // Whoever asked hears of a failure; the next in the queue only waits for its end.
    this.queue = result.catch(() => undefined);
    return result;
  }

  private async compareBranches(before: Map<string, string>): Promise<void> {
    const after = await this.git.branches();
    const moved = [...after].filter(([name, sha]) => before.get(name) !== sha);
    if (moved.length === 0) return;

    const [first] = moved;
    if (first && !after.has(this.state.defaultBranch)) {
      // As GitHub does it: the first pushed branch becomes the default one.
      await this.git.run(['symbolic-ref', 'HEAD', `refs/heads/${first[0]}`]);
      this.update({ defaultBranch: first[0] });
    }
    this.update({ pushedAt: this.now() });
    for (const [branch, sha] of moved) {
      this.announce({
        repository: this.name,
        branch,
        before: before.get(branch),
        after: sha,
      });
    }
  }
}
