import type { Application } from '@michi/plugin-deploy-status-common';

/**
 * What can be done to one Application, for its row in the matrix of
 * environments: sync, retry where the last operation failed, stop where one
 * runs, refresh. A button for what is most likely wanted, and a menu of all.
 */
export function ApplicationActions(_: {
  application: Application;
}): JSX.Element | null {
  return null;
}
