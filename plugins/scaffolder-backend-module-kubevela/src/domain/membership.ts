import {
  Entity,
  RELATION_MEMBER_OF,
  getCompoundEntityRef,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';

/** Full refs of the groups a user is a direct member of, in lower case. */
export function groupsOf(user: Entity): string[] {
  return (user.relations ?? [])
    .filter(relation => relation.type === RELATION_MEMBER_OF)
    .map(relation => normalise(relation.targetRef));
}

/**
 * Whether somebody may create things that a team will own: members of the
 * team, and members of one of the configured platform groups.
 */
export function mayCreateFor(options: {
  user: Entity;
  owner: Entity;
  platformEngineers: string[];
}): boolean {
  const allowed = [
    stringifyEntityRef(getCompoundEntityRef(options.owner)),
    ...options.platformEngineers.map(normalise),
  ];
  return groupsOf(options.user).some(group => allowed.includes(group));
}

function normalise(ref: string): string {
  return stringifyEntityRef(
    parseEntityRef(ref, { defaultKind: 'group', defaultNamespace: 'default' }),
  );
}
