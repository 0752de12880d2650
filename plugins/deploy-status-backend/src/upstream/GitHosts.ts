import type { ScmIntegrations } from '@backstage/integration';
import { repositoryPage } from '../domain/commitUrl';
import type { GitHubClients } from './GitHubClients';
import { GitHubRepository, type GitRepository } from './GitHubRepository';

/** A repository that can be written, or why it cannot. */
export type FoundRepository =
  { repository: GitRepository } | { problem: string };

/** The Git hosts on which the portal may open pull requests. */
export interface GitHosts {
  repository(repoUrl: string): FoundRepository;
}

/** {@link GitHosts} among Backstage's `integrations`. */
export class IntegratedGitHosts implements GitHosts {
  constructor(
    private readonly integrations: ScmIntegrations,
    private readonly clients: GitHubClients,
  ) {}

  repository(repoUrl: string): FoundRepository {
    const page = repositoryPage(repoUrl);
    const integration = page && this.integrations.byUrl(page);
    if (!page || !integration) {
      return {
        problem:
          'The portal does not know the Git host of this Application. Configure it under integrations.',
      };
    }
    const { title, type } = integration;
    const access = this.clients.find(page);
    if (!access) {
      return {
        problem: `The portal opens pull requests on GitHub; this Application’s manifests are on ${title} (${type}). Change the image there by hand.`,
      };
    }
    const config = this.integrations.github.byUrl(page)?.config;
    if (!config?.token && !config?.apps?.length) {
      return {
        problem: `The portal has no credentials for ${title}. Configure a token or an app under integrations.github.`,
      };
    }
    const { api, owner, name } = access;
    return { repository: new GitHubRepository(api, owner, name) };
  }
}
