import {
  placeKey,
  type LedgerRecord,
  type Place,
} from '../domain/insights/records';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Midnight of a Monday, UTC. */
export const MONDAY = Date.UTC(2026, 10, 2);

/** An Application beside its Argo CD. */
export function ledgerPlace(more: Partial<Place> = {}): Place {
  const place = {
    instance: 'production',
    namespace: 'argocd',
    application: 'blog-api',
    inControllerNamespace: true,
    project: 'default',
    ...more,
  };
  return { ...place, key: placeKey(place) };
}

/**
 * A deployment to production that succeeded within a minute and was healthy a
 * minute later. `version` gives it a revision and an image of its own, committed
 * an hour before it started.
 */
export function ledgerRecord(
  version: string,
  startedAt: number,
  more: Partial<LedgerRecord> = {},
): LedgerRecord {
  const succeeded = (more.phase ?? 'Succeeded') === 'Succeeded';
  return {
    place: ledgerPlace(),
    phase: 'Succeeded',
    startedAt,
    finishedAt: startedAt + MINUTE,
    ...(succeeded && { healthyAt: startedAt + 2 * MINUTE }),
    automated: false,
    rollback: false,
    revisions: [`commit-of-${version}`],
    committedAt: startedAt - HOUR,
    images: [`blog-api:${version}`],
    imagesBefore: [],
    ...more,
  };
}
