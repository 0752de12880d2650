import type { Knex } from 'knex';
import { homeOf } from './revisions';

/**
 * Deletes what is past its retention: deployments, Applications that are gone,
 * instances that are no longer configured with all that was known of them, and
 * the commits that nothing refers to any more. Returns how many deployments were
 * deleted.
 */
export async function forget(
  knex: Knex,
  before: Date,
  configured: readonly string[],
): Promise<number> {
  const deployments: number = await knex('deployments')
    .where('started_at', '<', before)
    .delete();
  await knex('applications').where('removed_at', '<', before).delete();
  await forgetInstances(knex, before, configured);
  await forgetRevisions(knex, before);
  return deployments;
}

async function forgetInstances(
  knex: Knex,
  before: Date,
  configured: readonly string[],
): Promise<void> {
  await knex.transaction(async trx => {
    const silent: string[] = await trx('instances')
      .where('last_contact_at', '<', before)
      .whereNotIn('name', configured)
      .pluck('name');
    await trx('applications').whereIn('instance', silent).delete();
    await trx('instances').whereIn('name', silent).delete();
  });
}

/**
 * A commit is older than what deploys it. So only old ones are looked at, and
 * none that an Application which is not stored yet is about to refer to. All
 * charts and artefacts are looked at, as they have no time.
 */
async function forgetRevisions(knex: Knex, before: Date): Promise<void> {
  await knex.raw(
    `
    with used as (
      select one ->> 'id' as id, ${homeOf('one')} as home
      from deployments, jsonb_array_elements(revisions) as one
      union
      select one ->> 'id', ${homeOf('one')}
      from applications, jsonb_array_elements(
        coalesce(state -> 'revisions', '[]')
        || coalesce(state -> 'operationRevisions', '[]')
        || coalesce(state -> 'waiting', '[]')
      ) as one
    )
    delete from revisions as known
    where (committed_at is null or committed_at < :before)
      and not exists (
        select from used
        where used.id = known.revision and used.home = known.repo_url
      )`,
    { before },
  );
}
