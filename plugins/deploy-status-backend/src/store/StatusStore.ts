import type { DeploymentKey } from '../domain/deploymentId';
import type {
  ApplicationName,
  ObservedApplication,
  ObservedDeployment,
  RevisionMetadata,
  SourceRevision,
} from '../domain/observed';
import type { SavedDeployments } from './saveDeployments';

/** An Application of a certain instance. */
export interface StoredName extends ApplicationName {
  instance: string;
}

/** An Application that is gone, as far as its deployments can be found by it. */
export type RemovedApplication = Pick<
  ObservedApplication,
  | 'instance'
  | 'namespace'
  | 'name'
  | 'project'
  | 'labels'
  | 'inControllerNamespace'
>;

/** Which deployments are asked for. */
export interface DeploymentQuery {
  /** A name without a namespace means the one beside Argo CD itself, without a project in any project. */
  applications: Array<{
    instance: string;
    name: string;
    namespace?: string;
    project?: string;
  }>;
  since: Date;
  /** Only those that started before it are returned; counts are over all. */
  before?: Date;
  /** Those that failed, also by never becoming healthy, or rollbacks. */
  only?: 'failed' | 'rollback';
  /** At most this many are returned; counts are over all. */
  limit: number;
}

/** Deployments, newest first, and how many there are in all. */
export interface DeploymentPage {
  deployments: ObservedDeployment[];
  total: number;
  /** Also by never becoming healthy. */
  failed: number;
}

/** A revision, such as a commit, and what is said of it. */
export interface ToldRevision {
  revision: SourceRevision;
  metadata: RevisionMetadata;
}

/**
 * What survives a restart. Every write may be made by any number of replicas in
 * any order: the outcome is the same.
 */
export interface StatusStore {
  /** The last known Applications of the named instances. */
  loadApplications(instances: string[]): Promise<ObservedApplication[]>;
  /** When each instance last told us anything. */
  loadContacts(): Promise<Map<string, Date>>;
  /** An older observation never replaces a newer one. */
  saveApplications(applications: ObservedApplication[]): Promise<void>;
  /** Those that are gone and whose deployments are still kept, as they last were. */
  loadRemovedApplications(): Promise<RemovedApplication[]>;
  /** Marks Applications as gone, unless they were observed after `before`. */
  removeApplications(names: StoredName[], before: Date): Promise<void>;
  /** Moves forward only. */
  saveContact(instance: string, at: Date): Promise<void>;
  /**
   * One row per operation, merged by the rules of `domain/deployments`: what was
   * seen goes before what was imported, and an end is never undone.
   */
  saveDeployments(deployments: ObservedDeployment[]): Promise<SavedDeployments>;
  findDeployments(query: DeploymentQuery): Promise<DeploymentPage>;
  findDeployment(key: DeploymentKey): Promise<ObservedDeployment | undefined>;
  /** The instances of which there are deployments, configured or not. */
  ledgerInstances(): Promise<string[]>;
  /**
   * With the Applications that were gone by then, the instances that are not
   * configured and were silent by then, and the commits that nothing refers to
   * any more. Returns how many deployments were removed.
   */
  forgetDeployments(before: Date, configured: string[]): Promise<number>;
  /** Completes what is known of revisions and changes none of it. */
  saveRevisions(told: readonly ToldRevision[]): Promise<void>;
  /** By `revisionKey`; revisions without metadata are absent. */
  findRevisions(
    revisions: SourceRevision[],
  ): Promise<Map<string, RevisionMetadata>>;
}
