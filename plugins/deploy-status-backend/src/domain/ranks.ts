import type { Evidence, EvidenceField } from './observed';

/** Where a sighting comes from. */
export type Source = 'operation' | 'history' | 'import';

/*
 * How much a source knows. An end that was told goes before an operation that
 * still ran; of all else, what was seen goes before what was imported.
 */
const FINAL = 4_000_000;
const HISTORY = 3_000_000;
const IMPORTED_END = 2_000_000;
const UNDER_WAY = 1_000_000;
const IMPORTED = 500_000;

/** How far an operation has come that has not ended; below {@link UNDER_WAY}. */
export interface Progress {
  terminating: boolean;
  retries: number;
  /** Waits for the next attempt. */
  waiting: boolean;
  /** Resources and hooks that are done. */
  done: number;
}

function progressRank({ terminating, retries, waiting, done }: Progress) {
  return (
    (terminating ? 500_000 : 0) +
    Math.min(retries, 400) * 1_000 +
    (waiting ? 0 : 500) +
    Math.min(done, 499)
  );
}

/** What a sighting says beside its values. */
export interface SightingDetails extends Omit<Evidence, 'ranks'> {
  /** Of an operation that goes on. */
  progress?: Progress;
  /** True if the revisions are those that were applied, not only asked for. */
  isApplied?: boolean;
  /** The images are those of the applied manifests, or those that ran, as seen at once or only after health had changed. */
  imagesFrom?: 'manifests' | 'pods-after-change' | 'pods';
}

const IMAGES_BONUS = { manifests: 0.6, 'pods-after-change': 0.4, pods: 0 };

/** How well a sighting knows a part: the greater rank wins. */
export function rankOf(
  field: EvidenceField,
  source: Source,
  final: boolean,
  details: SightingDetails,
): number {
  if (source === 'history') return HISTORY;
  if (source === 'import') {
    return field === 'outcome' ? IMPORTED_END : IMPORTED;
  }
  const { progress, isApplied, imagesFrom } = details;
  const bonus =
    (field === 'images' && imagesFrom ? IMAGES_BONUS[imagesFrom] : 0) +
    (field === 'revisions' && isApplied ? 0.5 : 0);
  const base = UNDER_WAY + (progress ? progressRank(progress) : 0);
  return (final ? FINAL : base) + bonus;
}
