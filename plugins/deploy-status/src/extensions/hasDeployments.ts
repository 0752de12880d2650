import type { Entity } from '@backstage/catalog-model';
import { isServiceEntity } from '@michi/plugin-deploy-status-common';

/**
 * Which entities get the card and the tab. A service that names no Application
 * gets them too: they say which line is missing.
 */
export const hasDeployments = (entity: Entity): boolean =>
  isServiceEntity(entity);
