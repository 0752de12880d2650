import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { batches } from './batches';
import type { DeploymentRow } from './deploymentRows';
import type { ImportStore, OperationPlace, ToldCommit } from './ImportStore';
import { saveRevisions } from './revisions';

const PLACE = ['instance', 'namespace', 'application', 'started_at'] as const;

const keyOf = ({ startedAt, ...place }: OperationPlace) =>
  [
    place.instance,
    place.namespace,
    place.application,
    Date.parse(startedAt),
  ].join('/');

/** {@link ImportStore} on PostgreSQL; its tables are those of `DatabaseStatusStore`. */
export class DatabaseImportStore implements ImportStore {
  static async create(database: DatabaseService): Promise<DatabaseImportStore> {
    return new DatabaseImportStore(await database.getClient());
  }

  private constructor(private readonly knex: Knex) {}

  async findUids(places: OperationPlace[]): Promise<Array<string | undefined>> {
    const found = new Map<string, string>();
    for (const batch of batches(places)) {
      const rows = await this.knex<DeploymentRow>('deployments')
        .select('uid', ...PLACE)
        .whereIn(
          PLACE,
          batch.map(one => [
            one.instance,
            one.namespace,
            one.application,
            new Date(one.startedAt),
          ]),
        );
      for (const { started_at, uid, ...row } of rows) {
        found.set(keyOf({ ...row, startedAt: started_at.toISOString() }), uid);
      }
    }
    return places.map(one => found.get(keyOf(one)));
  }

  async saveCommits(commits: ToldCommit[]): Promise<void> {
    await saveRevisions(this.knex, commits);
  }
}
