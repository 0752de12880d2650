export interface Config {
  auth?: {
    providers?: {
      /**
       * Local sign-in as one of the people listed here, without a password.
       * Leave the whole section out, or set it to null, where people sign in
       * with a real identity provider.
       */
      people?: {
        /**
         * Who may be chosen on the sign-in page. Each must be a User in the
         * catalog. Shown to everyone who can open the portal: keep secrets out.
         *
         * @deepVisibility frontend
         */
        people: Array<{
          /** For example `user:default/yuki.sato`. */
          userEntityRef: string;
          /** The name as people read it. */
          name: string;
          /** What the person does, in a few words. */
          role: string;
        }>;
        /**
         * This sign-in has no password, so the backend refuses to start with it
         * unless NODE_ENV is `development` or this is true.
         */
        allowOutsideDevelopment?: boolean;
        /**
         * Requests from other machines are refused unless this is true.
         */
        allowRemoteAddresses?: boolean;
      };
    };
  };
}
