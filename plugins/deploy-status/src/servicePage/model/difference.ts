import {
  imageVersions,
  type Application,
  type Difference,
} from '@michi/plugin-deploy-status-common';
import type { DeployedRow, EnvironmentRow } from '../../model/environments';
import { isInFlight } from '../../model/running';

/** How an environment differs from the next one; undefined for the last one. */
export const differenceOf = (
  environment: string,
  differences: Difference[],
): Difference | undefined =>
  differences.find(({ ahead }) => ahead === environment);

/**
 * How two environments differ, by what runs and by the commits that brought it.
 *
 * - `sameVersion`: the commit that brought a version to the later environment is
 *   nothing that the earlier one lacks.
 * - `otherVersion`: of one commit, as where each environment has its own folder
 *   in a repository.
 * - `moving`: something is being deployed in one of them, and until then the
 *   commit that deploys it would look like one that the other lacks.
 * - `commits`: what the commits say.
 */
export type Comparison = 'sameVersion' | 'otherVersion' | 'moving' | 'commits';

/** {@inheritDoc Comparison} */
export function comparisonOf(
  { ahead, behind, state }: Difference,
  rows: EnvironmentRow[],
): Comparison {
  const [earlier, later] = [ahead, behind].map(environment => {
    const row = rows.find(one => one.environment === environment);
    return row?.kind === 'deployed' ? row : undefined;
  });
  const isSame =
    earlier?.version !== undefined && earlier.version === later?.version;
  const isLacking = state === 'behind' || state === 'diverged';
  if (isSame && isLacking) return 'sameVersion';
  if (isLacking && [earlier, later].some(row => row && isMoving(row))) {
    return 'moving';
  }
  if (state !== 'same') return 'commits';
  return isSame || !earlier?.version || !later?.version
    ? 'sameVersion'
    : 'otherVersion';
}

/** Whether something is being deployed, or old and new run beside each other. */
function isMoving({ application }: DeployedRow): boolean {
  const versions = imageVersions(application.images, application.name);
  return isInFlight(application) || versions.length > 1;
}

/** Differences that a reader should know of, in a sentence. */
export const worthSaying = (
  differences: Difference[],
  rows: EnvironmentRow[],
): Difference[] =>
  differences.filter(difference => {
    const { state, commits } = difference;
    if (comparisonOf(difference, rows) !== 'commits') return false;
    return state === 'ahead'
      ? commits !== undefined && commits > 0
      : state === 'behind' || state === 'diverged';
  });

/** From where something runs to where the next environment has, or is to have, the same. */
export interface Step {
  from: DeployedRow;
  to: DestinationRow;
}

type DestinationRow = Extract<EnvironmentRow, { application: Application }>;

/** The rows in which there is an Application, environment by environment, in their order. */
function byEnvironment(rows: EnvironmentRow[]): DestinationRow[][] {
  const environments = new Map<string, DestinationRow[]>();
  for (const row of rows) {
    const here = environments.get(row.environment) ?? [];
    if ('application' in row) here.push(row);
    environments.set(row.environment, here);
  }
  return [...environments.values()];
}

/**
 * Where the version of a place comes from: of an environment's Applications the
 * one that runs the same image, or has the same name, or else the only one.
 */
function sourceOf(
  { application }: DestinationRow,
  earlier: DeployedRow[],
): DeployedRow | undefined {
  const names = new Set(application.images.map(({ name }) => name));
  return (
    earlier.find(one => one.application.images.some(i => names.has(i.name))) ??
    earlier.find(one => one.application.name === application.name) ??
    (earlier.length === 1 ? earlier[0] : undefined)
  );
}

/**
 * The steps to production that a version could take, for each place of an
 * environment: where both ends are known and differ, and the later one is not
 * ahead already. Where nothing runs yet, it could take the first one.
 */
export function stepsOf(
  rows: EnvironmentRow[],
  differences: Difference[],
): Step[] {
  const environments = byEnvironment(rows);
  return environments.flatMap((here, index) => {
    const earlier = (environments[index - 1] ?? []).filter(
      row => row.kind === 'deployed',
    );
    return here.flatMap((to): Step[] => {
      const from = sourceOf(to, earlier);
      // Environments are compared by their first places.
      const isCompared = from === earlier[0] && to === here[0];
      return from &&
        (to.kind === 'pending' || from.version !== to.version) &&
        !(
          isCompared &&
          differenceOf(from.environment, differences)?.state === 'behind'
        )
        ? [{ from, to }]
        : [];
    });
  });
}
