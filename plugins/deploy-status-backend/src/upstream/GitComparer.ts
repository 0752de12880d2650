import type { Revision } from '@michi/plugin-deploy-status-common';
import type { Upstream } from '@michi/upstream-node';
import { z } from 'zod';
import { storable } from '../domain/storable';
import type { GitHubClients } from './GitHubClients';

/** How two commits of a repository relate. It never changes. */
export interface Comparison {
  /** Whether `head` has commits that `base` lacks, the other way round, or both. */
  state: 'same' | 'ahead' | 'behind' | 'diverged';
  /** How many commits `head` has that `base` lacks. */
  commits: number;
  /** The newest first, at most 50. */
  newest: Revision[];
  /** The page that compares both. */
  url: string;
}

/** Compares commits on a Git host. */
export interface GitComparer {
  /**
   * Undefined for a repository on a host that cannot be asked.
   *
   * @throws UpstreamError when it could be asked and did not say.
   */
  compare(
    page: string,
    base: string,
    head: string,
  ): Promise<Comparison | undefined>;
  close(): Promise<void>;
}

const MOST_COMMITS = 50;
const STATES = {
  identical: 'same',
  ahead: 'ahead',
  behind: 'behind',
  diverged: 'diverged',
} as const;

const link = z.url({ protocol: /^https?$/ });
const time = z.iso.datetime({ offset: true });
const commitSchema = z.object({
  sha: z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/),
  html_url: link.optional().catch(undefined),
  commit: z.object({
    message: z.string(),
    author: z.object({ name: z.string().optional() }).nullish(),
    committer: z.object({ date: time.optional().catch(undefined) }).nullish(),
  }),
});
const comparisonSchema = z.object({
  status: z.enum(['identical', 'ahead', 'behind', 'diverged']),
  ahead_by: z.int().nonnegative(),
  html_url: link,
  /** The oldest first. */
  commits: z.array(commitSchema),
});
type WireComparison = z.output<typeof comparisonSchema>;

/** {@link GitComparer} over the REST API of GitHub and GitHub Enterprise. */
export class GitHubComparer implements GitComparer {
  constructor(private readonly clients: GitHubClients) {}

  async compare(
    page: string,
    base: string,
    head: string,
  ): Promise<Comparison | undefined> {
    const access = this.clients.find(page);
    if (!access) {
      return undefined;
    }
    const { api, owner, name } = access;
    const path = ['repos', owner, name, 'compare', `${base}...${head}`];
    const first = await request(api, path, 1);
    const commits = await newest(first, number => request(api, path, number));
    return {
      state: STATES[first.status],
      commits: first.ahead_by,
      newest: commits.map(toRevision),
      url: first.html_url,
    };
  }

  async close(): Promise<void> {
    await this.clients.close();
  }
}

function request(
  api: Upstream,
  path: readonly string[],
  page: number,
): Promise<WireComparison> {
  return api.request({
    path,
    query: { page, per_page: MOST_COMMITS },
    schema: comparisonSchema,
  });
}

/** GitHub tells the oldest commits first, so the newest are on the last two pages. */
async function newest(
  first: WireComparison,
  read: (page: number) => Promise<WireComparison>,
): Promise<WireComparison['commits']> {
  const last = Math.ceil(first.ahead_by / MOST_COMMITS);
  if (last <= 1) {
    return first.commits.toReversed();
  }
  const [before, end] = await Promise.all([
    last === 2 ? first : read(last - 1),
    read(last),
  ]);
  return [...before.commits, ...end.commits].slice(-MOST_COMMITS).toReversed();
}

function toRevision({ sha, html_url, commit }: WireComparison['commits'][0]) {
  const author = commit.author?.name;
  const date = commit.committer?.date;
  return {
    id: sha,
    ...(author && { author: storable(author) }),
    message: storable(commit.message.split('\n')[0]?.trim() ?? ''),
    ...(date && { committedAt: date }),
    ...(html_url && { url: html_url }),
  };
}
