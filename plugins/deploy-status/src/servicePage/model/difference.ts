import type { Difference } from '@michi/plugin-deploy-status-common';
import type { DeployedRow, EnvironmentRow } from '../../model/environments';

/** How an environment differs from the next one; undefined for the last one. */
export const differenceOf = (
  environment: string,
  differences: Difference[],
): Difference | undefined =>
  differences.find(({ ahead }) => ahead === environment);

/** Differences that a reader should know of, in a sentence. */
export const worthSaying = (differences: Difference[]): Difference[] =>
  differences.filter(
    ({ state, commits }) =>
      state === 'behind' ||
      state === 'diverged' ||
      (state === 'ahead' && commits !== undefined && commits > 0),
  );

/** Two neighbouring environments in which something runs. */
export interface Step {
  from: DeployedRow;
  to: DeployedRow;
}

/** The steps to production that a version could take, where both ends are known and differ. */
export function stepsOf(rows: EnvironmentRow[]): Step[] {
  const first = new Map<string, EnvironmentRow>();
  for (const row of rows) {
    if (!first.has(row.environment)) first.set(row.environment, row);
  }
  const inOrder = [...first.values()];
  return inOrder.flatMap((from, index) => {
    const to = inOrder[index + 1];
    return from.kind === 'deployed' &&
      to?.kind === 'deployed' &&
      from.version !== to.version
      ? [{ from, to }]
      : [];
  });
}
