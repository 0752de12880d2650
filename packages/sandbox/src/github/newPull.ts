import type { PullState } from './state';

/** A pull request as it is at its opening. */
export function newPull(
  given: Pick<
    PullState,
    'number' | 'title' | 'body' | 'author' | 'head' | 'base'
  > & { draft?: boolean; now: string },
): PullState {
  const { now, ...pull } = given;
  return {
    draft: false,
    ...pull,
    state: 'open',
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    mergedAt: null,
    mergeCommitSha: null,
    labels: [],
    assignees: [],
    reviewers: [],
    teamReviewers: [],
  };
}
