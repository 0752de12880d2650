import type {
  Application,
  Health,
  Image,
  Operation,
  Phase,
  ResourceTrouble,
  Sync,
} from '@michi/plugin-deploy-status-common';

/** A revision and where its metadata can be asked for. */
export interface SourceRevision {
  /** A commit SHA, a chart version or an OCI digest. */
  id: string;
  repoUrl?: string;
  /** Position among the sources of a multi-source Application. */
  sourceIndex?: number;
  /** The history entry it comes from, which Argo CD wants for old multi-source revisions. */
  historyId?: number;
  /** True for Helm charts: they have no commit metadata. */
  chart?: boolean;
}

/**
 * What one Argo CD said about one Application, in our terms and without
 * anything that the model does not need. Kept in memory for every Application
 * and stored as the last known state. It never holds an `undefined`, so that a
 * value that went through JSON equals the original.
 */
export interface ObservedApplication {
  instance: string;
  namespace: string;
  name: string;
  uid: string;
  project: string;
  /** For label selectors. */
  labels: Record<string, string>;
  /** Tells an unchanged row of a list without comparing it. */
  resourceVersion?: string;
  /** Whether it lives beside Argo CD itself, where Applications live by default. */
  inControllerNamespace: boolean;
  health: Health;
  healthMessage?: string;
  sync: Sync;
  autoSync: boolean;
  images: Image[];
  /** What is deployed. */
  revisions: SourceRevision[];
  deployedAt?: string;
  operation?: Operation;
  /** What the operation deploys, which may have failed to become deployed. */
  operationRevisions: SourceRevision[];
  troubles: ResourceTrouble[];
  conditions: Application['conditions'];
  /** Whether KubeVela Applications are among its resources. */
  hasKubeVela?: boolean;
  healthIgnoresKubeVela?: boolean;
  url: string;
  /** When Argo CD told us, ISO 8601. */
  observedAt: string;
}

/**
 * One sync operation. `(instance, uid, startedAt)` identifies it, whether it
 * was seen running or in the history.
 */
export interface ObservedDeployment {
  instance: string;
  uid: string;
  startedAt: string;
  namespace: string;
  /** As of {@link ObservedApplication}: who may be told of it depends on where it lived. */
  inControllerNamespace: boolean;
  project: string;
  application: string;
  phase: Phase;
  finishedAt?: string;
  startedBy?: string;
  automated: boolean;
  retries: number;
  revisions: SourceRevision[];
  images: Image[];
  message?: string;
  url: string;
}

/** An Application together with the operations that its object tells of. */
export interface Observation {
  application: ObservedApplication;
  deployments: ObservedDeployment[];
}

/** What a watch stream says. */
export type WatchEvent =
  | { type: 'changed'; observation: Observation }
  | { type: 'deleted'; namespace: string; name: string };

/** Commit metadata. A commit never changes, so neither does this. */
export interface RevisionMetadata {
  author?: string;
  /** The first line. */
  message?: string;
  committedAt?: string;
}

/** Names an Application within its instance. */
export interface ApplicationName {
  namespace: string;
  name: string;
}

/** The key of an Application within its instance; neither part can hold a slash. */
export function keyOf({ namespace, name }: ApplicationName): string {
  return `${namespace}/${name}`;
}

/** Whether an operation has come to its end. */
export function isFinal(phase: Phase): boolean {
  return phase === 'Succeeded' || phase === 'Failed' || phase === 'Error';
}
