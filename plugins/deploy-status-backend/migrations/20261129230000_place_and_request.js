// @ts-check

/**
 * Where an Application lived when it was deployed, which decides who may be told
 * of it, and what exactly was asked for. Databases of some days have these
 * columns already, as the files before this one made them for a while.
 *
 * A deployment of before gets what its Application says. Of one that is gone
 * only the namespace can be told: it is in no project, so that nobody is told of
 * it who means one. A request of before asked for nothing, and so is taken for
 * no operation's.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasColumn('deployments', 'project'))) {
    await knex.schema.alterTable('deployments', table => {
      table.boolean('in_controller_namespace').notNullable().defaultTo(false);
      table.text('project').notNullable().defaultTo('');
    });
    await knex.raw(`
      update deployments set in_controller_namespace = true
      where (instance, namespace) in (
        select instance, namespace from applications
        where state -> 'inControllerNamespace' = 'true'
      )`);
    await knex.raw(`
      update deployments as one set project = application.state ->> 'project'
      from applications as application
      where application.instance = one.instance
        and application.namespace = one.namespace
        and application.name = one.application
        and application.state ->> 'uid' = one.uid
        and application.state ->> 'project' is not null`);
    await knex.raw(`
      alter table deployments
        alter in_controller_namespace drop default,
        alter project drop default`);
  }

  if (!(await knex.schema.hasColumn('operations', 'request'))) {
    await knex.schema.alterTable('operations', table => {
      table
        .jsonb('request')
        .notNullable()
        .defaultTo('{}')
        .comment(
          'What exactly was asked for, such as resources or a deployment',
        );
    });
    await knex.raw('alter table operations alter request drop default');
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('operations', table => {
    table.dropColumn('request');
  });
  await knex.schema.alterTable('deployments', table => {
    table.dropColumns('in_controller_namespace', 'project');
  });
};
