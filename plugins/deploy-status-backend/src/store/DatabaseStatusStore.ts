import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { deploymentKey, mergeDeployments } from '../domain/deployments';
import {
  keyOf,
  type ObservedApplication,
  type ObservedDeployment,
  type RevisionMetadata,
  type SourceRevision,
} from '../domain/observed';
import { revisionKey } from '../domain/view';
import {
  fromApplicationRow,
  fromDeploymentRow,
  fromRevisionRow,
  toApplicationRow,
  toDeploymentRow,
  type ApplicationRow,
  type DeploymentRow,
  type RevisionRow,
} from './rows';
import type {
  DeploymentPage,
  DeploymentQuery,
  StatusStore,
  StoredName,
} from './StatusStore';

/** Rows per statement: below PostgreSQL's 65,535 parameters. */
const BATCH = 500;

function batches<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / BATCH) }, (_, index) =>
    rows.slice(index * BATCH, (index + 1) * BATCH),
  );
}

/**
 * Rows in one order everywhere, so that replicas that write the same ones wait
 * for each other instead of deadlocking; and each key once, the last one wins.
 */
function ordered<T>(rows: readonly T[], key: (row: T) => string): T[] {
  const byKey = new Map(rows.map(row => [key(row), row]));
  return [...byKey.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => row);
}

type Tuples = { columns: string[]; tuples: Array<Array<string | boolean>> };

/**
 * Names as tuples of the columns that each one speaks of, gathered so that five
 * hundred entities are a handful of conditions.
 */
function tuplesOf(names: DeploymentQuery['applications']): Tuples[] {
  const byColumns = new Map<string, Tuples>();
  for (const { instance, name, namespace, project } of names) {
    const values: Record<string, string | boolean> = {
      instance,
      application: name,
      ...(namespace === undefined
        ? { in_controller_namespace: true }
        : { namespace }),
      ...(project !== undefined && { project }),
    };
    const columns = Object.keys(values);
    const group = byColumns.get(columns.join()) ?? { columns, tuples: [] };
    group.tuples.push(Object.values(values));
    byColumns.set(columns.join(), group);
  }
  // No name asks for nothing, and not for everything.
  return byColumns.size > 0
    ? [...byColumns.values()]
    : [{ columns: ['instance'], tuples: [] }];
}

/** {@link StatusStore} on PostgreSQL. */
export class DatabaseStatusStore implements StatusStore {
  static async create(database: DatabaseService): Promise<DatabaseStatusStore> {
    const knex = await database.getClient();
    if (!database.migrations?.skip) {
      await knex.migrate.latest({
        directory: resolvePackagePath(
          '@michi/plugin-deploy-status-backend',
          'migrations',
        ),
      });
    }
    return new DatabaseStatusStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  async loadApplications(instances: string[]): Promise<ObservedApplication[]> {
    const rows = await this.knex<ApplicationRow>('applications').whereIn(
      'instance',
      instances,
    );
    return rows.flatMap(row => fromApplicationRow(row) ?? []);
  }

  async loadContacts(): Promise<Map<string, Date>> {
    const rows = await this.knex<{ name: string; last_contact_at: Date }>(
      'instances',
    );
    return new Map(rows.map(row => [row.name, row.last_contact_at]));
  }

  async saveApplications(applications: ObservedApplication[]): Promise<void> {
    const sorted = ordered(
      applications,
      one => `${one.instance}/${keyOf(one)}`,
    );
    for (const batch of batches(sorted)) {
      await this.knex<ApplicationRow>('applications')
        .insert(batch.map(toApplicationRow))
        .onConflict(['instance', 'namespace', 'name'])
        .merge()
        .whereRaw('excluded.observed_at >= applications.observed_at');
    }
  }

  async removeApplications(names: StoredName[], before: Date): Promise<void> {
    for (const batch of batches(names)) {
      await this.knex<ApplicationRow>('applications')
        .whereIn(
          ['instance', 'namespace', 'name'],
          batch.map(({ instance, namespace, name }) => [
            instance,
            namespace,
            name,
          ]),
        )
        .andWhere('observed_at', '<=', before)
        .delete();
    }
  }

  async saveContact(instance: string, at: Date): Promise<void> {
    await this.knex('instances')
      .insert({ name: instance, last_contact_at: at })
      .onConflict('name')
      .merge()
      .whereRaw('excluded.last_contact_at > instances.last_contact_at');
  }

  async saveDeployments(deployments: ObservedDeployment[]): Promise<void> {
    const sorted = ordered(mergeDeployments(deployments), deploymentKey);
    for (const batch of batches(sorted)) {
      await this.knex<DeploymentRow>('deployments')
        .insert(batch.map(toDeploymentRow))
        .onConflict(['instance', 'uid', 'started_at'])
        .merge(this.#mergedDeployment())
        // What has ended is not made to run again by a late sighting.
        .whereRaw('excluded.final or not deployments.final');
    }
  }

  /** Newer values, except where the newer sighting knows less. */
  #mergedDeployment() {
    const raw = (sql: string, columns: string[] = []) =>
      this.knex.raw(sql, columns);
    const unlessAbsent = (column: string) =>
      raw('coalesce(excluded.??, deployments.??)', [column, column]);
    const unlessEmpty = (column: string) =>
      raw(
        "case when excluded.?? = '[]'::jsonb then deployments.?? else excluded.?? end",
        [column, column, column],
      );
    return {
      phase: raw('excluded.phase'),
      final: raw('excluded.final'),
      finished_at: unlessAbsent('finished_at'),
      started_by: unlessAbsent('started_by'),
      automated: raw('excluded.automated or deployments.automated'),
      retries: raw('greatest(excluded.retries, deployments.retries)'),
      revisions: unlessEmpty('revisions'),
      images: unlessEmpty('images'),
      message: unlessAbsent('message'),
      url: raw('excluded.url'),
    };
  }

  async findDeployments(query: DeploymentQuery): Promise<DeploymentPage> {
    const matching = () =>
      this.knex<DeploymentRow>('deployments')
        .where('started_at', '>=', query.since)
        .andWhere(either => {
          for (const { columns, tuples } of tuplesOf(query.applications)) {
            either.orWhereIn(columns, tuples);
          }
        });
    const [[counts], rows] = await Promise.all([
      matching().select<Array<{ total: string; failed: string }>>(
        this.knex.raw('count(*) as total'),
        this.knex.raw(
          "count(*) filter (where phase in ('Failed', 'Error')) as failed",
        ),
      ),
      matching()
        .orderBy([
          { column: 'started_at', order: 'desc' },
          { column: 'instance' },
          { column: 'uid' },
        ])
        .limit(query.limit),
    ]);
    return {
      deployments: rows.map(fromDeploymentRow),
      total: Number(counts?.total ?? 0),
      failed: Number(counts?.failed ?? 0),
    };
  }

  async forgetDeployments(before: Date): Promise<number> {
    return this.knex<DeploymentRow>('deployments')
      .where('started_at', '<', before)
      .delete();
  }

  async saveRevision(
    revision: SourceRevision,
    metadata: RevisionMetadata,
  ): Promise<void> {
    await this.knex<RevisionRow>('revisions')
      .insert({
        repo_url: revision.repoUrl ?? '',
        revision: revision.id,
        author: metadata.author ?? null,
        message: metadata.message ?? null,
        committed_at: metadata.committedAt
          ? new Date(metadata.committedAt)
          : null,
      })
      .onConflict(['repo_url', 'revision'])
      .ignore();
  }

  async findRevisions(
    revisions: SourceRevision[],
  ): Promise<Map<string, RevisionMetadata>> {
    const found = new Map<string, RevisionMetadata>();
    for (const batch of batches(ordered(revisions, revisionKey))) {
      const rows = await this.knex<RevisionRow>('revisions').whereIn(
        ['repo_url', 'revision'],
        batch.map(({ repoUrl, id }) => [repoUrl ?? '', id]),
      );
      for (const row of rows) {
        const key = revisionKey({ id: row.revision, repoUrl: row.repo_url });
        found.set(key, fromRevisionRow(row));
      }
    }
    return found;
  }
}
