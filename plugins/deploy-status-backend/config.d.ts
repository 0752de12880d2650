import type { HumanDuration } from '@backstage/types';

/** One Argo CD. */
interface ArgoCdInstance {
  /** As people call it; shown in the portal and used by `argocd/instance-name`. */
  name: string;
  /** Address of its API. */
  url: string;
  /** Where people open it, if that is another address. */
  frontendUrl?: string;
  /**
   * Of an account that may read the Applications to show. Preferred over
   * username and password.
   * @visibility secret
   */
  token?: string;
  username?: string;
  /** @visibility secret */
  password?: string;
  /** PEM certificate of the authority that signed the instance's own. */
  ca?: string;
  /**
   * Where the logs of its Applications are, with `{application}`, `{namespace}`
   * and `{environment}` in it.
   */
  logsUrl?: string;
  labels?: {
    /** `production`, `staging`, …; the instance's name where it is absent. */
    environment?: string;
    region?: string;
    cluster?: string;
  };
}

export interface Config {
  deployStatus?: {
    /** The Argo CD instances to follow. */
    instances?: ArgoCdInstance[];
    /**
     * How often the complete list is read again beside the watch, which can
     * lose deletions. Default 5 minutes.
     */
    relistInterval?: HumanDuration | string;
    /** How long deployments are kept. Default 2 years. */
    retention?: HumanDuration | string;
    /**
     * How long an operation or a rollout may take before it counts as stuck.
     * Default 15 minutes.
     */
    stuckAfter?: HumanDuration | string;
    /**
     * Environments in the order in which a change passes them, production last.
     * Those not named come first. Default: the order of the instances.
     */
    environments?: string[];
    /** The environments that count as production. Default `[production]`. */
    production?: string[];
    /**
     * The environments where a change needs a reason, the environment's name
     * typed, and the permission `deploy-status.protected-environment.change`.
     * Default: those that count as production.
     */
    protected?: string[];
  };

  /**
   * The section of `@roadiehq/backstage-plugin-argo-cd-backend` and
   * `@backstage-community/plugin-argocd-backend`, understood as it stands.
   */
  argocd?: {
    username?: string;
    /** @visibility secret */
    password?: string;
    /** Where people open the instance, where there is only one. */
    baseUrl?: string;
    appLocatorMethods?: Array<{
      /** Only `config` is read. */
      type: string;
      instances?: ArgoCdInstance[];
    }>;
  };
}
