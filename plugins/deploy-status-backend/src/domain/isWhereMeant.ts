import type { ApplicationLocator } from '@michi/plugin-deploy-status-common';
import type { ObservedApplication } from './observed';

/**
 * Whether an Application is in the namespace and the project that a locator
 * means. Without a namespace a name means Argo CD's own, as names are unique
 * only within one; a selector means every namespace, as it does to Argo CD.
 */
export function isWhereMeant(
  { name, namespace, project }: ApplicationLocator,
  one: Pick<
    ObservedApplication,
    'namespace' | 'project' | 'inControllerNamespace'
  >,
): boolean {
  const anyNamespace = !namespace && !name;
  return (
    (anyNamespace ||
      (namespace ? one.namespace === namespace : one.inControllerNamespace)) &&
    (!project || one.project === project)
  );
}
