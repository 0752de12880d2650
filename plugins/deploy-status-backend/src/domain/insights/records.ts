import type { Phase } from '@michi/plugin-deploy-status-common';

/**
 * One sync operation as the figures need it: plain values, times in
 * milliseconds since 1970. Strings repeat a lot (a revision runs in three
 * environments), so whoever makes records shares them.
 */
export interface LedgerRecord {
  instance: string;
  /** Of the Application object. */
  namespace: string;
  application: string;
  environment: string;
  /** The entity that it belongs to: images are followed within it. */
  service: string;
  /** Where it deployed to; absent where that is not known. */
  destination?: string;
  phase: Phase;
  startedAt: number;
  finishedAt?: number;
  /** When the Application was first healthy after it succeeded. */
  healthyAt?: number;
  automated: boolean;
  /** True if it put back what had run before something newer. */
  rollback: boolean;
  /** Ids of what it deployed, in the order of the sources; empty where that is not known. */
  revisions: readonly string[];
  /** Commit time of the newest of its revisions. */
  committedAt?: number;
  /** What it deployed, as `name:tag@digest`; empty where that is not known. */
  images: readonly string[];
  /** What ran when it began; empty where that is not known. */
  imagesBefore: readonly string[];
}

/** A record, before it is known which environment and which service it belongs to. */
export interface StoredRecord extends Omit<
  LedgerRecord,
  'environment' | 'service'
> {
  /** Whether the Application lived beside Argo CD itself. */
  inControllerNamespace: boolean;
  project: string;
}

/** Names the Application of a record; one that was made anew goes on where the old one ended. */
export function placeOf(
  record: Pick<LedgerRecord, 'instance' | 'namespace' | 'application'>,
): string {
  return `${record.instance}/${record.namespace}/${record.application}`;
}

/** How an operation ended, if it did. */
export type Outcome = 'unfinished' | 'succeeded' | 'failed';

/** The outcome of a phase; one that we do not know counts as no end. */
export function outcomeOf({ phase }: LedgerRecord): Outcome {
  switch (phase) {
    case 'Succeeded':
      return 'succeeded';
    case 'Failed':
    case 'Error':
      return 'failed';
    default:
      return 'unfinished';
  }
}

/** Whether two lists hold the same, in whatever order. */
export function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return (
    a === b ||
    (a.length === b.length &&
      (a.every((one, index) => one === b[index]) ||
        [...a].sort().join('\n') === [...b].sort().join('\n')))
  );
}

/**
 * Whether two operations deploy the same: as far as both tell, the same
 * revisions and the same images. What tells nothing that can be compared is not
 * the same as anything, so that it counts rather than disappears.
 */
export function sameContent(a: LedgerRecord, b: LedgerRecord): boolean {
  const revisions = a.revisions.length > 0 && b.revisions.length > 0;
  const images = a.images.length > 0 && b.images.length > 0;
  return (
    (revisions || images) &&
    (!revisions || sameSet(a.revisions, b.revisions)) &&
    (!images || sameSet(a.images, b.images))
  );
}

/**
 * Whether a rollback puts back what an earlier operation deployed: the same
 * revisions, or the same images by a new commit, as most rollbacks are reverts
 * in Git.
 */
export function ranBefore(
  earlier: LedgerRecord,
  rollback: LedgerRecord,
): boolean {
  const same = (a: readonly string[], b: readonly string[]) =>
    a.length > 0 && sameSet(a, b);
  return (
    same(earlier.images, rollback.images) ||
    same(earlier.revisions, rollback.revisions)
  );
}
