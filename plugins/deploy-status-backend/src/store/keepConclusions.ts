import type { Knex } from 'knex';
import { lockInstances } from './saveDeployments';

/**
 * Lets deployments keep what was concluded of them from earlier ones that are
 * about to be forgotten: whether they were rollbacks, and what ran before them.
 * The newest one of each Application is left to what may still be learnt of it;
 * its turn comes the next time.
 */
export async function keepConclusions(knex: Knex, before: Date): Promise<void> {
  await knex.transaction(async trx => {
    const instances: string[] = await trx('deployments')
      .where('started_at', '<', before)
      .distinct()
      .pluck('instance');
    // Who merges into a row meanwhile would write it back without.
    await lockInstances(trx, instances);
    await trx.raw(
      `with cut as (
        select distinct instance, namespace, application
        from deployments where started_at < :before
      ), newest as (
        select instance, namespace, application, max(started_at) as started_at
        from deployments join cut using (instance, namespace, application)
        group by instance, namespace, application
      )
      update deployments as kept
      set evidence = kept.evidence || jsonb_build_object('concluded',
        jsonb_build_object('rollback', kept.rollback, 'imagesBefore', kept.images_before))
      from newest
      where kept.instance = newest.instance
        and kept.namespace = newest.namespace
        and kept.application = newest.application
        and kept.started_at >= :before
        and kept.started_at < newest.started_at
        and kept.evidence -> 'concluded' is null`,
      { before },
    );
  });
}
