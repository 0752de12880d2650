import type { Revision } from '@michi/plugin-deploy-status-common';

/** GitHub's pages of commits; GitLab has `/-/` before it and no such checks. */
const GITHUB_COMMIT = /^https?:\/\/[^/]+\/[^/]+\/[^/]+\/commit\/[0-9a-f]+$/;

/** The page with the Actions runs of a commit; undefined where its host has none. */
export const checksUrl = ({ url }: Revision): string | undefined =>
  url && GITHUB_COMMIT.test(url) ? `${url}/checks` : undefined;
