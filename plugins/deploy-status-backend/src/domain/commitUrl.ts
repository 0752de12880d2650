import type { SourceRevision } from './observed';

/** Kinds of Git hosts, as Backstage's integrations name them, and the path of a commit. */
const PATHS: ReadonlyMap<string, (id: string) => string> = new Map([
  ['github', id => `commit/${id}`],
  ['gitlab', id => `-/commit/${id}`],
  ['gitea', id => `commit/${id}`],
  ['bitbucketCloud', id => `commits/${id}`],
  ['azure', id => `commit/${id}`],
]);

/** `git@host:team/repo.git` and its relatives as the address of a page. */
export function repositoryPage(repoUrl: string): string | undefined {
  const scp = /^[\w.-]+@([\w.-]+):(?!\/\/)(.+)$/.exec(repoUrl);
  const candidate = scp ? `https://${scp[1]}/${scp[2]}` : repoUrl;
  if (!URL.canParse(candidate)) {
    return undefined;
  }
  const url = new URL(candidate);
  if (url.protocol === 'ssh:') {
    return repositoryPage(`https://${url.hostname}${url.pathname}`);
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return undefined;
  }
  // Built from its parts: a repository URL may carry credentials.
  const path = url.pathname.replace(/\/+$/, '').replace(/\.git$/, '');
  return `${url.protocol}//${url.host}${path}`;
}

/**
 * The page of a commit on its Git host, where `hostType` knows the host.
 */
export function commitUrl(
  revision: SourceRevision,
  hostType: (page: string) => string | undefined,
): string | undefined {
  if (!revision.repoUrl || revision.chart || !isCommit(revision.id)) {
    return undefined;
  }
  const page = repositoryPage(revision.repoUrl);
  const type = page && hostType(page);
  const path = type ? PATHS.get(type) : undefined;
  return path && `${page}/${path(revision.id)}`;
}

/** Hosts whose page of a comparison is told from a commit's by one word, and takes both commits in one text. */
const COMPARES: readonly string[] = ['github', 'gitlab', 'gitea'];

/** The page with what one commit has and an earlier one has not, where `hostType` knows the host. */
export function comparisonUrl(
  earlier: SourceRevision,
  later: SourceRevision,
  hostType: (page: string) => string | undefined,
): string | undefined {
  const page = earlier.repoUrl && repositoryPage(earlier.repoUrl);
  const type = page ? hostType(page) : undefined;
  if (
    !page ||
    !type ||
    !COMPARES.includes(type) ||
    !later.repoUrl ||
    repositoryPage(later.repoUrl) !== page ||
    [earlier, later].some(({ chart, id }) => chart || !isCommit(id))
  ) {
    return undefined;
  }
  const path = type === 'gitlab' ? '-/compare' : 'compare';
  return `${page}/${path}/${earlier.id}...${later.id}`;
}

/** Whether a revision is a full commit SHA; branches and versions are not. */
export function isCommit(id: string): boolean {
  return /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(id);
}
