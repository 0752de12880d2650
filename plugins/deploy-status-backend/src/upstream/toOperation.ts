import {
  hookResultSchema,
  phaseSchema,
  type HookResult,
  type Operation,
} from '@michi/plugin-deploy-status-common';
import { compact } from '../domain/compact';
import { isFinal, type OperationScope } from '../domain/observed';
import { OPERATION_INFO } from '../domain/operations/operationInfo';
import { shortened } from '../domain/storable';
import type {
  WireApplication,
  WireInitiatedBy,
  WireOperationState,
} from './wire';

const KEPT_MESSAGE = 2_000;
const KEPT_HOOK_MESSAGE = 1_000;
const MOST_HOOKS = 50;

/** A value of an enumeration, `Unknown` for those we do not know. */
export const phase = phaseSchema.catch('Unknown');
/** {@inheritDoc phase} */
export const hookType = hookResultSchema.shape.type.catch('Unknown');

/** Who started an operation. */
export function startedBy(by: WireInitiatedBy | undefined) {
  return {
    startedBy: by?.automated ? 'automated' : by?.username,
    automated: by?.automated ?? false,
  };
}

/** What a person told the portal when asking for an operation, as its note claims. */
export function requestOf(state: {
  operation?: { info: { name?: string; value?: string }[] };
}) {
  const told = new Map(
    (state.operation?.info ?? []).map(({ name, value }) => [name, value]),
  );
  const requestedBy = told.get(OPERATION_INFO.requestedBy);
  // A reason is somebody's.
  return requestedBy
    ? compact({
        requestedBy,
        reason: told.get(OPERATION_INFO.reason),
        requestId: told.get(OPERATION_INFO.request),
      })
    : {};
}

/** The largest number that is stored; nothing was tried so often. */
const MOST_RETRIES = 2 ** 31 - 1;

/** How often an operation was tried again. */
export function retriesOf({
  retryCount = 0,
}: Pick<WireOperationState, 'retryCount'>): number {
  return Math.min(MOST_RETRIES, Math.max(0, Math.trunc(retryCount)));
}

/** Undefined for the usual: everything, without pruning. */
export function scopeOf(state: WireOperationState): OperationScope | undefined {
  const asked = state.operation?.sync;
  const resources = (asked?.resources ?? []).flatMap(
    ({ group = '', kind, namespace, name }) =>
      kind && name
        ? [{ group, kind, name, ...(namespace && { namespace }) }]
        : [],
  );
  const prune = asked?.prune ?? false;
  return prune || resources.length > 0
    ? { prune, ...(resources.length > 0 && { resources }) }
    : undefined;
}

function hooksOf(state: WireOperationState): HookResult[] {
  return (state.syncResult?.resources ?? [])
    .filter(result => result.hookType !== undefined)
    .slice(0, MOST_HOOKS)
    .map(result =>
      compact({
        kind: result.kind ?? 'Unknown',
        namespace: result.namespace,
        name: result.name ?? '',
        type: hookType.parse(result.hookType),
        phase: phase.parse(result.hookPhase),
        message: shortened(result.message, KEPT_HOOK_MESSAGE),
      }),
    );
}

/** How many of its resources an operation has applied. */
function progressOf(
  wire: WireApplication,
  state: WireOperationState,
): Operation['progress'] {
  const results = state.syncResult?.resources.filter(
    result => result.hookType === undefined,
  );
  if (!results || state.syncResult?.resources.length === 0) {
    return undefined;
  }
  const chosen = state.operation?.sync?.resources.length ?? 0;
  const all = (wire.status?.resources ?? []).filter(
    // What KubeVela rendered has no status: Argo CD does not apply it.
    resource => !resource.hook && resource.status !== undefined,
  );
  return {
    done: results.filter(({ status }) => status && status !== 'SyncFailed')
      .length,
    total: Math.max(results.length, chosen > 0 ? chosen : all.length),
  };
}

/** How much of an operation is done, to tell an earlier sighting from a later one. */
export function doneOf(state: WireOperationState): number {
  return (state.syncResult?.resources ?? []).filter(({ status, hookPhase }) =>
    hookPhase ? isFinal(phase.parse(hookPhase)) : status !== undefined,
  ).length;
}

/** The running operation, or the last one that ended. */
export function toOperation(wire: WireApplication): Operation | undefined {
  const state = wire.status?.operationState;
  if (!state?.startedAt) {
    return undefined;
  }
  const parsed = phase.parse(state.phase);
  return compact({
    phase: parsed,
    startedAt: state.startedAt,
    // Set during the pause before a retry as well, where nothing has finished.
    finishedAt: isFinal(parsed) ? state.finishedAt : undefined,
    ...startedBy(state.operation?.initiatedBy),
    ...requestOf(state),
    retries: retriesOf(state),
    message: shortened(state.message, KEPT_MESSAGE),
    hooks: hooksOf(state),
    progress: isFinal(parsed) ? undefined : progressOf(wire, state),
  });
}
