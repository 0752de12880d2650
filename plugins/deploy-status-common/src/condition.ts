import { z } from 'zod';
import type { Application } from './model';

/**
 * What an Application's health, sync and operation come to, in one word.
 *
 * - `incomparable`: Argo CD cannot tell whether what runs is what Git says.
 * - `error`: Argo CD reports an error of the Application itself.
 * - `notDeployed`: nothing of it was ever deployed, and nothing went wrong.
 * - `outOfSync`: what runs is not what Git says, and no person has to deploy a
 *   change: Argo CD does, or there is none.
 * - `waits`: healthy, and a change in Git waits for a person to deploy it.
 */
export const conditionSchema = z.enum([
  'healthy',
  'deploying',
  'stopping',
  'progressing',
  'failed',
  'incomparable',
  'error',
  'degraded',
  'notDeployed',
  'missing',
  'outOfSync',
  'waits',
  'suspended',
  'unknown',
]);
/** {@inheritDoc conditionSchema} */
export type Condition = z.output<typeof conditionSchema>;

/**
 * Whether the last operation of an Application failed, and that is still so: not
 * where Git has overtaken it, see {@link Application.superseded}.
 */
export function operationFailed({
  operation,
  superseded,
}: Pick<Application, 'operation' | 'superseded'>): boolean {
  const failed = operation?.phase === 'Failed' || operation?.phase === 'Error';
  return failed && !superseded;
}

/**
 * The one thing to know about an Application, the most urgent first: what runs
 * right now, then what a person must mend, then what differs.
 */
export function conditionOf(
  application: Pick<
    Application,
    | 'operation'
    | 'superseded'
    | 'conditions'
    | 'health'
    | 'sync'
    | 'drifted'
    | 'autoSync'
    | 'deployedAt'
    | 'images'
  >,
): Condition {
  const { operation, conditions, health, sync } = application;
  if (operation?.phase === 'Running') return 'deploying';
  if (operation?.phase === 'Terminating') return 'stopping';
  if (health === 'Degraded') return 'degraded';
  if (operationFailed(application)) return 'failed';
  if (conditions.some(({ type }) => type === 'ComparisonError')) {
    return 'incomparable';
  }
  // Argo CD names conditions that are errors so too: SyncError, InvalidSpecError.
  if (conditions.some(({ type }) => type.endsWith('Error'))) return 'error';
  // That nothing runs is what it is like at first.
  if (
    health !== 'Healthy' &&
    !operation &&
    application.deployedAt === undefined &&
    application.images.length === 0
  ) {
    return 'notDeployed';
  }
  if (health === 'Missing') return 'missing';
  if (health === 'Suspended') return 'suspended';
  if (health === 'Progressing') return 'progressing';
  if (sync === 'OutOfSync') {
    const changeWaits = !application.autoSync && !application.drifted;
    return health === 'Healthy' && changeWaits ? 'waits' : 'outOfSync';
  }
  if (health === 'Unknown' || sync === 'Unknown') return 'unknown';
  return 'healthy';
}
