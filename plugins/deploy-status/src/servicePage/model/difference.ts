import type { Difference } from '@michi/plugin-deploy-status-common';
import type { DeployedRow, EnvironmentRow } from '../../model/environments';

/** How an environment differs from the next one; undefined for the last one. */
export const differenceOf = (
  environment: string,
  differences: Difference[],
): Difference | undefined =>
  differences.find(({ ahead }) => ahead === environment);

/** The first row of each environment, in order. */
function firstRows(rows: EnvironmentRow[]): EnvironmentRow[] {
  const first = new Map<string, EnvironmentRow>();
  for (const row of rows) {
    if (!first.has(row.environment)) first.set(row.environment, row);
  }
  return [...first.values()];
}

/** Whether two environments run the same version, whichever commit brought it there. */
export function isSameVersion(
  { ahead, behind }: Difference,
  rows: EnvironmentRow[],
): boolean {
  const versions = [ahead, behind].map(environment => {
    const row = rows.find(one => one.environment === environment);
    return row?.kind === 'deployed' ? row.version : undefined;
  });
  return versions[0] !== undefined && versions[0] === versions[1];
}

/**
 * Differences that a reader should know of, in a sentence. Where one version
 * runs in both, the commit that brought it to the later environment is nothing
 * that the earlier one lacks.
 */
export const worthSaying = (
  differences: Difference[],
  rows: EnvironmentRow[],
): Difference[] =>
  differences.filter(difference => {
    const { state, commits } = difference;
    return state === 'ahead'
      ? commits !== undefined && commits > 0
      : (state === 'behind' || state === 'diverged') &&
          !isSameVersion(difference, rows);
  });

/** Two neighbouring environments in which something runs. */
export interface Step {
  from: DeployedRow;
  to: DeployedRow;
}

/**
 * The steps to production that a version could take: where both ends are known
 * and differ, and the later one is not ahead already.
 */
export function stepsOf(
  rows: EnvironmentRow[],
  differences: Difference[],
): Step[] {
  const inOrder = firstRows(rows);
  return inOrder.flatMap((from, index) => {
    const to = inOrder[index + 1];
    return from.kind === 'deployed' &&
      to?.kind === 'deployed' &&
      from.version !== to.version &&
      differenceOf(from.environment, differences)?.state !== 'behind'
      ? [{ from, to }]
      : [];
  });
}
