import type { Condition } from '@michi/plugin-deploy-status-common';
import { isTrouble } from './condition';
import type { DeployedRow, EnvironmentRow } from './environments';
import { placeName } from './places';

/** A sentence about an entity, without its words. */
export type Sentence =
  | { kind: 'trouble'; condition: Condition; environments: string[] }
  | {
      // Not what: until it is applied, Argo CD tells what ran before.
      kind: 'deploying';
      environment: string;
      since: string;
    }
  | { kind: 'unreachable'; environments: string[]; since: string | undefined }
  | {
      kind: 'runs';
      version: string | undefined;
      environments: string[];
      since: string | undefined;
    }
  | { kind: 'alsoRuns'; version: string | undefined; environments: string[] }
  | { kind: 'waits'; environments: string[] }
  | { kind: 'absent'; environments: string[] }
  | { kind: 'nowhere' };

const nameOf = ({ environment, distinction }: EnvironmentRow): string =>
  placeName(environment, distinction);

/** Nothing runs there, and it is known that nothing does. */
const isNotThere = ({ kind }: EnvironmentRow): boolean =>
  kind === 'absent' || kind === 'pending';

/**
 * What to know about an entity, the most urgent first: trouble, what is being
 * deployed, which environments do not answer; and which version runs furthest
 * along the road to production.
 */
export function headlineOf(rows: EnvironmentRow[]): Sentence[] {
  const deployed = rows.filter(row => row.kind === 'deployed');
  if (rows.every(isNotThere)) {
    return [{ kind: 'nowhere' }];
  }
  return [
    ...troubles(deployed),
    ...deploying(deployed),
    ...unreachable(rows),
    ...versions(deployed, rows),
    ...waiting(deployed),
  ];
}

function waiting(rows: DeployedRow[]): Sentence[] {
  const environments = rows
    .filter(({ condition, asOf }) => condition === 'waits' && !asOf)
    .map(nameOf);
  return environments.length > 0 ? [{ kind: 'waits', environments }] : [];
}

function troubles(rows: DeployedRow[]): Sentence[] {
  const byCondition = new Map<Condition, string[]>();
  for (const row of rows) {
    const { condition, asOf } = row;
    if (asOf === undefined && isTrouble(condition)) {
      byCondition.set(condition, [
        ...(byCondition.get(condition) ?? []),
        nameOf(row),
      ]);
    }
  }
  return [...byCondition].map(([condition, environments]) => ({
    kind: 'trouble',
    condition,
    environments,
  }));
}

function deploying(rows: DeployedRow[]): Sentence[] {
  return rows.flatMap(row => {
    const { condition, application } = row;
    return condition === 'deploying' &&
      application.live &&
      application.operation
      ? [
          {
            kind: 'deploying' as const,
            environment: nameOf(row),
            since: application.operation.startedAt,
          },
        ]
      : [];
  });
}

function unreachable(rows: EnvironmentRow[]): Sentence[] {
  const silent = rows.filter(
    row =>
      row.kind === 'silent' ||
      (row.kind === 'deployed' && row.asOf !== undefined),
  );
  if (silent.length === 0) return [];
  const contacts = silent.flatMap(({ instance }) =>
    instance?.lastContactAt ? [instance.lastContactAt] : [],
  );
  return [
    {
      kind: 'unreachable',
      environments: silent.map(nameOf),
      since: contacts.sort()[0],
    },
  ];
}

function versions(rows: DeployedRow[], all: EnvironmentRow[]): Sentence[] {
  const running = rows.filter(
    ({ application, condition }) =>
      application.deployedAt !== undefined && condition !== 'missing',
  );
  const furthest = running.at(-1);
  if (!furthest) return [];
  const same = running.filter(({ version }) => version === furthest.version);
  const others = new Map<string | undefined, string[]>();
  for (const row of running) {
    if (row.version !== furthest.version) {
      others.set(row.version, [
        ...(others.get(row.version) ?? []),
        nameOf(row),
      ]);
    }
  }
  const absent = all.filter(isNotThere);
  return [
    {
      kind: 'runs',
      version: furthest.version,
      environments: same.map(nameOf),
      since: furthest.application.deployedAt,
    },
    ...[...others].map(([version, environments]) => ({
      kind: 'alsoRuns' as const,
      version,
      environments,
    })),
    ...(absent.length > 0
      ? [
          {
            kind: 'absent' as const,
            environments: absent.map(nameOf),
          },
        ]
      : []),
  ];
}
