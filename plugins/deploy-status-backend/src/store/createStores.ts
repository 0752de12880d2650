import type { DatabaseService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { Knex } from 'knex';
import { DatabaseInsightsStore } from './DatabaseInsightsStore';
import { DatabaseOperationStore } from './DatabaseOperationStore';
import { DatabaseStatusStore } from './DatabaseStatusStore';

/** What is kept in the database, by what it is for. */
export type Stores = Awaited<ReturnType<typeof createStores>>;

/**
 * Opens the database and brings its tables up to date.
 *
 * @throws InputError where the portal has another database than PostgreSQL
 */
export async function createStores(database: DatabaseService) {
  const knex = await database.getClient();
  requirePostgres(knex);
  // The first one migrates; the others find their tables.
  const status = await DatabaseStatusStore.create(database);
  return {
    status,
    insights: await DatabaseInsightsStore.create(database),
    operations: new DatabaseOperationStore(knex),
  };
}

/** A new Backstage comes with SQLite: it takes the tables, and then refuses every write. */
function requirePostgres({ client }: Knex) {
  if (client.dialect === 'postgresql') return;
  throw new InputError(
    `deploy-status keeps its records in PostgreSQL, and the database configured for it is ${client.driverName}. Set backend.database to "client: pg" with a connection. Where the rest is to keep ${client.driverName}, set backend.database.plugin.deploy-status to the same with "ensureExists: false", and create the database.`,
  );
}
