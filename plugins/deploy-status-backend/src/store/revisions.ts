import type { Knex } from 'knex';
import type { RevisionMetadata, SourceRevision } from '../domain/observed';
import { revisionHome, revisionKey } from '../domain/view';
import { batches, ordered } from './batches';
import { fromRevisionRow, type RevisionRow } from './rows';
import type { ToldRevision } from './StatusStore';

/** In SQL what `revisionHome` says of a revision that is stored as JSON. */
export const homeOf = (revision: string) =>
  `(coalesce(${revision} ->> 'repoUrl', '')
    || coalesce('/' || nullif(${revision} ->> 'chart', ''), ''))`;

/** Completes what is known of revisions and changes none of it. */
export async function saveRevisions(
  knex: Knex,
  told: readonly ToldRevision[],
): Promise<void> {
  const known = (column: string) =>
    knex.raw('coalesce(revisions.??, excluded.??)', [column, column]);
  const sorted = ordered(told, ({ revision }) => revisionKey(revision));
  for (const batch of batches(sorted)) {
    await knex<RevisionRow>('revisions')
      .insert(
        batch.map(({ revision, metadata }) => ({
          repo_url: revisionHome(revision),
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

/** By `revisionKey`; revisions without metadata are absent. */
export async function findRevisions(
  knex: Knex,
  revisions: readonly SourceRevision[],
): Promise<Map<string, RevisionMetadata>> {
  const found = new Map<string, RevisionMetadata>();
  for (const batch of batches(ordered(revisions, revisionKey))) {
    const rows = await knex<RevisionRow>('revisions').whereIn(
      ['repo_url', 'revision'],
      batch.map(one => [revisionHome(one), one.id]),
    );
    for (const row of rows) {
      // The column has the whole home.
      const key = revisionKey({ id: row.revision, repoUrl: row.repo_url });
      found.set(key, fromRevisionRow(row));
    }
  }
  return found;
}
