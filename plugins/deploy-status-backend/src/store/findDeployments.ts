import type { Knex } from 'knex';
import { FAILED_PHASES } from '../domain/observed';
import {
  fromDeploymentRow,
  NEVER_HEALTHY,
  type DeploymentRow,
} from './deploymentRows';
import type { DeploymentPage, DeploymentQuery } from './StatusStore';

/** As `hasFailed` of the contract's package has it. */
const HAS_FAILED = `(phase = any(?) or ${NEVER_HEALTHY})`;
const FAILED = [...FAILED_PHASES];

type Tuples = { columns: string[]; tuples: Array<Array<string | boolean>> };

/**
 * Names as tuples of the columns that each one speaks of, gathered so that five
 * hundred entities are a handful of conditions.
 */
function tuplesOf(names: DeploymentQuery['applications']): Tuples[] {
  const byColumns = new Map<string, Tuples>();
  for (const { instance, name, namespace, project } of names) {
    const values: Record<string, string | boolean> = {
      instance,
      application: name,
      ...(namespace === undefined
        ? { in_controller_namespace: true }
        : { namespace }),
      ...(project !== undefined && { project }),
    };
    const columns = Object.keys(values);
    const group = byColumns.get(columns.join()) ?? { columns, tuples: [] };
    group.tuples.push(Object.values(values));
    byColumns.set(columns.join(), group);
  }
  // No name asks for nothing, and not for everything.
  return byColumns.size > 0
    ? [...byColumns.values()]
    : [{ columns: ['instance'], tuples: [] }];
}

const keyOf = (row: DeploymentRow) =>
  `${row.instance}/${row.uid}/${row.started_at.getTime()}`;

/**
 * A page of deployments, newest first, and how many there are in all. It is
 * longer than the limit where several began in the same moment as its last one.
 */
export async function findDeployments(
  knex: Knex,
  query: DeploymentQuery,
): Promise<DeploymentPage> {
  const { since, before, only } = query;
  const matching = () => {
    const rows = knex<DeploymentRow>('deployments')
      .where('started_at', '>=', since)
      .andWhere(either => {
        for (const { columns, tuples } of tuplesOf(query.applications)) {
          either.orWhereIn(columns, tuples);
        }
      });
    if (only === 'failed') void rows.whereRaw(HAS_FAILED, [FAILED]);
    if (only === 'rollback') void rows.where('rollback', true);
    return rows;
  };
  const page = matching();
  if (before) void page.where('started_at', '<', before);
  const [[counts], rows] = await Promise.all([
    matching().select<Array<{ total: string; failed: string }>>(
      knex.raw('count(*) as total'),
      knex.raw(`count(*) filter (where ${HAS_FAILED}) as failed`, [FAILED]),
    ),
    page
      .orderBy([
        { column: 'started_at', order: 'desc' },
        { column: 'instance' },
        { column: 'uid' },
      ])
      .limit(query.limit),
  ]);
  const last = rows.at(-1);
  if (last && rows.length === query.limit) {
    // The next page begins before the time of the last one, so that those of
    // the same second have to be on this one.
    const same = await matching()
      .where('started_at', last.started_at)
      .orderBy(['instance', 'uid']);
    const there = new Set(rows.map(keyOf));
    rows.push(...same.filter(row => !there.has(keyOf(row))));
  }
  return {
    deployments: rows.map(fromDeploymentRow),
    total: Number(counts?.total ?? 0),
    failed: Number(counts?.failed ?? 0),
  };
}
