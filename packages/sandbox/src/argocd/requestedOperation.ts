import type { NextSync } from './InstanceControl';
import type { Application, InitiatedBy, Operation } from './wire';

/** What a person or auto-sync asks for. */
export interface SyncRequest {
  revision?: string;
  source?: Operation['sync']['source'];
  info?: Operation['info'];
  prune?: boolean;
  dryRun?: boolean;
  resources?: Operation['sync']['resources'];
  syncStrategy?: Operation['sync']['syncStrategy'];
  initiatedBy: InitiatedBy;
}

/** What Argo CD puts in place for a request. Nothing that is off or empty is there. */
export function operationFor(
  request: SyncRequest,
  target: Pick<Operation['sync'], 'revision' | 'source'>,
  spec: Application['spec'],
  decided: NextSync | undefined,
): Operation {
  const { prune, dryRun, syncStrategy, resources, info, initiatedBy } = request;
  const usual = initiatedBy.automated
    ? { limit: 5 }
    : (spec.syncPolicy?.retry ?? {});
  const wanted = decided?.retries ? { limit: decided.retries } : {};
  return {
    sync: {
      revision: target.revision,
      ...(prune && { prune: true }),
      ...(dryRun && { dryRun: true }),
      ...(syncStrategy && { syncStrategy }),
      ...(resources && { resources }),
      source: target.source,
    },
    initiatedBy,
    ...(info && info.length > 0 && { info }),
    retry: decided?.fail ? wanted : usual,
  };
}
