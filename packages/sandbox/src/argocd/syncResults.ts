import type { ManifestObject } from './manifests';
import {
  ordinary,
  sameObject,
  type AppRecord,
  type Failure,
  type Run,
} from './record';
import type { Application, OperationState, ResourceResult } from './wire';

const COMPLETE = 'Reached expected number of succeeded pods';

/** The hooks of one kind that the operation runs; a partial or dry run has none. */
export function hooksOf(
  record: AppRecord,
  run: Run,
  hook: NonNullable<ManifestObject['hook']>,
): ManifestObject[] {
  const sync = record.application.operation?.sync;
  if (sync?.dryRun || sync?.resources || sync?.syncStrategy?.apply) return [];
  return run.target.objects.filter(object => object.hook === hook);
}

/** What the operation says while its hooks run. */
export function waitingFor(hooks: ManifestObject[]): string {
  const [first, ...others] = hooks;
  if (!first) return 'one or more tasks are running';
  const more = others.length > 0 ? ` and ${others.length} more hooks` : '';
  return `waiting for completion of hook ${first.group}/${first.kind}/${first.name}${more}`;
}

const base = (object: ManifestObject) => ({
  group: object.group,
  version: object.version,
  kind: object.kind,
  namespace: object.namespace,
  name: object.name,
});

const images = (object: ManifestObject) =>
  object.images.length > 0 ? { images: object.images } : {};

/** As kubectl names it: `deployment.apps/web`. */
function shortName(object: ManifestObject): string {
  const kind = object.kind.toLowerCase();
  return `${object.group ? `${kind}.${object.group}` : kind}/${object.name}`;
}

export function runningHooks(hooks: ManifestObject[]): ResourceResult[] {
  return hooks.map(object => ({
    ...base(object),
    message: `${shortName(object)} created`,
    hookType: object.hook,
    hookPhase: 'Running',
    syncPhase: object.hook ?? 'Sync',
    ...images(object),
  }));
}

export function afterHooks(
  hooks: ManifestObject[],
  failure?: Failure,
): ResourceResult[] {
  const isFailing = ({ name }: ManifestObject) => name === failure?.hook;
  return hooks.map(object => ({
    ...base(object),
    message: failure && isFailing(object) ? failure.reason : COMPLETE,
    hookType: object.hook,
    hookPhase: isFailing(object) ? 'Failed' : 'Succeeded',
    syncPhase: object.hook ?? 'Sync',
    ...images(object),
  }));
}

type Sync = NonNullable<Application['operation']>['sync'] | undefined;

const isChosen = (object: ManifestObject, sync: Sync): boolean =>
  !sync?.resources ||
  sync.resources.some(ref =>
    sameObject(object, {
      group: ref.group ?? '',
      kind: ref.kind,
      name: ref.name,
      namespace: ref.namespace ?? object.namespace,
    }),
  );

/** The objects, hooks left out, that the operation is about. */
export function chosenOf(
  objects: ManifestObject[],
  sync: Sync,
): ManifestObject[] {
  return ordinary(objects).filter(object => isChosen(object, sync));
}

/** What the cluster holds and Git does not ask for, as far as the operation is about it. */
export function superfluousOf(
  live: ManifestObject[],
  run: Run,
  sync: Sync,
): ManifestObject[] {
  return live.filter(
    object =>
      isChosen(object, sync) &&
      !run.target.objects.some(other => sameObject(other, object)),
  );
}

/** A rehearsal does not look whether anything would change. */
function verbOf(object: ManifestObject, run: Run, sync: Sync): string {
  const old = run.before?.find(other => sameObject(other, object));
  if (!old) return 'created';
  return old.digest === object.digest && !sync?.dryRun
    ? 'unchanged'
    : 'configured';
}

const isRefused = (object: ManifestObject, failure: Failure): boolean =>
  failure.hook === undefined &&
  (failure.namespace ?? object.namespace) === object.namespace;

const refusal = (object: ManifestObject, failure: Failure): ResourceResult => ({
  ...base(object),
  status: 'SyncFailed',
  message: failure.reason,
  hookPhase: 'Failed',
  syncPhase: 'Sync',
  ...images(object),
});

/**
 * `operationState.syncResult`: the hooks given, and the objects that were
 * applied where none of those before is running or failed.
 */
export function resultsOf(
  record: AppRecord,
  run: Run,
  hooks: { before?: ResourceResult[]; after?: ResourceResult[] },
  failure?: Failure,
): NonNullable<OperationState['syncResult']> {
  const { before = [], after = [] } = hooks;
  const sync = record.application.operation?.sync;
  const reached = before.every(hook => hook.hookPhase === 'Succeeded');
  const chosen = chosenOf(run.target.objects, sync);
  const applied = reached ? chosen : [];
  const superfluous =
    reached && !failure ? superfluousOf(run.before ?? [], run, sync) : [];
  const rehearsed = sync?.dryRun ? ' (dry run)' : '';
  return {
    resources: [
      ...before,
      ...applied.map((object): ResourceResult =>
        failure && isRefused(object, failure)
          ? refusal(object, failure)
          : {
              ...base(object),
              status: 'Synced',
              message: `${shortName(object)} ${verbOf(object, run, sync)}${rehearsed}`,
              hookPhase:
                before.length + after.length > 0 || sync?.dryRun
                  ? 'Succeeded'
                  : 'Running',
              syncPhase: 'Sync',
              ...images(object),
            },
      ),
      ...superfluous.map((object): ResourceResult => ({
        ...base(object),
        status: sync?.prune ? 'Pruned' : 'PruneSkipped',
        message: sync?.prune
          ? `pruned${rehearsed}`
          : 'ignored (requires pruning)',
        hookPhase: 'Succeeded',
        syncPhase: 'Sync',
      })),
      ...after,
    ],
    revision: sync?.revision ?? run.target.revision,
    source: record.application.spec.source,
  };
}
