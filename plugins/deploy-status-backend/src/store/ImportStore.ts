import type { RevisionMetadata, SourceRevision } from '../domain/observed';

/** Where and when an operation was, whichever uid its Application had. */
export interface OperationPlace {
  instance: string;
  namespace: string;
  application: string;
  /** ISO 8601. */
  startedAt: string;
}

/** A commit and what is said of it. */
export interface ToldCommit {
  revision: SourceRevision;
  metadata: RevisionMetadata;
}

/** What an import needs of the store beside saving deployments. */
export interface ImportStore {
  /** The uids under which the ledger has these operations, in the order asked for; undefined where it has none. */
  findUids(places: OperationPlace[]): Promise<Array<string | undefined>>;
  /** Completes what is known of commits and changes none of it. */
  saveCommits(commits: ToldCommit[]): Promise<void>;
}
