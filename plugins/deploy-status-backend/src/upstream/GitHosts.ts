import type { LoggerService } from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import {
  DefaultGithubCredentialsProvider,
  type GithubCredentialsProvider,
  type ScmIntegrations,
} from '@backstage/integration';
import { createUpstream, type Upstream } from '@michi/upstream-node';
import { repositoryPage } from '../domain/commitUrl';
import { GitHubRepository, type GitRepository } from './GitHubRepository';

/** A repository that can be written, or why it cannot. */
export type FoundRepository =
  { repository: GitRepository } | { problem: string };

/** The Git hosts that Backstage's integrations know. */
export interface GitHosts {
  repository(repoUrl: string): Promise<FoundRepository>;
  close(): Promise<void>;
}

/** {@link GitHosts} with Backstage's `integrations` and their credentials. */
export class IntegratedGitHosts implements GitHosts {
  /** By repository owner: a GitHub App has a token for each. */
  readonly #clients = new Map<string, Upstream>();
  readonly #credentials: GithubCredentialsProvider;

  constructor(
    private readonly integrations: ScmIntegrations,
    private readonly options: {
      logger: LoggerService;
      metrics?: MetricsService;
    },
  ) {
    this.#credentials =
      DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  }

  async repository(repoUrl: string): Promise<FoundRepository> {
    const page = repositoryPage(repoUrl);
    const integration = page && this.integrations.byUrl(page);
    if (!page || !integration) {
      return {
        problem:
          'The portal does not know the Git host of this Application. Configure it under integrations.',
      };
    }
    const github = this.integrations.github.byUrl(page);
    const [, owner, name, more] = new URL(page).pathname.split('/');
    if (!github || !owner || !name || more) {
      return {
        problem: `The portal opens pull requests on GitHub; this Application’s manifests are on ${integration.title} (${integration.type}). Change the image there by hand.`,
      };
    }
    const { apiBaseUrl } = github.config;
    const { token } = await this.#credentials.getCredentials({ url: page });
    if (!apiBaseUrl || !token) {
      return {
        problem: `The portal has no credentials for ${integration.title}. Configure a token or an app under integrations.github.`,
      };
    }
    const api = this.#client(integration.title, apiBaseUrl, page, owner);
    return { repository: new GitHubRepository(api, owner, name) };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#clients.values()].map(one => one.close()));
  }

  #client(
    name: string,
    baseUrl: string,
    page: string,
    owner: string,
  ): Upstream {
    const key = `${baseUrl} ${owner}`;
    const client =
      this.#clients.get(key) ??
      createUpstream({
        name,
        system: 'github',
        baseUrl,
        ...this.options,
        headers: async () => {
          const { token } = await this.#credentials.getCredentials({
            url: page,
          });
          return {
            accept: 'application/vnd.github+json',
            'x-github-api-version': '2022-11-28',
            ...(token && { authorization: `Bearer ${token}` }),
          };
        },
      });
    this.#clients.set(key, client);
    return client;
  }
}
