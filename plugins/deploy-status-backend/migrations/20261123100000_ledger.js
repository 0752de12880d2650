// @ts-check

/**
 * What the ledger keeps of each operation beside its outcome. `evidence` is what
 * two sightings of one operation are weighed by; `rollback` and
 * `images_before` follow from the operations before it and are kept up to date
 * by whoever writes. An Application that is gone stays for a while, so that its
 * deployments are found by the labels that it had.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('deployments', table => {
    table.timestamp('healthy_at', { useTz: true });
    table.text('destination');
    table.text('requested_by');
    table.text('reason');
    table.text('request_id');
    table.boolean('rollback').notNullable().defaultTo(false);
    table.boolean('imported').notNullable().defaultTo(false);
    table.jsonb('attempts').notNullable().defaultTo('[]');
    table.jsonb('hooks').notNullable().defaultTo('[]');
    table.jsonb('images_before').notNullable().defaultTo('[]');
    table.jsonb('evidence').notNullable().defaultTo('{}');
    table.index(['finished_at'], 'deployments_finished_at_idx');
  });

  await knex.schema.alterTable('applications', table => {
    table.timestamp('removed_at', { useTz: true });
    table.index(['removed_at'], 'applications_removed_at_idx', {
      predicate: knex.whereNotNull('removed_at'),
    });
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // Without the mark they would count as being there.
  await knex('applications').whereNotNull('removed_at').delete();
  await knex.schema.alterTable('applications', table => {
    table.dropIndex(['removed_at'], 'applications_removed_at_idx');
    table.dropColumn('removed_at');
  });
  await knex.schema.alterTable('deployments', table => {
    table.dropIndex(['finished_at'], 'deployments_finished_at_idx');
    table.dropColumns(
      'healthy_at',
      'destination',
      'requested_by',
      'reason',
      'request_id',
      'rollback',
      'imported',
      'attempts',
      'hooks',
      'images_before',
      'evidence',
    );
  });
};
