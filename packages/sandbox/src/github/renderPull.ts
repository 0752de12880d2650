import type { GitHubContext } from './context';
import { nodeId, renderRepository, renderUser } from './render';
import type { Repository } from './Repository';
import type { PullState } from './state';

/** An open pull request follows its branch. */
export async function atHead(
  repository: Repository,
  pull: PullState,
): Promise<PullState> {
  if (pull.state !== 'open') return pull;
  const sha = await repository.git.resolve(`refs/heads/${pull.head.ref}`);
  return sha ? { ...pull, head: { ...pull.head, sha } } : pull;
}

/** A pull request as the API answers it. */
export function renderPull(
  { hub, accounts, links }: GitHubContext,
  repository: Repository,
  pull: PullState,
) {
  const api = `${links.repoApi(repository)}/pulls/${pull.number}`;
  const users = (logins: string[]) =>
    logins.flatMap(login => {
      const person = accounts.byLogin(login);
      return person ? [renderUser(links, person)] : [];
    });
  const side = ({ ref, sha }: PullState['head']) => ({
    label: `${hub.organisation}:${ref}`,
    ref,
    sha,
    user: renderUser(links, accounts.organisation),
    repo: renderRepository(hub, accounts, repository),
  });
  return {
    id: repository.state.id * 1000 + pull.number,
    node_id: nodeId('PullRequest', `${repository.state.id}/${pull.number}`),
    url: api,
    html_url: `${links.repoWeb(repository)}/pull/${pull.number}`,
    issue_url: `${links.repoApi(repository)}/issues/${pull.number}`,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    body: pull.body,
    draft: pull.draft,
    user: users([pull.author])[0] ?? null,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    merged_at: pull.mergedAt,
    merged: pull.mergedAt !== null,
    mergeable: pull.state === 'open' ? true : null,
    merge_commit_sha: pull.mergeCommitSha,
    labels: pull.labels.map(name => ({
      name,
      id: 0,
      color: 'ededed',
      description: null,
      default: false,
    })),
    assignees: users(pull.assignees),
    requested_reviewers: users(pull.reviewers),
    requested_teams: accounts.teams.filter(team =>
      pull.teamReviewers.includes(team.slug),
    ),
    head: side(pull.head),
    base: side(pull.base),
  };
}
