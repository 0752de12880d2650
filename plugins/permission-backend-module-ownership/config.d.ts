export interface Config {
  permission?: {
    /** Who counts as what for the policy that decides by ownership. */
    ownership?: {
      /**
       * Groups whose direct members may do everything.
       * For example `group:default/platform`.
       */
      platformEngineers?: string[];
      /**
       * Groups whose direct members may read everything, and do nothing.
       * For example `group:default/leadership`.
       */
      leadership?: string[];
      members?: {
        /**
         * Names of further permissions that members of a team have, whatever
         * the resource. For plugins this policy does not know.
         */
        allow?: string[];
      };
      /**
       * By the name of a permission that is not a read: the groups in one of
       * which somebody who has it otherwise, as an owner or as a member of a
       * team, has to be as well. Platform engineers have it anyway. For example
       * `deploy-status.protected-environment.change: [group:default/releases]`.
       */
      restricted?: { [permission: string]: string[] };
      guests?: {
        /** Names of the read permissions that guests have. None by default. */
        allow?: string[];
        /** Users that are guests: `user:development/guest` by default. */
        users?: string[];
      };
    };
  };
}
