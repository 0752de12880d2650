import type { Knex } from 'knex';
import { importedUid, type ObservedDeployment } from '../domain/observed';

/**
 * An import that came before its Application was known has called it by its
 * name. Now that it is seen, what was imported gets its uid, so that an operation
 * which is in both is one.
 */
export async function adoptImported(
  trx: Knex.Transaction,
  sightings: readonly ObservedDeployment[],
): Promise<void> {
  const seen = sightings.filter(one => !one.imported);
  if (seen.length === 0) {
    return;
  }
  await trx.raw(
    `
    update deployments as known set uid = seen.uid
    from unnest(:instances::text[], :names::text[], :uids::text[],
      :starts::timestamptz[]) as seen(instance, name, uid, started_at)
    where known.instance = seen.instance
      and known.uid = seen.name
      and known.started_at = seen.started_at
      and known.imported
      and not exists (
        select from deployments as other
        where other.instance = seen.instance and other.uid = seen.uid
          and other.started_at = seen.started_at
      )`,
    {
      instances: seen.map(one => one.instance),
      names: seen.map(one => importedUid(one.namespace, one.application)),
      uids: seen.map(one => one.uid),
      starts: seen.map(one => one.startedAt),
    },
  );
}
