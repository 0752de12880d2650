import type { RevisionMetadata, SourceRevision } from '../domain/observed';

/** A commit and what is said of it. */
export interface ToldCommit {
  revision: SourceRevision;
  metadata: RevisionMetadata;
}

/** What an import needs of the store beside saving deployments. */
export interface ImportStore {
  /** Completes what is known of commits and changes none of it. */
  saveCommits(commits: ToldCommit[]): Promise<void>;
}
