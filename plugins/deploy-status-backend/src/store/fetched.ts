import type { Knex } from 'knex';

/** Few enough that they are garbage before V8 takes them for something that lasts. */
const AT_ONCE = 1_000;

/**
 * What a statement finds, some rows at a time. All of a large answer at once
 * would be in memory as the database sent it, ten times what is made of it, and
 * a process that has grown does not give back what it does not need any more.
 */
export async function* fetched<Row>(
  knex: Knex,
  statement: string,
  bindings: Knex.ValueDict,
): AsyncGenerator<Row[], void, undefined> {
  const trx = await knex.transaction();
  try {
    // All rows are wanted; PostgreSQL plans a cursor for its first ones.
    await trx.raw('set local cursor_tuple_fraction = 1');
    await trx.raw(`declare found no scroll cursor for ${statement}`, bindings);
    for (;;) {
      const { rows } = await trx.raw<{ rows: Row[] }>(
        `fetch ${AT_ONCE} from found`,
      );
      if (rows.length > 0) yield rows;
      if (rows.length < AT_ONCE) return;
    }
  } finally {
    // Nothing was written.
    await trx.rollback();
  }
}
