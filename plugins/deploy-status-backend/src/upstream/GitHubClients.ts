import type { LoggerService } from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import {
  DefaultGithubCredentialsProvider,
  type GithubCredentialsProvider,
  type ScmIntegrations,
} from '@backstage/integration';
import { createUpstream, type Upstream } from '@michi/upstream-node';

/** A repository and the API to ask about it. */
export interface GitHubAccess {
  api: Upstream;
  owner: string;
  name: string;
}

/**
 * Clients of GitHub and GitHub Enterprise, with the credentials of Backstage's
 * `integrations`. One for each owner of repositories, as a GitHub App has a
 * token and a rate limit for each.
 */
export class GitHubClients {
  readonly #clients = new Map<string, Upstream>();
  readonly #credentials: GithubCredentialsProvider;

  constructor(
    private readonly integrations: ScmIntegrations,
    private readonly options: {
      logger: LoggerService;
      metrics?: MetricsService;
      deadlineMs?: number;
    },
  ) {
    this.#credentials =
      DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  }

  /** Undefined for a page that is not a repository's on a configured GitHub. */
  find(page: string): GitHubAccess | undefined {
    const github = this.integrations.github.byUrl(page);
    const [, owner, name, more] = new URL(page).pathname.split('/');
    const apiBaseUrl = github?.config.apiBaseUrl;
    return apiBaseUrl && owner && name && !more
      ? {
          api: this.#client(github.title, apiBaseUrl, page, owner),
          owner,
          name,
        }
      : undefined;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#clients.values()].map(one => one.close()));
  }

  #client(
    title: string,
    baseUrl: string,
    page: string,
    owner: string,
  ): Upstream {
    const key = `${baseUrl} ${owner}`;
    const client =
      this.#clients.get(key) ??
      createUpstream({
        name: title,
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
