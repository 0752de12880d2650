import {
  hasFailed,
  outcomeOf,
  type Application,
  type Deployment,
  type HookResult,
  type Operation,
  type Phase,
} from '@michi/plugin-deploy-status-common';

/** Whether an operation or a hook ended without success. */
export const isFailed = (phase: Phase): boolean =>
  phase === 'Failed' || phase === 'Error';

/** Why an operation failed, as far as Argo CD said it: the hooks that did, and a message. */
export interface Failure {
  hooks: HookResult[];
  message: string | undefined;
}

/** What Argo CD gave as the reasons; undefined where it did not fail. */
export function failureOf({
  phase,
  hooks,
  message,
}: Pick<Operation, 'phase' | 'hooks' | 'message'>): Failure | undefined {
  if (!isFailed(phase)) return undefined;
  return { hooks: hooks.filter(hook => isFailed(hook.phase)), message };
}

/** Why the last operation of an Application failed; undefined where it did not, or Git has overtaken it. */
export function failureNow(application: Application): Failure | undefined {
  const { operation, superseded } = application;
  return operation && !superseded ? failureOf(operation) : undefined;
}

/** A failure of the past, and what has succeeded since. */
export interface PastFailure {
  deployment: Deployment;
  /** What Argo CD gave as the reasons; undefined where it was applied and never became healthy. */
  failure: Failure | undefined;
  /** The first success after it, seen healthy where that was what failed; undefined where nothing has succeeded since. */
  recovery: Deployment | undefined;
  /** Whether Git has overtaken it, so that nothing had to succeed since. */
  superseded: boolean;
}

/**
 * The last deployment that failed, of any environment.
 *
 * @param deployments - of several Applications, each one's newest first
 * @param applications - what is known of these now
 */
export function lastFailure(
  deployments: Deployment[],
  applications: Application[] = [],
): PastFailure | undefined {
  const [deployment] = deployments
    .filter(hasFailed)
    .sort((a, b) => timeOf(b) - timeOf(a));
  if (!deployment) return undefined;
  const [recovery] = deployments
    .filter(
      later =>
        outcomeOf(later) === 'Succeeded' &&
        (outcomeOf(deployment) !== 'Degraded' ||
          later.healthyAt !== undefined) &&
        later.instance === deployment.instance &&
        later.uid === deployment.uid &&
        timeOf(later) > timeOf(deployment),
    )
    .sort((a, b) => timeOf(a) - timeOf(b));
  const superseded = applications.some(
    one =>
      one.superseded === true &&
      one.instance === deployment.instance &&
      one.uid === deployment.uid &&
      one.operation !== undefined &&
      timeOf(one.operation) === timeOf(deployment),
  );
  return { deployment, failure: failureOf(deployment), recovery, superseded };
}

function timeOf({ startedAt }: Pick<Deployment, 'startedAt'>): number {
  return new Date(startedAt).getTime();
}
