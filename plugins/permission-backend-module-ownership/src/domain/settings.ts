/** Who counts as what. Entity references are complete and lower case. */
export interface OwnershipSettings {
  /** Groups whose direct members may do everything. */
  platformEngineers: ReadonlySet<string>;
  /** Groups whose direct members may read everything, and do nothing. */
  leadership: ReadonlySet<string>;
  /** Names of permissions that members of a team have beyond the built-in ones. */
  memberPermissions: ReadonlySet<string>;
  /** By permission: the groups in one of which an owner has to be as well to have it. */
  restricted: ReadonlyMap<string, readonly string[]>;
  /** Names of the read permissions that guests have. */
  guestPermissions: ReadonlySet<string>;
  /** Users that are guests. */
  guestUsers: ReadonlySet<string>;
}
