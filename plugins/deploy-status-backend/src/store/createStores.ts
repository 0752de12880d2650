import type { DatabaseService } from '@backstage/backend-plugin-api';
import { DatabaseImportStore } from './DatabaseImportStore';
import { DatabaseInsightsStore } from './DatabaseInsightsStore';
import { DatabaseOperationStore } from './DatabaseOperationStore';
import { DatabaseStatusStore } from './DatabaseStatusStore';

/** What is kept in the database, by what it is for. */
export type Stores = Awaited<ReturnType<typeof createStores>>;

/** Opens the database and brings its tables up to date. */
export async function createStores(database: DatabaseService) {
  // The first one migrates; the others find their tables.
  const status = await DatabaseStatusStore.create(database);
  return {
    status,
    imports: await DatabaseImportStore.create(database),
    insights: await DatabaseInsightsStore.create(database),
    operations: new DatabaseOperationStore(await database.getClient()),
  };
}
