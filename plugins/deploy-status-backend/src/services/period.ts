import { InputError } from '@backstage/errors';
import { MAX_PARTS, type Bucket, type Part } from '../domain/insights/parts';

/**
 * A period of the past: it ends now at the latest, and begins where deployments
 * are still kept.
 *
 * @throws InputError for one that ends before it begins, or before what is kept.
 */
export function periodOf(
  { since, until }: { since: string; until?: string },
  now: number,
  retentionMs = Infinity,
): Part {
  const from = Date.parse(since);
  const to = Math.min(until === undefined ? now : Date.parse(until), now);
  if (from >= to) {
    throw new InputError(
      'The period is empty: `since` must be before `until`, and in the past',
    );
  }
  const kept = now - retentionMs;
  if (to <= kept) {
    throw new InputError(
      `Deployments are kept since ${new Date(kept).toISOString()}: ask for a period that ends later`,
    );
  }
  return { from: Math.max(from, kept), to };
}

/** The error for a period that is cut too finely. */
export function tooManyParts(bucket: Bucket | undefined): InputError {
  return new InputError(
    `The period has more than ${MAX_PARTS} parts. Ask for a shorter one, or for longer parts than a ${bucket}`,
  );
}
