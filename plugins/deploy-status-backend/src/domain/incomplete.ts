import type { ObservedApplication } from './observed';

/**
 * Whether a row of a list leaves out what people will ask for: why it is
 * degraded, and whether `Healthy` covers its KubeVela Applications.
 */
export function isIncomplete(application: ObservedApplication): boolean {
  const unexplained =
    application.health === 'Degraded' &&
    application.troubles.every(({ health }) => health === undefined);
  const uncovered =
    application.hasKubeVela === true &&
    application.healthIgnoresKubeVela === undefined;
  return unexplained || uncovered;
}
