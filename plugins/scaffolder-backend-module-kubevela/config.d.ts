export interface Config {
  michi?: {
    /**
     * Where the golden paths put what they create. Templates never name an
     * organisation or a registry: they ask `michi:service:check`, which reads
     * this.
     */
    goldenPath?: {
      /**
       * Host of the GitHub integration that repositories are created on,
       * exactly as in `integrations.github[].host`. Default: `github.com`.
       */
      githubHost?: string;
      /** GitHub organisation (or user) that owns the created repositories. */
      githubOrganisation: string;
      /**
       * Registry and namespace that images are pushed to and pulled from,
       * without the image's name, e.g. `registry.example.com/acme`. Default:
       * `ghcr.io/<githubOrganisation>`.
       */
      imageRegistry?: string;
      /**
       * Prefix of Go module paths, e.g. `github.com/acme`. Default:
       * `github.com/<githubOrganisation>`.
       */
      goModulePrefix?: string;
      /**
       * What the owning team may do in the created repository. The GitHub
       * team's slug is the name of the catalog group. `none` leaves access to
       * the organisation's own settings. Default: `maintain`.
       */
      teamAccess?: 'none' | 'push' | 'maintain' | 'admin';
    };
  };
}
