import type { OperableApplication } from './operable';

/** For how long a plan holds that was left open; what it showed may be reverted in Git by then. */
const PLAN_HOLDS_MS = 60 * 60_000;

/**
 * Whether a sync may name a revision. Argo CD deploys any that the repository
 * has, also of a branch or a fork that nobody has merged. So it has to be what
 * Git says at the Application's target; or what it said when a plan was made,
 * so that who consented to the plan gets what it showed, also where Git has
 * moved on since. The plan's dry run, of which Argo CD keeps the state until
 * the next operation, tells of that to every replica. Pure.
 */
export function isDeployable(
  revision: string,
  {
    targetRevisions,
    operation,
  }: Pick<OperableApplication, 'targetRevisions' | 'operation'>,
  now: number,
): boolean {
  if (targetRevisions.includes(revision)) {
    return true;
  }
  // A dry run of anybody else may have been of any revision.
  if (!operation?.dryRun || operation.planId === undefined) {
    return false;
  }
  const { finishedAt, startedAt, revisions } = operation;
  const madeAt = Date.parse(finishedAt ?? startedAt ?? '');
  return now - madeAt < PLAN_HOLDS_MS && revisions.includes(revision);
}
