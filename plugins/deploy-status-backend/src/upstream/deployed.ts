import { isDeepStrictEqual } from 'node:util';
import { isFinal } from '../domain/observed';
import {
  wireHistoryEntrySchema,
  type WireApplication,
  type WireHistoryEntry,
  type WireOperationState,
} from './wire';

type Status = WireApplication['status'];

/** How much of what it was to deploy an operation has applied, though it failed or was of a part only. */
export type Applied = 'all' | 'some';

const idsOf = (of: { revision?: string; revisions: string[] } | undefined) =>
  of?.revisions.length ? of.revisions.join() : of?.revision;

const nameOf = (of: {
  group?: string;
  kind?: string;
  namespace?: string;
  name?: string;
}) => [of.group, of.kind, of.namespace, of.name].join('/');

/** Whether it got to the hooks that Argo CD runs when everything is applied and healthy. */
function cameToPostSync(state: WireOperationState): boolean {
  return (state.syncResult?.resources ?? []).some(
    ({ hookType, hookPhase }) =>
      hookType === 'PostSync' && hookPhase !== undefined,
  );
}

/** Whether nothing that Argo CD keeps in sync was left out, as far as it had compared with what was deployed. */
function isComplete(
  status: Status,
  state: WireOperationState,
  applied: ReadonlySet<string>,
): boolean {
  if (idsOf(status?.sync) !== idsOf(state.syncResult)) return false;
  const kept = (status?.resources ?? []).filter(
    one => !one.hook && one.status !== undefined,
  );
  return kept.length > 0 && kept.every(one => applied.has(nameOf(one)));
}

/** Whether Argo CD has found since then that there runs what it was to deploy. */
function isFoundSynced(status: Status, state: WireOperationState): boolean {
  const ids = idsOf(state.syncResult);
  return (
    status?.sync?.status === 'Synced' &&
    ids !== undefined &&
    idsOf(status.sync) === ids &&
    settledOf(status) === true
  );
}

/**
 * Whether Argo CD has compared everything again since the operation ended, or
 * health has changed since. Its times are whole seconds, so a comparison in the
 * same second may still be before the end. Undefined where nothing has ended, or
 * where nothing says when Argo CD compared.
 */
export function settledOf(status: Status): boolean | undefined {
  const { finishedAt, phase } = status?.operationState ?? {};
  const comparedAt = status?.reconciledAt;
  const changedAt = status?.health?.lastTransitionTime;
  if (finishedAt === undefined || !isFinal(phase)) return undefined;
  if (changedAt !== undefined && changedAt >= finishedAt) return true;
  return comparedAt === undefined ? undefined : comparedAt > finishedAt;
}

/**
 * How much the last operation has applied, once it has ended. Undefined where
 * that is nothing: Argo CD tries everything out first, and what fails then
 * changes nothing. Of several attempts this is of the last one, as each begins
 * with an empty result; what an earlier one left is seen as the next operation
 * begins.
 */
export function appliedOf(status: Status): Applied | undefined {
  const state = status?.operationState;
  if (!state || !isFinal(state.phase)) return undefined;
  const results = (state.syncResult?.resources ?? []).filter(
    ({ hookType }) => hookType === undefined,
  );
  const isPartial = (state.operation?.sync?.resources.length ?? 0) > 0;
  const done = results.filter(
    one => one.status !== undefined && one.status !== 'SyncFailed',
  );
  if (!isPartial && state.phase === 'Succeeded') return 'all';
  const isWhole = () =>
    cameToPostSync(state) ||
    isComplete(status, state, new Set(done.map(nameOf)));
  if (
    done.length > 0 &&
    done.length === results.length &&
    (isFoundSynced(status, state) || (!isPartial && isWhole()))
  ) {
    return 'all';
  }
  return done.length > 0 ? 'some' : undefined;
}

/** Whether an operation deploys what an entry of the history says, from the same sources. */
function isSameContent(
  entry: WireHistoryEntry | undefined,
  result: WireOperationState['syncResult'],
): boolean {
  return (
    entry !== undefined &&
    result !== undefined &&
    idsOf(result) !== undefined &&
    idsOf(entry) === idsOf(result) &&
    isDeepStrictEqual(
      [entry.source, entry.sources],
      [result.source, result.sources],
    )
  );
}

/** What runs, as an entry of the history would say it. */
export interface LastDeployed {
  entry?: WireHistoryEntry;
  /** True if it is not an entry of the history. */
  unrecorded: boolean;
  /** True if some of it has been replaced since. */
  mixed: boolean;
}

/**
 * What was deployed last. Argo CD's history has successes only, of everything, and
 * may be switched off; an operation that failed when everything was applied, as
 * by a PostSync hook, has brought what runs all the same.
 */
export function lastDeployed(status: Status): LastDeployed {
  const newest = status?.history.at(-1);
  const last = newest && wireHistoryEntrySchema.parse(newest);
  const state = status?.operationState;
  const since = last?.deployStartedAt ?? last?.deployedAt;
  const isLater =
    state?.startedAt !== undefined &&
    (since === undefined || since < state.startedAt);
  // Once more what runs, as where Argo CD puts back what somebody changed in
  // the cluster, changes nothing of that.
  const applied =
    isLater && !isSameContent(last, state.syncResult)
      ? appliedOf(status)
      : undefined;
  if (!state || applied !== 'all' || !state.syncResult) {
    return {
      ...(last && { entry: last }),
      unrecorded: false,
      mixed: last !== undefined && applied === 'some',
    };
  }
  const { revision, revisions, source, sources } = state.syncResult;
  return {
    entry: {
      id: undefined,
      revision,
      revisions,
      source,
      sources,
      deployStartedAt: state.startedAt,
      deployedAt: state.finishedAt,
      initiatedBy: state.operation?.initiatedBy,
    },
    unrecorded: true,
    mixed: false,
  };
}
