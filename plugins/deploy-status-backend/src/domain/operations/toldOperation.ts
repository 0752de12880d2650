import type {
  HookResult,
  PlannedOperation,
} from '@michi/plugin-deploy-status-common';
import { compact } from '../compact';
import {
  isFailed,
  isFinal,
  type ObservedApplication,
  type SourceRevision,
} from '../observed';
import type {
  ComparedResource,
  OperableApplication,
  OperationNow,
  ResourceResult,
} from './operable';
import { isChosen, keyOfResource } from './planResources';
import { withSources } from './sources';

type Told = PlannedOperation['results'][number];

/** An operation as a plan tells of it, before its commits are looked up and who asked for it is confirmed. */
export interface ToldOperation extends Omit<PlannedOperation, 'revisions'> {
  revisions: SourceRevision[];
  requestId?: string;
}

function stateOf(
  { status, phase, failed, hook }: ResourceResult,
  ended: boolean,
): Told['state'] {
  if (failed) return 'failed';
  if (phase ? isFinal(phase) : status !== undefined) return 'done';
  if (!ended) return 'running';
  // What was applied stays so, ready or not; a hook may have been cut short.
  return hook || status === undefined ? 'pending' : 'done';
}

/** What an operation has to do and has said nothing of. */
function untouched(
  operation: OperationNow,
  compared: readonly ComparedResource[],
): Told[] {
  const told = new Set(operation.results.map(keyOfResource));
  return compared
    .filter(
      one =>
        !told.has(keyOfResource(one)) &&
        isChosen(one, operation.resources) &&
        (operation.prune || !one.requiresPruning),
    )
    .map(({ group, kind, namespace, name }) =>
      compact({ group, kind, namespace, name, state: 'pending' as const }),
    );
}

/** The operation that Argo CD tells of; undefined where it has not begun. Pure. */
export function operationNow(
  application: OperableApplication,
): ToldOperation | undefined {
  const { operation } = application;
  if (!operation?.startedAt) {
    return undefined;
  }
  const { results, revisions, planId, startedAt, ...rest } = operation;
  const ended = isFinal(operation.phase);
  return {
    ...rest,
    startedAt,
    revisions: withSources(revisions, application),
    results: [
      ...results.map(one =>
        compact({
          group: one.group,
          kind: one.kind,
          namespace: one.namespace,
          name: one.name,
          hook: one.hookType,
          state: stateOf(one, ended),
          message: one.message,
        }),
      ),
      ...untouched(operation, application.resources),
    ],
  };
}

function stateOfHook({ phase }: HookResult): Told['state'] {
  if (isFailed(phase)) return 'failed';
  return isFinal(phase) ? 'done' : 'pending';
}

/** The last operation as the board remembers it: of its results, the hooks. Pure. */
export function operationRemembered({
  operation,
  operationRevisions,
  operationScope,
}: ObservedApplication): ToldOperation | undefined {
  if (!operation) {
    return undefined;
  }
  const { hooks, progress, ...rest } = operation;
  return {
    ...rest,
    dryRun: false,
    prune: operationScope?.prune ?? false,
    ...(operationScope?.resources && { resources: operationScope.resources }),
    revisions: operationRevisions,
    results: hooks.map(hook =>
      compact({
        kind: hook.kind,
        namespace: hook.namespace,
        name: hook.name,
        hook: hook.type,
        state: stateOfHook(hook),
        message: hook.message,
      }),
    ),
  };
}
