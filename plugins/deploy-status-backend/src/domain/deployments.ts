import { isFinal, type ObservedDeployment } from './observed';

/** The key of an operation, however it was seen. */
export function deploymentKey(deployment: ObservedDeployment): string {
  const { instance, uid, startedAt } = deployment;
  return `${instance}/${uid}/${startedAt}`;
}

/**
 * Two sightings of one operation as one: its end is not undone by a late
 * sighting, and what the newer one does not know stays.
 */
export function mergeDeployment(
  known: ObservedDeployment,
  seen: ObservedDeployment,
): ObservedDeployment {
  if (isFinal(known.phase) && !isFinal(seen.phase)) {
    return known;
  }
  return {
    ...known,
    ...seen,
    automated: known.automated || seen.automated,
    retries: Math.max(known.retries, seen.retries),
    revisions: seen.revisions.length > 0 ? seen.revisions : known.revisions,
    images: seen.images.length > 0 ? seen.images : known.images,
  };
}

/** Sightings in the order in which they were made, one entry per operation. */
export function mergeDeployments(
  sightings: readonly ObservedDeployment[],
): ObservedDeployment[] {
  const byKey = new Map<string, ObservedDeployment>();
  for (const seen of sightings) {
    const key = deploymentKey(seen);
    const known = byKey.get(key);
    byKey.set(key, known ? mergeDeployment(known, seen) : seen);
  }
  return [...byKey.values()];
}
