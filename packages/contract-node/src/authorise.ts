import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type Permission,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import type { RouteDefinition, RouteInput } from '@michi/contract-common';
import type { Verdicts } from './Verdicts';

/** What the policy says of a request. */
export interface Authorisation {
  /** The resources that the permission was granted for; empty for a route without resources. */
  permitted: ReadonlySet<string>;
  /** Which of the resources that the handler found the caller may have. */
  permit(refs: string[]): Promise<ReadonlySet<string>>;
}

/** Backstage's permission backend takes requests of at most 100 kB. */
const MOST_AT_ONCE = 200;

/** Where the policy is asked. */
export interface Policy {
  permissions: PermissionsService;
  /** In general, not for a resource. */
  verdicts: Verdicts;
}

const NONE: ReadonlySet<string> = new Set();

function denied(permission: Permission): NotAllowedError {
  return new NotAllowedError(
    `You need the permission ${permission.name} for this. The platform team grants it.`,
  );
}

/**
 * Asks the policy about a request.
 *
 * @throws NotAllowedError that names the permission.
 */
export async function authorise(
  route: RouteDefinition,
  input: RouteInput,
  credentials: BackstageCredentials,
  policy: Policy,
): Promise<Authorisation> {
  const { permissions, verdicts } = policy;
  const { access } = route;
  if ('resourceRefs' in access) {
    const refs = access.resourceRefs(input);
    const permitted = route.changes
      ? await decided(access.permission, refs, credentials, permissions)
      : await permittedOf(access.permission, refs, credentials, policy);
    if (access.mode !== 'each' && !refs.every(ref => permitted.has(ref))) {
      throw denied(access.permission);
    }
    return { permitted, permit: async () => NONE };
  }
  const verdict = route.changes
    ? await verdicts.anew(access.permission, credentials)
    : await verdicts.of(access.permission, credentials);
  if ('mode' in access) {
    if (verdict === AuthorizeResult.DENY) {
      throw denied(access.permission);
    }
    return {
      permitted: NONE,
      permit: async refs =>
        verdict === AuthorizeResult.ALLOW
          ? new Set(refs)
          : decided(access.permission, refs, credentials, permissions),
    };
  }
  if (verdict !== AuthorizeResult.ALLOW) {
    throw denied(access.permission);
  }
  return { permitted: NONE, permit: async () => NONE };
}

/** One question settles most requests: whether it depends on the resource at all. */
async function permittedOf(
  permission: ResourcePermission,
  refs: string[],
  credentials: BackstageCredentials,
  { permissions, verdicts }: Policy,
): Promise<ReadonlySet<string>> {
  const verdict = await verdicts.of(permission, credentials);
  switch (verdict) {
    case AuthorizeResult.ALLOW:
      return new Set(refs);
    case AuthorizeResult.DENY:
      return NONE;
    default:
      return decided(permission, refs, credentials, permissions);
  }
}

async function decided(
  permission: ResourcePermission,
  refs: string[],
  credentials: BackstageCredentials,
  permissions: PermissionsService,
): Promise<ReadonlySet<string>> {
  const allowed = new Set<string>();
  for (let from = 0; from < refs.length; from += MOST_AT_ONCE) {
    const some = refs.slice(from, from + MOST_AT_ONCE);
    const decisions = await permissions.authorize(
      some.map(resourceRef => ({ permission, resourceRef })),
      { credentials },
    );
    some
      .filter((_, index) => decisions[index]?.result === AuthorizeResult.ALLOW)
      .forEach(ref => allowed.add(ref));
  }
  return allowed;
}
