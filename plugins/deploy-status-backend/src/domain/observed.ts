import type {
  Application,
  Attempt,
  Health,
  HookResult,
  Image,
  Operation,
  Phase,
  ResourceName,
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
  /** The name of the Helm chart, of which the id is a version. */
  chart?: string;
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
  /** When health became what it is, where Argo CD says so. */
  healthSince?: string;
  sync: Sync;
  /** True where it is out of sync although Git still has what was deployed. */
  drifted?: boolean;
  /** Where it is out of sync: what Argo CD compared with, as far as that is not what is deployed; each once. */
  waiting?: SourceRevision[];
  autoSync: boolean;
  images: Image[];
  /** What is deployed. */
  revisions: SourceRevision[];
  /** Where it would be deployed from, as long as nothing has been. */
  wantedFrom?: string[];
  deployedAt?: string;
  /** True if Argo CD's history does not have it: the operation that brought it has failed, or was of chosen resources. */
  unrecorded?: boolean;
  /** True if some of it has been replaced since: an operation failed halfway, or was of chosen resources. */
  mixed?: boolean;
  operation?: Operation;
  /** What the operation deploys, which may have failed to become deployed. */
  operationRevisions: SourceRevision[];
  /** What the operation was asked for beside that, where it was more or less than everything. */
  operationScope?: OperationScope;
  /** True if an operation was asked for and has not begun. */
  queued?: boolean;
  /** Whether health and sync are those after the operation; absent where none has ended, or Argo CD does not say when it looked. */
  settled?: boolean;
  /** True where the operation failed and is history, see `superseded.ts`. */
  superseded?: boolean;
  /** Where it deploys to: the cluster's name, or its address where it has none. */
  destination?: string;
  troubles: ResourceTrouble[];
  conditions: Application['conditions'];
  /** Whether KubeVela Applications are among its resources. */
  hasKubeVela?: boolean;
  healthIgnoresKubeVela?: boolean;
  url: string;
  /** When Argo CD told us, ISO 8601. */
  observedAt: string;
}

/** How much an operation does; to be repeated as it was. */
export interface OperationScope {
  /** Whether it removes what Git no longer has. */
  prune: boolean;
  /** Only these; everything where it is absent. */
  resources?: ResourceName[];
}

/**
 * What two sightings of one operation are weighed by. The greater rank wins,
 * see `deployments.ts`; what has no rank was not told.
 */
export interface Evidence {
  ranks: Partial<Record<EvidenceField, number>>;
  /** True if only some resources were synced: those that were chosen, or that differed. */
  partial?: boolean;
  /** How much it had applied when it failed; absent where that is nothing, or not known. */
  applied?: 'all' | 'some';
  /** The images that ran while nothing of the operation was applied yet; empty where nothing did. */
  before?: Image[];
  /** The images of the pods while it was Degraded after it had succeeded, or once it had failed with all applied: what was deployed, and maybe what ran before. */
  degraded?: Image[];
  /** What was said of its health when it was Degraded first. */
  degradedWhy?: { at: string; message: string };
  /** True if health was the same before the operation ended and at a look after it, and covers all that was deployed. */
  steady?: boolean;
  /** When health first changed after the operation had succeeded. */
  movedAt?: string;
  /** When it first changed to healthy after that. */
  turnedAt?: string;
  /** When it first changed to Degraded after that. */
  degradedAt?: string;
  /**
   * The same by when the watch told of it, where Argo CD does not say when health
   * changed. It is later than the truth, by our clock.
   */
  watched?: Pick<Evidence, 'movedAt' | 'turnedAt' | 'degradedAt'>;
  /** When it was healthy, what ran before, and which attempts failed, by what was imported. */
  told?: { healthyAt?: string; imagesBefore?: Image[]; attempts?: Attempt[] };
  /** What followed from the deployments before it, while those were kept that are past their retention now. */
  concluded?: { rollback: boolean; imagesBefore: Image[] };
}

/** Parts of a deployment that are known together. */
export type EvidenceField =
  | 'place'
  | 'outcome'
  | 'message'
  | 'by'
  | 'request'
  | 'retries'
  | 'hooks'
  | 'revisions'
  | 'images';

/**
 * One sync operation. `(instance, uid, startedAt)` identifies it, whether it
 * was seen running, in the history, or was imported.
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
  destination?: string;
  phase: Phase;
  finishedAt?: string;
  /** First healthy after it succeeded; follows from the evidence. */
  healthyAt?: string;
  startedBy?: string;
  automated: boolean;
  /** The entity of the person who asked for it through the portal. */
  requestedBy?: string;
  reason?: string;
  /** The idempotency key of that request. */
  requestId?: string;
  retries: number;
  /** Attempts that failed and were followed by another one, as far as they were seen. */
  attempts: Attempt[];
  hooks: HookResult[];
  revisions: SourceRevision[];
  /** What it deployed, as told or as follows from the evidence; empty where that is not known. */
  images: Image[];
  /** What ran when it began; follows from the operations before it, empty where that is not known. */
  imagesBefore: Image[];
  /** Whether it put back what had run before something newer; follows from the operations before it. */
  rollback: boolean;
  message?: string;
  url: string;
  /** True if it was only imported, not seen. */
  imported: boolean;
  /** Absent for what was imported or written by an earlier release. */
  evidence?: Evidence;
}

/** What Argo CD found when it compared last, whatever the last operation said. */
export interface Found {
  /** The ids of the revisions that it compared with. */
  revisions: string[];
  /** When it did, as it says. */
  at?: string;
  /** The ids of what its history has, those of several sources joined. */
  deployed: string[];
  /** Without what the operation said of resources. */
  troubles: ResourceTrouble[];
}

/** An Application together with the operations that its object tells of. */
export interface Observation {
  application: ObservedApplication;
  /** The operation under way or just over. */
  deployment?: ObservedDeployment;
  /**
   * What has succeeded before, and that operation too once it has. Made when it
   * is asked for: the first lists of a large fleet tell of ten times as many
   * deployments as there are Applications, more than memory should hold at once.
   */
  history?(): ObservedDeployment[];
  /** The images that run, where that operation applied everything and does not say what it deployed. */
  pods?: Image[];
  /** Where Git is, where Argo CD found a difference to it. */
  compared?: SourceRevision[];
  /** Where the last operation failed, or is not told because of a dry run. */
  found?: Found;
  /** The object tells only of a dry run, so that what is known of the last operation still holds. */
  dryRun?: boolean;
  /** True if nothing was known of the Application before. */
  isFirst?: boolean;
}

/**
 * Every operation that an object tells of, the one under way or just over last:
 * once it has succeeded, the history tells of it a second time.
 */
export function deploymentsOf({
  deployment,
  history,
}: Observation): ObservedDeployment[] {
  return [...(history?.() ?? []), ...(deployment ? [deployment] : [])];
}

/** Names one state of an Application's object. */
export interface ApplicationVersion extends ApplicationName {
  uid: string;
  resourceVersion: string;
}

/** A complete list of an instance's Applications. */
export interface Listing {
  rows: Observation[];
  /** By {@link keyOf}: those listed in a version that was known, of which nothing else was read. */
  unchanged: ReadonlySet<string>;
}

/** What a watch stream says. */
export type WatchEvent =
  | { type: 'changed'; observation: Observation }
  | { type: 'deleted'; namespace: string; name: string };

/**
 * What is known of a revision. A commit never changes, and neither does a version
 * of a chart or an artefact of a digest; so neither does this.
 */
export interface RevisionMetadata {
  /** Of the commit or the artefact; those who maintain the chart. */
  author?: string;
  /** The first line of the commit's message, or of how a chart or an artefact describes itself. */
  message?: string;
  /** Absent for charts and artefacts: when their changes were committed is not known. */
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

/** The phases of a bad end. */
export const FAILED_PHASES: readonly string[] = [
  'Failed',
  'Error',
] satisfies Phase[];

/** Whether an operation, or a hook, has come to its end. */
export function isFinal(phase: string | undefined): boolean {
  return phase === 'Succeeded' || isFailed(phase);
}

/** Whether an operation, or a hook, has come to a bad end. */
export function isFailed(phase: string | undefined): boolean {
  return phase !== undefined && FAILED_PHASES.includes(phase);
}

/** The uid of an Application of which only its name is known. */
export function importedUid(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}
