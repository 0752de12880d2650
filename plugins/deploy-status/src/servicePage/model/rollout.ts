import type {
  Application,
  Deployment,
} from '@michi/plugin-deploy-status-common';
import { currentDeployment, isInFlight } from '../../model/running';

/** How long it took to bring out a version. Times are milliseconds since the start of the operation. */
export type Rollout =
  /** Nothing is recorded of it. */
  | { kind: 'unknown' }
  | { kind: 'running'; since: string }
  /** Everything is applied; what runs is not healthy yet. */
  | { kind: 'settling'; since: string; synced: number }
  /** It may have been applied all the same. */
  | { kind: 'failed'; after: number }
  | { kind: 'done'; synced: number; healthy: number | undefined };

const between = (from: string, to: string): number =>
  Math.max(0, new Date(to).getTime() - new Date(from).getTime());

const isSameTime = (a: string, b: string): boolean =>
  new Date(a).getTime() === new Date(b).getTime();

/** How long a deployment took, to applied and to healthy. */
export function rolloutOfDeployment({
  phase,
  startedAt,
  finishedAt,
  healthyAt,
}: Pick<Deployment, 'phase' | 'startedAt' | 'finishedAt'> &
  Partial<Pick<Deployment, 'healthyAt'>>): Rollout {
  if (phase === 'Running' || phase === 'Terminating') {
    return { kind: 'running', since: startedAt };
  }
  if (!finishedAt) return { kind: 'unknown' };
  if (phase === 'Failed' || phase === 'Error') {
    return { kind: 'failed', after: between(startedAt, finishedAt) };
  }
  return {
    kind: 'done',
    synced: between(startedAt, finishedAt),
    healthy:
      healthyAt === undefined ? undefined : between(startedAt, healthyAt),
  };
}

/** How long what runs in an environment took to get there, or how far it has come. */
export function rolloutOf(
  application: Application,
  deployments: Deployment[],
): Rollout {
  const { operation, health, deployedAt, live } = application;
  if (operation && live && isInFlight(application)) {
    return { kind: 'running', since: operation.startedAt };
  }
  const known =
    currentDeployment(application, deployments) ??
    (operation && deployedAt && isSameTime(operation.startedAt, deployedAt)
      ? operation
      : undefined);
  if (!known) return { kind: 'unknown' };
  const rollout = rolloutOfDeployment(known);
  if (
    rollout.kind === 'done' &&
    rollout.healthy === undefined &&
    live &&
    health === 'Progressing' &&
    deployedAt
  ) {
    return { kind: 'settling', since: deployedAt, synced: rollout.synced };
  }
  return rollout;
}
