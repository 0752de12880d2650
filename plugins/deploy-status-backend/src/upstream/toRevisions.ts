import { compact } from '../domain/compact';
import type { SourceRevision } from '../domain/observed';
import type { WireOperationState, WireSource } from './wire';

/** The revisions of an operation or of a history entry, one per source. */
export function revisionsOf(
  from: {
    revision?: string;
    revisions: string[];
    source?: WireSource;
    sources: WireSource[];
  },
  fallback: WireSource | undefined,
  historyId?: number,
): SourceRevision[] {
  const one = (
    id: string,
    source: WireSource | undefined,
    sourceIndex?: number,
  ): SourceRevision =>
    compact({
      id,
      repoUrl: source?.repoURL,
      chart: source?.chart,
      sourceIndex,
      historyId: sourceIndex === undefined ? undefined : historyId,
    });
  if (from.revisions.length > 0) {
    return from.revisions.map((id, index) =>
      one(id, from.sources[index], index),
    );
  }
  if (!from.revision) {
    return [];
  }
  // A multi-source object carries an empty single source beside the real ones.
  return [one(from.revision, from.source?.repoURL ? from.source : fallback)];
}

/** What an operation applied. */
export function appliedRevisions(
  state: WireOperationState,
  source: WireSource | undefined,
): SourceRevision[] {
  return state.syncResult ? revisionsOf(state.syncResult, source) : [];
}

/** What an operation deploys: what it applied, or else what was asked for. */
export function operationRevisions(
  state: WireOperationState,
  source: WireSource | undefined,
): SourceRevision[] {
  const applied = appliedRevisions(state, source);
  const requested = state.operation?.sync;
  return applied.length > 0 || !requested
    ? applied
    : revisionsOf({ ...requested, sources: [] }, source);
}
