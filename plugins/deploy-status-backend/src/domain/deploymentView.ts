import type { Attempt, Deployment } from '@michi/plugin-deploy-status-common';
import { compact } from './compact';
import { deploymentId } from './deploymentId';
import { degradedAt } from './healthyAt';
import { isFinal, type ObservedDeployment } from './observed';
import { toRevision, type RevisionLookup } from './view';

/** What the API says of a deployment beside what was observed of it. */
export interface DeploymentContext {
  environment: string;
  entityRef: string;
  lookup: RevisionLookup;
  /** Whether it is the operation that its Application has now. */
  current: boolean;
  /** Who asked for it, by the portal's own record: what Argo CD says of that, others can write. */
  request?: { requestedBy: string; reason?: string };
}

/** A deployment as the API tells it. */
export function toDeployment(
  observed: ObservedDeployment,
  context: DeploymentContext,
): Deployment {
  // An operation that is no longer there and whose end nobody saw does not run.
  const phase =
    isFinal(observed.phase) || context.current ? observed.phase : 'Unknown';
  const degraded = observed.evidence && degradedAt(observed, observed.evidence);
  return compact({
    id: deploymentId(observed),
    instance: observed.instance,
    environment: context.environment,
    application: observed.application,
    namespace: observed.namespace,
    uid: observed.uid,
    entityRef: context.entityRef,
    phase,
    startedAt: observed.startedAt,
    finishedAt: observed.finishedAt,
    healthyAt: observed.healthyAt,
    degradedAt: degraded,
    degradedMessage: degraded && observed.evidence?.degradedWhy?.message,
    startedBy: observed.automated ? undefined : observed.startedBy,
    automated: observed.automated,
    requestedBy: context.request?.requestedBy,
    reason: context.request?.reason,
    rollback: observed.rollback,
    attempts: attemptsOf(observed, phase),
    retries: observed.retries,
    hooks: observed.hooks,
    revisions: observed.revisions.map(one => toRevision(one, context.lookup)),
    imagesBefore: observed.imagesBefore,
    images: observed.images,
    message: observed.message,
    url: observed.url,
    imported: observed.imported,
  });
}

/** The attempts of which something is known; the last one is the outcome. */
function attemptsOf(
  observed: ObservedDeployment,
  phase: Deployment['phase'],
): Attempt[] {
  const { attempts, evidence, finishedAt, message, retries } = observed;
  // The history does not say which attempt succeeded.
  if (evidence && evidence.ranks.retries === undefined) {
    return [];
  }
  const last = compact({ number: retries + 1, phase, finishedAt, message });
  // What was seen goes before what was imported.
  const told = evidence?.told?.attempts ?? [];
  const known = new Map([...told, ...attempts].map(one => [one.number, one]));
  return [
    ...[...known.values()]
      .filter(({ number }) => number <= retries)
      .sort((a, b) => a.number - b.number),
    last,
  ];
}
