import { OwnershipSettings } from './settings';

/** A signed-in user: who it is, and everything in whose name it may act. */
export interface SignedInUser {
  /** For example `user:default/yuki.sato`. */
  userEntityRef: string;
  /** The user itself and its groups, for example `group:default/blog`. */
  ownershipEntityRefs: readonly string[];
}

/**
 * What somebody is to the portal.
 *
 * - `guest`: not signed in, or signed in as one of the configured guests.
 * - `visitor`: signed in, but in no team (leadership that is in no team too).
 * - `member`: in at least one team.
 * - `platformEngineer`: in one of the groups that run the platform.
 */
export type Role = 'guest' | 'visitor' | 'member' | 'platformEngineer';

/** A role, and whether the person belongs to leadership beside it. */
export interface Standing {
  role: Role;
  leadership: boolean;
  /** Every group of the person, for example `group:default/blog`. */
  groups: readonly string[];
}

/** Works out what somebody is from the groups they belong to. */
export function standingOf(
  user: SignedInUser | undefined,
  settings: OwnershipSettings,
): Standing {
  if (!user || settings.guestUsers.has(user.userEntityRef)) {
    return { role: 'guest', leadership: false, groups: [] };
  }
  const groups = user.ownershipEntityRefs.filter(ref =>
    ref.startsWith('group:'),
  );
  const leadership = groups.some(ref => settings.leadership.has(ref));
  if (groups.some(ref => settings.platformEngineers.has(ref))) {
    return { role: 'platformEngineer', leadership, groups };
  }
  const inTeam = groups.some(ref => !settings.leadership.has(ref));
  return { role: inTeam ? 'member' : 'visitor', leadership, groups };
}
