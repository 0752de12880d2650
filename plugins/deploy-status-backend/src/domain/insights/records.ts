import type { Phase } from '@michi/plugin-deploy-status-common';
import { parseImage } from '../image';

/** An Application of the past, and where it was. */
export interface Place {
  /** Names it; one that was made anew goes on where the old one ended. */
  key: string;
  instance: string;
  /** Of the Application object. */
  namespace: string;
  application: string;
  /** Whether it lived beside Argo CD itself. */
  inControllerNamespace: boolean;
  project: string;
  /** Where it deployed to; absent where that is not known. */
  destination?: string;
}

/** The key of a {@link Place}. */
export function placeKey(
  place: Pick<Place, 'instance' | 'namespace' | 'application'>,
): string {
  return `${place.instance}/${place.namespace}/${place.application}`;
}

/**
 * One sync operation as the figures need it: plain values, times in
 * milliseconds since 1970. Places and lists repeat a lot (a revision runs in
 * three environments), so whoever makes records shares them.
 */
export interface LedgerRecord {
  place: Place;
  phase: Phase;
  startedAt: number;
  finishedAt?: number;
  /** When the Application was first healthy after it succeeded. */
  healthyAt?: number;
  /** True if it succeeded, and then became degraded by it and was not seen healthy with it. */
  degraded?: boolean;
  automated: boolean;
  /** True if it put back what had run before something newer. */
  rollback: boolean;
  /** True if it was of a part, as when Argo CD puts back what somebody changed in the cluster; its images are those of that part. */
  partial?: boolean;
  /** Ids of what it deployed, in the order of the sources; empty where that is not known. */
  revisions: readonly string[];
  /** Commit time of the newest of its revisions. */
  committedAt?: number;
  /** What it deployed, as `name:tag@digest`; empty where that is not known. */
  images: readonly string[];
  /** What ran when it began; empty where that is not known. */
  imagesBefore: readonly string[];
  /** When the first operation of the Application started, where this one stands for all that came before it. */
  earliestAt?: number;
}

/** How an operation ended, if it did. */
export type End = 'unfinished' | 'succeeded' | 'failed';

/** The outcome of a phase; one that we do not know counts as no end. */
export function endOf({ phase }: LedgerRecord): End {
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

/** What was deployed. */
export type Content = Pick<LedgerRecord, 'revisions' | 'images'>;

/**
 * Whether two operations deploy the same: as far as both tell, the same
 * revisions and the same images. What tells nothing that can be compared is not
 * the same as anything, so that it counts rather than disappears.
 */
export function sameContent(a: Content, b: Content): boolean {
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

/** Whether an operation of a part deploys nothing but what runs already. */
export function isPartOf(part: Content, running: Content): boolean {
  return (
    sameSet(part.revisions, running.revisions) &&
    part.images.every(image => running.images.includes(image))
  );
}

/** What runs after an operation, of what ran before it. */
export function nowRunning(
  before: Content | undefined,
  { partial, revisions, images }: LedgerRecord,
): Content {
  if (!partial || !before) return { revisions, images };
  const names = new Set(images.map(image => parseImage(image).name));
  const others = before.images.filter(
    image => !names.has(parseImage(image).name),
  );
  return { revisions, images: [...others, ...images] };
}
