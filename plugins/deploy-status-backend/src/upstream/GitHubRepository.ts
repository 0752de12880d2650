import { isUpstreamError, type Upstream } from '@michi/upstream-node';
import { z } from 'zod';

/*
 * GitHub's REST API, which GitHub Enterprise serves alike, as far as a
 * promotion needs it: read some files, write one commit, open one pull request.
 */

const CHANGE_DEADLINE_MS = 20_000;
/** A manifest is not larger; a larger file is something else. */
const LARGEST_FILE = 1024 * 1024;

const sha = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/);
const repositorySchema = z.object({ default_branch: z.string().min(1) });
const refSchema = z.object({ object: z.object({ type: z.string(), sha }) });
const entrySchema = z.object({
  path: z.string().min(1),
  mode: z.string(),
  type: z.string(),
  sha,
  size: z.number().optional(),
});
const treeSchema = z.object({
  sha,
  tree: z.array(entrySchema),
  // A manifest that is left out would be left as it is: no tree is better than half of one.
  truncated: z.literal(false).optional(),
});
const blobSchema = z.object({
  content: z.string(),
  encoding: z.literal('base64'),
});
const createdSchema = z.object({ sha });
const pullSchema = z.object({ html_url: z.url({ protocol: /^https?$/ }) });
const pullsSchema = z.array(pullSchema);

/** A file of a commit. */
export interface GitFile {
  /** From the repository's root. */
  path: string;
  /** The file's mode, which a change keeps. */
  mode: string;
  sha: string;
}

/** One repository of a Git host. */
export interface GitRepository {
  defaultBranch(): Promise<string>;
  /** The newest commit of a branch; undefined if there is no such branch. */
  head(branch: string): Promise<string | undefined>;
  /** Files at and below a path, of which there may be none. */
  files(commit: string, path: string): Promise<GitFile[]>;
  /** A file's text; undefined if it is not text in UTF-8. */
  text(file: GitFile): Promise<string | undefined>;
  /** Makes one commit on a parent the only one of a branch, which is made where it is missing. */
  commit(options: {
    branch: string;
    parent: string;
    message: string;
    files: ReadonlyArray<GitFile & { text: string }>;
  }): Promise<void>;
  /** The page of the open pull request of a branch. */
  openPullRequest(branch: string, base: string): Promise<string | undefined>;
  /** Returns the pull request's page. */
  createPullRequest(options: {
    branch: string;
    base: string;
    title: string;
    body: string;
  }): Promise<string>;
}

/** {@link GitRepository} on GitHub. */
export class GitHubRepository implements GitRepository {
  constructor(
    private readonly api: Upstream,
    private readonly owner: string,
    private readonly name: string,
  ) {}

  async defaultBranch(): Promise<string> {
    const { default_branch } = await this.api.request({
      path: this.#path(),
      schema: repositorySchema,
    });
    return default_branch;
  }

  async head(branch: string): Promise<string | undefined> {
    const ref = await this.#unlessMissing(() =>
      this.api.request({
        path: this.#path('git', 'ref', 'heads', ...branch.split('/')),
        schema: refSchema,
      }),
    );
    return ref?.object.sha;
  }

  async files(commit: string, path: string): Promise<GitFile[]> {
    const segments = path.split('/').filter(segment => segment !== '');
    let tree = commit;
    // Step by step, so that a large repository is never listed as a whole.
    for (const [index, segment] of segments.entries()) {
      const entry = (await this.#tree(tree)).find(one => one.path === segment);
      if (!entry) {
        return [];
      }
      if (entry.type === 'blob') {
        const isFile = index === segments.length - 1;
        return isFile ? [{ ...entry, path }] : [];
      }
      tree = entry.sha;
    }
    const below = await this.#tree(tree, true);
    return below
      .filter(
        ({ type, size }) => type === 'blob' && (size ?? 0) <= LARGEST_FILE,
      )
      .map(entry => ({
        path: [...segments, entry.path].join('/'),
        mode: entry.mode,
        sha: entry.sha,
      }));
  }

  async text(file: GitFile): Promise<string | undefined> {
    const { content } = await this.api.request({
      path: this.#path('git', 'blobs', file.sha),
      schema: blobSchema,
    });
    const bytes = Buffer.from(content, 'base64');
    const text = bytes.toString('utf8');
    return Buffer.from(text, 'utf8').equals(bytes) ? text : undefined;
  }

  async commit(options: {
    branch: string;
    parent: string;
    message: string;
    files: ReadonlyArray<GitFile & { text: string }>;
  }): Promise<void> {
    const { branch, parent, message, files } = options;
    const base = await this.api.request({
      path: this.#path('git', 'trees', parent),
      schema: z.object({ sha }),
    });
    const tree = await this.#post(
      ['git', 'trees'],
      {
        base_tree: base.sha,
        tree: files.map(({ path, mode, text }) => ({
          path,
          mode,
          type: 'blob',
          content: text,
        })),
      },
      createdSchema,
    );
    const commit = await this.#post(
      ['git', 'commits'],
      { message, tree: tree.sha, parents: [parent] },
      createdSchema,
    );
    // The branch comes last: nobody sees it before it is complete.
    if (await this.head(branch)) {
      await this.api.request({
        method: 'PATCH',
        path: this.#path('git', 'refs', 'heads', ...branch.split('/')),
        body: { sha: commit.sha, force: true },
        schema: z.unknown(),
        deadlineMs: CHANGE_DEADLINE_MS,
      });
    } else {
      await this.#post(
        ['git', 'refs'],
        { ref: `refs/heads/${branch}`, sha: commit.sha },
        z.unknown(),
      );
    }
  }

  async openPullRequest(
    branch: string,
    base: string,
  ): Promise<string | undefined> {
    const pulls = await this.api.request({
      path: this.#path('pulls'),
      query: { state: 'open', head: `${this.owner}:${branch}`, base },
      schema: pullsSchema,
    });
    return pulls[0]?.html_url;
  }

  async createPullRequest(options: {
    branch: string;
    base: string;
    title: string;
    body: string;
  }): Promise<string> {
    const { branch, base, title, body } = options;
    const pull = await this.#post(
      ['pulls'],
      { head: branch, base, title, body, maintainer_can_modify: true },
      pullSchema,
    );
    return pull.html_url;
  }

  async #tree(tree: string, recursive = false) {
    const found = await this.api.request({
      path: this.#path('git', 'trees', tree),
      // GitHub takes any value for yes.
      query: { recursive: recursive ? 1 : undefined },
      schema: treeSchema,
    });
    return found.tree;
  }

  #post<T>(path: string[], body: object, schema: z.ZodType<T>): Promise<T> {
    return this.api.request({
      method: 'POST',
      path: this.#path(...path),
      body,
      schema,
      deadlineMs: CHANGE_DEADLINE_MS,
    });
  }

  async #unlessMissing<T>(call: () => Promise<T>): Promise<T | undefined> {
    try {
      return await call();
    } catch (error) {
      if (isUpstreamError(error, 'not-found')) {
        return undefined;
      }
      throw error;
    }
  }

  #path(...rest: string[]): string[] {
    return ['repos', this.owner, this.name, ...rest];
  }
}
