import type {
  HookResult,
  Phase,
  ResourceName,
} from '@michi/plugin-deploy-status-common';

/** Where an Application's manifests come from. */
export interface ManifestSource {
  repoUrl: string;
  /** A branch, a tag or a commit; the default branch where it is absent. */
  revision?: string;
  path?: string;
  /** The name of a Helm chart out of a registry. */
  chart?: string;
  /** The name by which other sources point into this one. */
  ref?: string;
  /** Helm's values, relative to `path` or beginning with `$ref/`. */
  valueFiles: string[];
  /** Whether plain manifests come from the folders below `path` too. */
  recurse?: boolean;
}

/** What an operation found out about one resource. */
export interface ResourceResult extends ResourceName {
  /** `Synced`, `SyncFailed`, `Pruned` or `PruneSkipped`; hooks have none. */
  status?: string;
  message?: string;
  hook: boolean;
  hookType?: HookResult['type'];
  /** How far it is: of a hook, or of a resource that was applied and may not be ready. */
  phase?: Phase;
  failed: boolean;
}

/** The operation that an Application's object tells of. */
export interface OperationNow {
  phase: Phase;
  startedAt?: string;
  finishedAt?: string;
  startedBy?: string;
  automated: boolean;
  /** Who asked the portal for it, why and with which request, as its `info` claims. */
  requestedBy?: string;
  reason?: string;
  requestId?: string;
  /** How often Argo CD tried again. */
  retries: number;
  message?: string;
  dryRun: boolean;
  /** The plan for which the portal asked for it, where it is a dry run of the portal. */
  planId?: string;
  prune: boolean;
  /** Undefined for the whole Application. */
  resources?: ResourceName[];
  /** What it deploys; several for a multi-source Application. */
  revisions: string[];
  results: ResourceResult[];
}

/** A resource as Argo CD compares it with Git. */
export interface ComparedResource extends ResourceName {
  outOfSync: boolean;
  /** It is in Git and not in the cluster. */
  missing: boolean;
  /** It is in the cluster and no longer in Git. */
  requiresPruning: boolean;
}

/** An Application as Argo CD has it at this moment, for whoever is about to change it. */
export interface OperableApplication {
  uid: string;
  autoSync: boolean;
  synced: boolean;
  sources: ManifestSource[];
  /** What Git says, as of Argo CD's last comparison. */
  targetRevisions: string[];
  /** Oldest first; what a rollback can go back to. */
  history: Array<{ id: number; startedAt: string; revisions: string[] }>;
  /** The running operation or the last one. */
  operation?: OperationNow;
  /** An operation occupies the Application, started or not. */
  busy: boolean;
  /** What occupies it is a dry run, which changes nothing and ends soon. */
  dryRunning: boolean;
  resources: ComparedResource[];
}

/** A time in which syncs are allowed or denied. */
export interface SyncWindow {
  kind: 'allow' | 'deny';
  /** Five fields of cron. */
  schedule: string;
  /** In Go's notation: `1h30m`. */
  duration: string;
  /** People may sync although it denies, or no other allows. */
  manualSync: boolean;
  /** UTC where it is absent. */
  timeZone?: string;
}
