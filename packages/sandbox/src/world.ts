/** One commit as `git log` knows it. */
export interface Commit {
  sha: string;
  author: { name: string; email: string };
  /** ISO 8601. */
  date: string;
  message: string;
}

/** A branch that moved, whoever moved it: `git push`, the REST API or the sandbox's own automation. */
export interface Push {
  repository: string;
  branch: string;
  /** Absent for a new branch. */
  before?: string;
  after: string;
}

/** What a commit by the sandbox itself (Flux's automation, a simulated person) contains. */
export interface Change {
  author: { name: string; email: string };
  message: string;
  /** Path to new content; `null` deletes the file. */
  files: Record<string, string | null>;
}

/**
 * The Git host as the other systems of the sandbox see it: Argo CD reads
 * manifests from it, Flux's automation commits image tags to it.
 */
export interface Repositories {
  /** The organisation that owns every repository. */
  readonly organisation: string;
  /** Names of all repositories, sorted. */
  list(): Promise<string[]>;
  /** The URL that `git clone` takes, on the host that the portal is configured with. */
  cloneUrl(repository: string): string;
  /** The head of the default branch; undefined while the repository is empty or missing. */
  head(repository: string): Promise<string | undefined>;
  /** A file's text at a revision; undefined where there is none. */
  readFile(
    repository: string,
    path: string,
    revision: string,
  ): Promise<string | undefined>;
  /** Paths of all files below a folder at a revision. */
  listFiles(
    repository: string,
    folder: string,
    revision: string,
  ): Promise<string[]>;
  commit(repository: string, sha: string): Promise<Commit | undefined>;
  /** Newest first; with `path`, only the commits that touch it. */
  log(
    repository: string,
    options: { path?: string; limit: number },
  ): Promise<Commit[]>;
  /** Commits to the default branch and answers the new head. Announced to `onPush` like any push. */
  write(repository: string, change: Change): Promise<string>;
  /** Calls the listener after each move of a branch; answers the way to stop. */
  onPush(listener: (push: Push) => void): () => void;
}
