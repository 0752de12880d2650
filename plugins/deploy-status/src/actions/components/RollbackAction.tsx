import type { Deployment } from '@michi/plugin-deploy-status-common';

/**
 * Goes back to a deployment of the timeline. Nothing where there is nothing to
 * go back to: it failed, or it is what runs.
 */
export function RollbackAction(_: {
  deployment: Deployment;
}): JSX.Element | null {
  return null;
}
