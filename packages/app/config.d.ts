export interface Config {
  auth?: {
    providers?: {
      /** Local sign-in: the people who are offered on the sign-in page. */
      people?: {
        /** @deepVisibility frontend */
        people: Array<{
          /** For example `user:default/yuki.sato`. */
          userEntityRef: string;
          /** The name as people read it. */
          name: string;
          /** What the person does, in a few words. */
          role: string;
        }>;
      };
      /** GitHub sign-in, by the name of the auth environment. */
      github?: {
        [environment: string]: {
          /**
           * Public by nature: the browser sends it to GitHub. The sign-in page
           * offers GitHub where it is set.
           *
           * @visibility frontend
           */
          clientId?: string;
        };
      };
    };
  };
}
