import { GithubError } from './GithubError';
import {
  GithubCredentialsProvider,
  ScmIntegrationRegistry,
} from '@backstage/integration';
import { getOctokitOptions } from '@backstage/plugin-scaffolder-backend-module-github';
import { Octokit, RequestError } from 'octokit';
import { z } from 'zod';

/** Which repository, on which GitHub. */
export interface RepositoryRef {
  /** Host of the integration, with its port if it has one. */
  host: string;
  owner: string;
  name: string;
}

/** A repository as far as publishing needs to know it. */
export interface Repository {
  /** `owner/name` as GitHub has it now; differs from what was asked after a rename. */
  fullName: string;
  htmlUrl: string;
  cloneUrl: string;
  defaultBranch: string;
}

/** One commit: its SHA and its whole message. */
export interface Commit {
  sha: string;
  message: string;
}

/** The few questions that the actions ask GitHub beside what Backstage's own actions do. */
export interface GithubRepositories {
  /** The repository, or undefined if this name is free (or hidden from the token). */
  find(ref: RepositoryRef): Promise<Repository | undefined>;
  /** The latest commits of a branch, newest first, at most 100; empty while nothing was pushed. */
  recentCommits(ref: RepositoryRef, branch: string): Promise<Commit[]>;
  /**
   * Gives a team of the organisation access to the repository. Repeating it
   * changes nothing. Answers false if the organisation has no such team.
   */
  grantTeam(
    ref: RepositoryRef,
    grant: { team: string; permission: string },
  ): Promise<boolean>;
}

const DEADLINE_MS = 15_000;

const repositorySchema = z.object({
  full_name: z.string(),
  html_url: z.string(),
  clone_url: z.string(),
  default_branch: z.string(),
});

const commitsSchema = z.array(
  z.object({ sha: z.string(), commit: z.object({ message: z.string() }) }),
);

/**
 * GitHub's REST API with the credentials of the configured integration, token
 * or App. It uses the client that Backstage's own GitHub actions use, so that
 * proxies, Apps and GitHub Enterprise behave alike.
 */
export class OctokitRepositories implements GithubRepositories {
  readonly #integrations: ScmIntegrationRegistry;
  readonly #credentialsProvider: GithubCredentialsProvider;

  constructor(options: {
    integrations: ScmIntegrationRegistry;
    credentialsProvider: GithubCredentialsProvider;
  }) {
    this.#integrations = options.integrations;
    this.#credentialsProvider = options.credentialsProvider;
  }

  async find(ref: RepositoryRef): Promise<Repository | undefined> {
    const answer = await this.#ask(ref, 'look up', [404], client =>
      client.request('GET /repos/{owner}/{repo}', {
        owner: ref.owner,
        repo: ref.name,
        request: { signal: AbortSignal.timeout(DEADLINE_MS) },
      }),
    );
    if (answer === undefined) {
      return undefined;
    }
    const found = this.#parse(ref, repositorySchema, answer);
    return {
      fullName: found.full_name,
      htmlUrl: found.html_url,
      cloneUrl: found.clone_url,
      defaultBranch: found.default_branch,
    };
  }

  async recentCommits(ref: RepositoryRef, branch: string): Promise<Commit[]> {
    // An empty repository is a 409, a missing branch a 404: neither is worth a retry.
    const answer = await this.#ask(
      ref,
      'read the commits of',
      [404, 409],
      client =>
        client.request('GET /repos/{owner}/{repo}/commits', {
          owner: ref.owner,
          repo: ref.name,
          sha: branch,
          per_page: 100,
          request: { signal: AbortSignal.timeout(DEADLINE_MS), retries: 0 },
        }),
    );
    if (answer === undefined) {
      return [];
    }
    return this.#parse(ref, commitsSchema, answer).map(item => ({
      sha: item.sha,
      message: item.commit.message,
    }));
  }

  async grantTeam(
    ref: RepositoryRef,
    grant: { team: string; permission: string },
  ): Promise<boolean> {
    const what = `give the team ${grant.team} access to`;
    const answer = await this.#ask(ref, what, [404], async client => {
      const { status } = await client.request(
        'PUT /orgs/{org}/teams/{team_slug}/repos/{owner}/{repo}',
        {
          org: ref.owner,
          team_slug: grant.team,
          owner: ref.owner,
          repo: ref.name,
          permission: grant.permission,
          request: { signal: AbortSignal.timeout(DEADLINE_MS) },
        },
      );
      return { data: status };
    });
    return answer !== undefined;
  }

  /** The answer's data, or undefined for one of the statuses that mean "not there". */
  async #ask(
    ref: RepositoryRef,
    what: string,
    absent: number[],
    request: (client: Octokit) => Promise<{ data: unknown }>,
  ): Promise<unknown> {
    const client = new Octokit(
      await getOctokitOptions({
        integrations: this.#integrations,
        credentialsProvider: this.#credentialsProvider,
        host: ref.host,
        owner: ref.owner,
        repo: ref.name,
      }),
    );
    try {
      return (await request(client)).data;
    } catch (error) {
      if (error instanceof RequestError && absent.includes(error.status)) {
        return undefined;
      }
      throw GithubError.from(
        error,
        `Could not ${what} ${ref.owner}/${ref.name} on ${ref.host}`,
      );
    }
  }

  #parse<T>(ref: RepositoryRef, schema: z.ZodType<T>, answer: unknown): T {
    const parsed = schema.safeParse(answer);
    if (!parsed.success) {
      throw new GithubError(
        `${ref.host} answered about ${ref.owner}/${ref.name} with something that is not GitHub's format: ${z.prettifyError(parsed.error)}`,
        parsed.error,
      );
    }
    return parsed.data;
  }
}
