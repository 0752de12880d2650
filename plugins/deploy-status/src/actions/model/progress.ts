import type {
  Application,
  Operation,
  OperationAction,
} from '@michi/plugin-deploy-status-common';

/** How far something that was asked for has come, as the Application shows it. */
export type Progress =
  /** Taken, and nothing is seen of it yet. */
  | { stage: 'asked' }
  | { stage: 'running'; operation: Operation }
  | { stage: 'stopping'; operation: Operation }
  | { stage: 'failed'; operation: Operation }
  /** Applied; what runs is not healthy yet. */
  | { stage: 'rolling-out'; application: Application }
  /** It has ended; whether a rollout follows shows in a moment. */
  | { stage: 'settling' }
  /** Applied, and what runs is broken. */
  | { stage: 'unhealthy'; application: Application }
  /** Applied and healthy, and still other than Git. */
  | { stage: 'differs'; application: Application }
  | { stage: 'done' }
  /** The instance does not answer, so that nothing more can be seen. */
  | { stage: 'silent' };

/** Whether there is nothing more to wait for. */
export function isOver({ stage }: Progress): boolean {
  switch (stage) {
    case 'done':
    case 'failed':
    case 'unhealthy':
    case 'differs':
      return true;
    default:
      return false;
  }
}

/** Whether something new is rolled out by it. */
export function hasRollout(action: OperationAction): boolean {
  return action === 'sync' || action === 'rollback' || action === 'retry';
}

/**
 * Reads the progress of an accepted request off the Application.
 *
 * @param before - when the last operation before the request had started; an
 *   operation with another start is what the request brought about
 */
export function progressOf(
  action: OperationAction,
  before: string | undefined,
  application: Application | undefined,
): Progress {
  // Argo CD answers once it has compared, the Git host once the pull request is there.
  if (action === 'refresh' || action === 'promote') return { stage: 'done' };
  if (!application) return { stage: 'asked' };
  if (!application.live) return { stage: 'silent' };
  return action === 'terminate'
    ? progressOfStopping(before, application.operation)
    : progressOfDeploying(before, application);
}

function progressOfStopping(
  before: string | undefined,
  operation: Operation | undefined,
): Progress {
  if (!operation || operation.startedAt !== before) return { stage: 'done' };
  switch (operation.phase) {
    case 'Running':
    case 'Unknown':
      return { stage: 'asked' };
    case 'Terminating':
      return { stage: 'stopping', operation };
    default:
      return { stage: 'done' };
  }
}

function progressOfDeploying(
  before: string | undefined,
  application: Application,
): Progress {
  const { operation, health, sync } = application;
  // Between the request and its start Argo CD shows no operation at all.
  if (!operation || operation.startedAt === before) return { stage: 'asked' };
  switch (operation.phase) {
    case 'Terminating':
      return { stage: 'stopping', operation };
    case 'Failed':
    case 'Error':
      return { stage: 'failed', operation };
    case 'Succeeded':
      break;
    default:
      return { stage: 'running', operation };
  }
  if (health === 'Degraded' || health === 'Missing') {
    return { stage: 'unhealthy', application };
  }
  if (health !== 'Healthy' && health !== 'Suspended') {
    return { stage: 'rolling-out', application };
  }
  return sync === 'Synced'
    ? { stage: 'done' }
    : { stage: 'differs', application };
}
