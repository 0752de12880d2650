import {
  catalogEntityCreatePermission,
  catalogEntityValidatePermission,
  catalogLocationAnalyzePermission,
  catalogLocationCreatePermission,
  RESOURCE_TYPE_CATALOG_ENTITY,
} from '@backstage/plugin-catalog-common/alpha';
import {
  isReadPermission,
  isResourcePermission,
  Permission,
} from '@backstage/plugin-permission-common';
import {
  actionExecutePermission,
  RESOURCE_TYPE_SCAFFOLDER_TASK,
  taskCreatePermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import { Standing } from './roles';
import { OwnershipSettings } from './settings';

/**
 * What the policy says: yes, no, or yes for the catalog entities, or the
 * scaffolder tasks, that belong to the person.
 */
export type Verdict =
  'allow' | 'deny' | 'if-owner-of-entity' | 'if-creator-of-task';

/**
 * What everybody in a team may do although nothing is owned yet: create a
 * service, which registers it in the catalog in the name of the person.
 */
const MEMBER_PERMISSIONS: ReadonlySet<string> = new Set(
  [
    taskCreatePermission,
    actionExecutePermission,
    catalogEntityCreatePermission,
    catalogEntityValidatePermission,
    catalogLocationCreatePermission,
    catalogLocationAnalyzePermission,
  ].map(permission => permission.name),
);

/**
 * Decides by ownership. The table in the README says the same in words.
 *
 * Names matter only for what cannot be owned. Everything else follows from the
 * attributes of the permission, so that a permission of a plugin that is added
 * later falls in place: acting on a catalog entity is for its owner.
 */
export function decide(
  permission: Permission,
  { role, leadership, groups }: Standing,
  settings: OwnershipSettings,
): Verdict {
  const isRead = isReadPermission(permission);
  const isTask = isResourcePermission(
    permission,
    RESOURCE_TYPE_SCAFFOLDER_TASK,
  );

  if (role === 'guest') {
    const allowed = isRead && settings.guestPermissions.has(permission.name);
    return allowed ? 'allow' : 'deny';
  }
  if (role === 'platformEngineer') {
    return 'allow';
  }
  if (isRead) {
    // What was typed into a form, and the log of the run, may be confidential.
    return isTask && !leadership ? 'if-creator-of-task' : 'allow';
  }
  if (role === 'visitor' && leadership) {
    return 'deny';
  }
  const among = settings.restricted.get(permission.name);
  if (among && !groups.some(group => among.includes(group))) {
    return 'deny';
  }
  if (
    role === 'member' &&
    (MEMBER_PERMISSIONS.has(permission.name) ||
      settings.memberPermissions.has(permission.name))
  ) {
    return 'allow';
  }
  if (isTask) {
    return 'if-creator-of-task';
  }
  if (isResourcePermission(permission, RESOURCE_TYPE_CATALOG_ENTITY)) {
    return 'if-owner-of-entity';
  }
  return 'deny';
}
