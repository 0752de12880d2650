import type { Application } from '@michi/plugin-deploy-status-common';

/**
 * Brings the images of one environment to the next through a pull request.
 * Nothing where both run the same.
 */
export function PromoteAction(_: {
  /** Where the images run already. */
  from: Application;
  /** Where they are to run: the next environment on the way to production. */
  to: Application;
}): JSX.Element | null {
  return null;
}
