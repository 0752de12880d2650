import type { Entity } from '@backstage/catalog-model';

/** The name of the entity's Argo CD Application, the same on every instance. */
export const ARGOCD_APP_NAME = 'argocd/app-name';
/** A label selector for the entity's Applications: `app=blog,tier!=batch`. */
export const ARGOCD_APP_SELECTOR = 'argocd/app-selector';
/** The namespace of the Application objects, where they are not in Argo CD's own. */
export const ARGOCD_APP_NAMESPACE = 'argocd/app-namespace';
/** The Argo CD project that the Applications must belong to; without a name and a selector, all of the project's. */
export const ARGOCD_PROJECT_NAME = 'argocd/project-name';
/** The instances to look at, comma-separated; all of them where it is absent. */
export const ARGOCD_INSTANCE_NAME = 'argocd/instance-name';

/** Which Applications belong to an entity, read from its annotations. */
export interface ApplicationLocator {
  name?: string;
  selector?: string;
  namespace?: string;
  project?: string;
  instances?: string[];
}

/**
 * Reads the annotations that users of the existing Argo CD plugins already
 * have. Undefined if the entity names no Application, no selector and no project.
 */
export function getApplicationLocator(
  entity: Entity,
): ApplicationLocator | undefined {
  const read = (key: string) =>
    entity.metadata.annotations?.[key]?.trim() || undefined;
  const name = read(ARGOCD_APP_NAME);
  const selector = read(ARGOCD_APP_SELECTOR);
  const project = read(ARGOCD_PROJECT_NAME);
  if (!name && !selector && !project) return undefined;
  return {
    name,
    selector,
    namespace: read(ARGOCD_APP_NAMESPACE),
    project,
    instances: read(ARGOCD_INSTANCE_NAME)
      ?.split(',')
      .map(item => item.trim())
      .filter(Boolean),
  };
}

/** Whether deploy status has anything to show for the entity. */
export function isDeployStatusAvailable(entity: Entity): boolean {
  return getApplicationLocator(entity) !== undefined;
}
