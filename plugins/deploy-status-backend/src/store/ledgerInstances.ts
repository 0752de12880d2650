import type { Knex } from 'knex';

/**
 * The instances that the ledger has deployments of, in their order. Each is
 * looked up in the index after the one before it, so that a long ledger is not
 * read for its few instances.
 */
export async function ledgerInstances(knex: Knex): Promise<string[]> {
  const { rows } = await knex.raw<{ rows: Array<{ instance: string }> }>(
    `with recursive found as (
      select min(instance) as instance from deployments
      union all
      select (
        select min(instance) from deployments
        where instance > found.instance
      )
      from found where found.instance is not null
    )
    select instance from found where instance is not null`,
  );
  return rows.map(({ instance }) => instance);
}
