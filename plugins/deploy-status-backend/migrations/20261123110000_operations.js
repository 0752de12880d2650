// @ts-check

/**
 * What people asked for through the portal. A row is there before the request
 * is sent, so that the same request is not sent twice.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('operations', table => {
    table.comment('What people asked for, and what became of it');
    table.text('key').primary().comment('Chosen by whoever asks');
    table
      .text('fingerprint')
      .notNullable()
      .comment('Of who asked and for what: a key stands for one request');
    table.text('entity_ref').notNullable();
    table.text('action').notNullable();
    table.text('instance').notNullable();
    table.text('namespace').notNullable();
    table.text('application').notNullable();
    table.text('requested_by').notNullable();
    table.text('reason');
    table.timestamp('requested_at', { useTz: true }).notNullable();
    table
      .timestamp('settled_at', { useTz: true })
      .comment('Absent while it is being made, and where that was cut short');
    table.text('outcome').notNullable();
    table.text('message');
    table.text('url').notNullable();
    table.index(
      ['instance', 'application', 'requested_at'],
      'operations_application_idx',
    );
    table.index(['requested_at'], 'operations_requested_at_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('operations');
};
