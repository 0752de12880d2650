import type { GitCommit } from '../git/commitObject';
import type { Accounts, Person } from './Accounts';
import type { Hub } from './Hub';
import type { Repository } from './Repository';

/** The addresses that GitHub's answers carry. */
export class Links {
  constructor(private readonly hub: Hub) {}

  get web(): string {
    return this.hub.baseUrl;
  }

  get api(): string {
    return `${this.hub.baseUrl}/api/v3`;
  }

  repoWeb(repository: Repository): string {
    return `${this.web}/${this.hub.organisation}/${repository.name}`;
  }

  repoApi(repository: Repository): string {
    return `${this.api}/repos/${this.hub.organisation}/${repository.name}`;
  }
}

/** GitHub's `node_id`s are opaque; all that matters is that they are stable and different. */
export function nodeId(kind: string, id: number | string): string {
  return Buffer.from(`${kind}:${id}`).toString('base64url');
}

export function renderUser(links: Links, person: Person) {
  return {
    login: person.login,
    id: person.id,
    node_id: nodeId('User', person.id),
    avatar_url: '',
    gravatar_id: '',
    url: `${links.api}/users/${person.login}`,
    html_url: `${links.web}/${person.login}`,
    type: person.type,
    site_admin: false,
  };
}

export function renderRepository(
  hub: Hub,
  accounts: Accounts,
  repository: Repository,
) {
  const links = new Links(hub);
  const { state } = repository;
  const api = links.repoApi(repository);
  const web = links.repoWeb(repository);
  const organisation = accounts.organisation;
  return {
    id: state.id,
    node_id: nodeId('Repository', state.id),
    name: state.name,
    full_name: `${hub.organisation}/${state.name}`,
    private: state.visibility !== 'public',
    visibility: state.visibility,
    owner: renderUser(links, organisation),
    organization: renderUser(links, organisation),
    html_url: web,
    description: state.description,
    homepage: state.homepage,
    fork: false,
    archived: false,
    disabled: false,
    is_template: false,
    url: api,
    archive_url: `${api}/{archive_format}{/ref}`,
    branches_url: `${api}/branches{/branch}`,
    commits_url: `${api}/commits{/sha}`,
    contents_url: `${api}/contents/{+path}`,
    git_refs_url: `${api}/git/refs{/sha}`,
    pulls_url: `${api}/pulls{/number}`,
    trees_url: `${api}/git/trees{/sha}`,
    clone_url: hub.cloneUrl(state.name),
    git_url: hub.cloneUrl(state.name),
    ssh_url: hub.cloneUrl(state.name),
    default_branch: state.defaultBranch,
    created_at: state.createdAt,
    updated_at: state.updatedAt,
    pushed_at: state.pushedAt,
    // In kB on GitHub; clients only ask whether it is zero.
    size: state.pushedAt ? 64 : 0,
    topics: state.topics,
    language: 'Go',
    forks_count: 0,
    stargazers_count: 0,
    watchers_count: 0,
    open_issues_count: state.pulls.filter(pull => pull.state === 'open').length,
    ...state.settings,
    permissions: {
      admin: true,
      maintain: true,
      push: true,
      triage: true,
      pull: true,
    },
  };
}

export function renderGitCommit(repoApi: string, commit: GitCommit) {
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    url: `${repoApi}/git/commits/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    message: commit.message,
    tree: { sha: commit.tree, url: `${repoApi}/git/trees/${commit.tree}` },
    parents: commit.parents.map(sha => ({
      sha,
      url: `${repoApi}/git/commits/${sha}`,
    })),
    verification: {
      verified: false,
      reason: 'unsigned',
      signature: null,
      payload: null,
    },
  };
}

export function renderCommit(
  hub: Hub,
  accounts: Accounts,
  repository: Repository,
  commit: GitCommit,
) {
  const links = new Links(hub);
  const api = links.repoApi(repository);
  const {
    sha: _sha,
    node_id: _id,
    parents: _parents,
    ...inner
  } = renderGitCommit(api, commit);
  const account = (email: string) => {
    const person = accounts.byEmail(email);
    return person ? renderUser(links, person) : null;
  };
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    url: `${api}/commits/${commit.sha}`,
    html_url: `${links.repoWeb(repository)}/commit/${commit.sha}`,
    commit: { ...inner, comment_count: 0 },
    author: account(commit.author.email),
    committer: account(commit.committer.email),
    parents: commit.parents.map(sha => ({
      sha,
      url: `${api}/commits/${sha}`,
      html_url: `${links.repoWeb(repository)}/commit/${sha}`,
    })),
  };
}
