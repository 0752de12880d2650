import type {
  Deployment,
  HookResult,
  Operation,
  Phase,
} from '@michi/plugin-deploy-status-common';

/** Whether a deployment ended without success. */
export const isFailed = (phase: Phase): boolean =>
  phase === 'Failed' || phase === 'Error';

/** Why a deployment failed, as far as Argo CD said it: the hooks that did, and a message. */
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

/** A failure of the past, and what has succeeded since. */
export interface PastFailure {
  deployment: Deployment;
  failure: Failure;
  /** The first success after it; undefined where nothing has succeeded since. */
  recovery: Deployment | undefined;
}

/**
 * The last deployment that failed, of any environment.
 *
 * @param deployments - of several Applications, each one's newest first
 */
export function lastFailure(
  deployments: Deployment[],
): PastFailure | undefined {
  const [deployment] = deployments
    .filter(({ phase }) => isFailed(phase))
    .sort((a, b) => timeOf(b) - timeOf(a));
  const failure = deployment && failureOf(deployment);
  if (!failure) return undefined;
  const [recovery] = deployments
    .filter(
      later =>
        later.phase === 'Succeeded' &&
        later.instance === deployment.instance &&
        later.uid === deployment.uid &&
        timeOf(later) > timeOf(deployment),
    )
    .sort((a, b) => timeOf(a) - timeOf(b));
  return { deployment, failure, recovery };
}

function timeOf({ startedAt }: Deployment): number {
  return new Date(startedAt).getTime();
}
