// @ts-check

/**
 * When health turned to Degraded by an operation that had succeeded. It follows
 * from the evidence, as `healthy_at` does, and is kept up to date by whoever
 * writes.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('deployments', table => {
    table.timestamp('degraded_at', { useTz: true });
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('deployments', table => {
    table.dropColumn('degraded_at');
  });
};
