import { compact } from '../domain/compact';
import { isFailed, type Found } from '../domain/observed';
import { revisionsOf } from './toRevisions';
import { troublesOf } from './troubles';
import { wireHistoryEntrySchema, type WireApplication } from './wire';

/**
 * What Argo CD found when it compared last. Only where it may tell that a failed
 * operation is history: the last one failed, or a dry run hides it.
 */
export function foundOf(
  { status }: WireApplication,
  dryRun: boolean,
): Found | undefined {
  if (!status || !(dryRun || isFailed(status.operationState?.phase))) {
    return undefined;
  }
  const idsOf = (of: { revision?: string; revisions: string[] }) =>
    revisionsOf({ ...of, sources: [] }, undefined).map(({ id }) => id);
  return compact({
    revisions: status.sync ? idsOf(status.sync) : [],
    at: status.reconciledAt,
    deployed: status.history.map(entry =>
      idsOf(wireHistoryEntrySchema.parse(entry)).join(),
    ),
    troubles: troublesOf({ ...status, operationState: undefined }),
  });
}
