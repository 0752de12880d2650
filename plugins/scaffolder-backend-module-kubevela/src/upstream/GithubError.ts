import { CustomErrorBase } from '@backstage/errors';
import { RequestError } from 'octokit';

/** GitHub could not be asked, refused, or answered nonsense. The message says what to do. */
export class GithubError extends CustomErrorBase {
  name = 'GithubError' as const;

  /** Whether an error is GitHub's answer (or the lack of one) as its client throws it. */
  static isAnswer(error: unknown): boolean {
    return error instanceof RequestError;
  }

  /** Wraps what the GitHub client threw, with advice that fits the kind of failure. */
  static from(error: unknown, what: string): GithubError {
    return new GithubError(`${what}: ${advice(error)}`, error);
  }
}

function advice(error: unknown): string {
  if (!(error instanceof RequestError)) {
    return 'GitHub did not answer in time or could not be reached. Retry in a minute; if it stays, a platform engineer should look at the connection.';
  }
  switch (error.status) {
    case 401:
    case 403:
      return `GitHub refused (${error.status}). A platform engineer should check the token or App of this integration and its permissions.`;
    case 404:
      return 'GitHub does not know the organisation or the repository, or the token may not see it. A platform engineer should check michi.goldenPath.githubOrganisation and the permissions of the token or App.';
    case 429:
      return 'GitHub limits the number of requests at the moment. Retry in a few minutes.';
    default:
      return error.status >= 500
        ? `GitHub has a problem of its own (${error.status}). Retry in a few minutes.`
        : `GitHub refused (${error.status}): ${error.message}`;
  }
}
