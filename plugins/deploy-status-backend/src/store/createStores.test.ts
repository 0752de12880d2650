import { mockServices } from '@backstage/backend-test-utils';
import createKnex from 'knex';
import { createStores } from './createStores';

describe('a portal without PostgreSQL', () => {
  it('is told at the start which setting to change', async () => {
    const sqlite = createKnex({
      client: 'better-sqlite3',
      useNullAsDefault: true,
    });
    const database = mockServices.database.mock({
      getClient: async () => sqlite,
    });
    await expect(createStores(database)).rejects.toThrow(
      /is better-sqlite3\. Set backend\.database to "client: pg"/,
    );
  });
});
