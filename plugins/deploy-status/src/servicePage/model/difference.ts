import type {
  Application,
  Difference,
} from '@michi/plugin-deploy-status-common';
import type { DeployedRow, EnvironmentRow } from '../../model/environments';

/** How an environment differs from the next one; undefined for the last one. */
export const differenceOf = (
  environment: string,
  differences: Difference[],
): Difference | undefined =>
  differences.find(({ ahead }) => ahead === environment);

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
