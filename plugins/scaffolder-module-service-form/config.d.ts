export interface Config {
  permission?: {
    ownership?: {
      /**
       * Entity refs of the groups whose members may act on everything. The
       * form for new services offers them every team.
       * @deepVisibility frontend
       */
      platformEngineers?: string[];
    };
  };
}
