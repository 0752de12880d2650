import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { ImportStore, ToldCommit } from './ImportStore';
import { saveRevisions } from './revisions';

/** {@link ImportStore} on PostgreSQL; its tables are those of `DatabaseStatusStore`. */
export class DatabaseImportStore implements ImportStore {
  static async create(database: DatabaseService): Promise<DatabaseImportStore> {
    return new DatabaseImportStore(await database.getClient());
  }

  private constructor(private readonly knex: Knex) {}

  async saveCommits(commits: ToldCommit[]): Promise<void> {
    await saveRevisions(this.knex, commits);
  }
}
