import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { revisionKey } from '../domain/view';
import { batches, ordered } from './batches';
import type { DeploymentRow } from './deploymentRows';
import type { ImportStore, OperationPlace, ToldCommit } from './ImportStore';
import type { RevisionRow } from './rows';

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
    const sorted = ordered(commits, ({ revision }) => revisionKey(revision));
    for (const batch of batches(sorted)) {
      const known = (column: string) =>
        this.knex.raw('coalesce(revisions.??, excluded.??)', [column, column]);
      await this.knex<RevisionRow>('revisions')
        .insert(
          batch.map(({ revision, metadata }) => ({
            repo_url: revision.repoUrl ?? '',
            revision: revision.id,
            author: metadata.author ?? null,
            message: metadata.message ?? null,
            committed_at: metadata.committedAt
              ? new Date(metadata.committedAt)
              : null,
          })),
        )
        .onConflict(['repo_url', 'revision'])
        .merge({
          author: known('author'),
          message: known('message'),
          committed_at: known('committed_at'),
        });
    }
  }
}
