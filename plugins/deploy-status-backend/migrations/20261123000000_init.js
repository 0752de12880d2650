// @ts-check

/**
 * What is known and what happened. Times are timestamptz; `state`, `revisions`
 * and `images` are values of our own model, so that a new field needs no
 * migration.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('applications', table => {
    table.comment('The last known state of every Argo CD Application');
    table.text('instance').notNullable();
    table.text('namespace').notNullable();
    table.text('name').notNullable();
    table.jsonb('state').notNullable();
    table.timestamp('observed_at', { useTz: true }).notNullable();
    table.primary(['instance', 'namespace', 'name']);
  });

  await knex.schema.createTable('instances', table => {
    table.comment('When each Argo CD instance last told us anything');
    table.text('name').primary();
    table.timestamp('last_contact_at', { useTz: true }).notNullable();
  });

  await knex.schema.createTable('revisions', table => {
    table.comment('Commit metadata, which never changes');
    table.text('repo_url').notNullable();
    table.text('revision').notNullable();
    table.text('author');
    table.text('message');
    table.timestamp('committed_at', { useTz: true });
    table.primary(['repo_url', 'revision']);
  });

  await knex.schema.createTable('deployments', table => {
    table.comment('Every sync operation, kept after Argo CD forgot it');
    table.text('instance').notNullable();
    table.text('uid').notNullable();
    table.timestamp('started_at', { useTz: true }).notNullable();
    table.text('namespace').notNullable();
    table.text('application').notNullable();
    table.text('phase').notNullable();
    table.boolean('final').notNullable();
    table.timestamp('finished_at', { useTz: true });
    table.text('started_by');
    table.boolean('automated').notNullable();
    table.integer('retries').notNullable();
    table.jsonb('revisions').notNullable();
    table.jsonb('images').notNullable();
    table.text('message');
    table.text('url').notNullable();
    table.primary(['instance', 'uid', 'started_at']);
    table.index(
      ['instance', 'application', 'started_at'],
      'deployments_application_idx',
    );
    table.index(['started_at'], 'deployments_started_at_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('deployments');
  await knex.schema.dropTable('revisions');
  await knex.schema.dropTable('instances');
  await knex.schema.dropTable('applications');
};
