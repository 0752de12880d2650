/** How Argo CD calls the cluster that it runs in, and where that answers. */
const OWN_NAME = 'in-cluster';
const OWN_ADDRESS = 'https://kubernetes.default.svc';

/**
 * The cluster that a destination means, by one name. Argo CD's own is known by
 * two. Of another cluster Applications do not tell that its name and its address
 * mean the same.
 */
export function clusterOf(destination: string): string {
  return destination === OWN_ADDRESS ? OWN_NAME : destination;
}
