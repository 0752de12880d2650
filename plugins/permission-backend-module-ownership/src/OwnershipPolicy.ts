import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  isResourcePermission,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  createScaffolderTaskConditionalDecision,
  scaffolderTaskConditions,
} from '@backstage/plugin-scaffolder-backend/alpha';
import { RESOURCE_TYPE_SCAFFOLDER_TASK } from '@backstage/plugin-scaffolder-common/alpha';
import { decide, Verdict } from './domain/decide';
import { SignedInUser, standingOf } from './domain/roles';
import { OwnershipSettings } from './domain/settings';

/** Who may do what to what they own. The rules are in `domain/decide.ts`. */
export class OwnershipPolicy implements PermissionPolicy {
  readonly #settings: OwnershipSettings;

  constructor(settings: OwnershipSettings) {
    this.#settings = settings;
  }

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    // The permission backend has looked the user up for the whole batch of
    // questions; asking the userInfo service again would cost a request each.
    const info = user?.info;
    const standing = standingOf(info, this.#settings);
    const verdict = decide(permission, standing, this.#settings);
    return toDecision(verdict, permission, info);
  }
}

function toDecision(
  verdict: Verdict,
  permission: Permission,
  user: SignedInUser | undefined,
): PolicyDecision {
  if (verdict === 'allow') {
    return { result: AuthorizeResult.ALLOW };
  }
  if (
    user &&
    verdict === 'if-owner-of-entity' &&
    isResourcePermission(permission, RESOURCE_TYPE_CATALOG_ENTITY)
  ) {
    return createCatalogConditionalDecision(
      permission,
      catalogConditions.isEntityOwner({
        claims: [...user.ownershipEntityRefs],
      }),
    );
  }
  if (
    user &&
    verdict === 'if-creator-of-task' &&
    isResourcePermission(permission, RESOURCE_TYPE_SCAFFOLDER_TASK)
  ) {
    return createScaffolderTaskConditionalDecision(
      permission,
      scaffolderTaskConditions.isTaskOwner({ createdBy: [user.userEntityRef] }),
    );
  }
  return { result: AuthorizeResult.DENY };
}
