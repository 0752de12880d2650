import type { DifferenceProblem } from '@michi/plugin-deploy-status-common';
import { isCommit, repositoryPage } from './commitUrl';
import type { SourceRevision } from './observed';

/** What is deployed in one environment of an entity. */
export interface DeployedEnvironment {
  environment: string;
  /** Of all its Applications there. */
  revisions: readonly SourceRevision[];
}

/** What there is to compare between two neighbouring environments. */
export type Step = {
  /** The environment nearer to production. */
  behind: string;
  /** The one that a change reaches earlier. */
  ahead: string;
} & (
  | { kind: 'same' }
  | { kind: 'unknown'; problemKind: DifferenceProblem; problem: string }
  /** The repository's page, and a commit of each environment: `base` is behind. */
  | { kind: 'compare'; page: string; base: string; head: string }
);

/**
 * The steps that a change takes to production, from environments in the order
 * in which it passes them. Pure.
 */
export function stepsOf(environments: readonly DeployedEnvironment[]): Step[] {
  return environments.slice(1).flatMap((later, index) => {
    const earlier = environments[index];
    return earlier
      ? [
          {
            behind: later.environment,
            ahead: earlier.environment,
            ...difference(earlier, later),
          },
        ]
      : [];
  });
}

type Kind<T = Step> = T extends Step ? Omit<T, 'behind' | 'ahead'> : never;

function difference(
  earlier: DeployedEnvironment,
  later: DeployedEnvironment,
): Kind {
  const unknown = (problemKind: DifferenceProblem, problem: string): Kind => ({
    kind: 'unknown',
    problemKind,
    problem,
  });
  for (const { environment, revisions } of [earlier, later]) {
    if (revisions.length === 0) {
      return unknown(
        'not-deployed',
        `Nothing has been deployed to ${environment} yet.`,
      );
    }
  }
  if (fingerprint(earlier) === fingerprint(later)) {
    return { kind: 'same' };
  }
  const heads = commitsByPage(earlier);
  const bases = commitsByPage(later);
  for (const [{ environment }, commits] of [
    [earlier, heads],
    [later, bases],
  ] as const) {
    if (commits.size === 0) {
      return unknown(
        'no-commits',
        `What runs in ${environment} comes from a chart or an artifact, which has no commits to compare.`,
      );
    }
  }
  const shared = [...heads.keys()].filter(page => bases.has(page));
  if (shared.length === 0) {
    return unknown(
      'other-repositories',
      `${earlier.environment} and ${later.environment} are deployed from different repositories.`,
    );
  }
  const compared: Array<Kind & { kind: 'compare' }> = [];
  for (const page of shared) {
    const [head, ...moreHeads] = heads.get(page) ?? [];
    const [base, ...moreBases] = bases.get(page) ?? [];
    if (moreHeads.length > 0 || moreBases.length > 0) {
      const { environment } = moreHeads.length > 0 ? earlier : later;
      return unknown(
        'several-revisions',
        `More than one revision runs in ${environment} at the moment.`,
      );
    }
    if (head && base && head !== base) {
      compared.push({ kind: 'compare', page, base, head });
    }
  }
  const [only, ...others] = compared;
  return others.length > 0
    ? unknown(
        'several-repositories',
        'They are deployed from several repositories, and more than one of them differs.',
      )
    : (only ?? { kind: 'same' });
}

function fingerprint({ revisions }: DeployedEnvironment): string {
  return [
    ...new Set(revisions.map(({ id, repoUrl = '' }) => `${repoUrl}@${id}`)),
  ]
    .sort()
    .join(' ');
}

/** Commits by the page of their repository; charts and artifacts have none. */
function commitsByPage({
  revisions,
}: DeployedEnvironment): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { id, repoUrl, chart } of revisions) {
    const page = repoUrl && repositoryPage(repoUrl);
    if (page && !chart && isCommit(id)) {
      found.set(page, (found.get(page) ?? new Set()).add(id));
    }
  }
  return found;
}
