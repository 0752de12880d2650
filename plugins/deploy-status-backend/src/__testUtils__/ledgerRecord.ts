import type { LedgerRecord } from '../domain/insights/records';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Midnight of a Monday, UTC. */
export const MONDAY = Date.UTC(2026, 10, 2);

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
    instance: 'production',
    namespace: 'argocd',
    application: 'blog-api',
    environment: 'production',
    service: 'component:default/blog-api',
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
