import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { DeploymentKey } from '../domain/deploymentId';
import {
  keyOf,
  type ObservedApplication,
  type ObservedDeployment,
  type RevisionMetadata,
  type SourceRevision,
} from '../domain/observed';
import { batches, ordered } from './batches';
import { fromDeploymentRow, type DeploymentRow } from './deploymentRows';
import { findDeployments } from './findDeployments';
import { forget } from './forget';
import { keepConclusions } from './keepConclusions';
import { ledgerInstances } from './ledgerInstances';
import { findRevisions, saveRevisions } from './revisions';
import {
  fromApplicationRow,
  fromRemovedApplicationRow,
  toApplicationRow,
  type ApplicationRow,
  type RemovedApplicationRow,
} from './rows';
import { saveDeployments, type SavedDeployments } from './saveDeployments';
import type {
  DeploymentPage,
  DeploymentQuery,
  RemovedApplication,
  StatusStore,
  StoredName,
  ToldRevision,
} from './StatusStore';

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
    const rows = await this.knex<ApplicationRow>('applications')
      .whereIn('instance', instances)
      .whereNull('removed_at');
    return rows.flatMap(row => fromApplicationRow(row) ?? []);
  }

  async loadRemovedApplications(): Promise<RemovedApplication[]> {
    const rows: RemovedApplicationRow[] = await this.knex('applications')
      .select('instance', 'namespace', 'name')
      .select({
        project: this.knex.raw("state -> 'project'"),
        labels: this.knex.raw("state -> 'labels'"),
        in_controller_namespace: this.knex.raw(
          "state -> 'inControllerNamespace'",
        ),
      })
      .whereNotNull('removed_at');
    return rows.flatMap(row => fromRemovedApplicationRow(row) ?? []);
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
        .whereRaw(
          `excluded.observed_at >= applications.observed_at and
          (applications.removed_at is null or excluded.observed_at > applications.removed_at)`,
        );
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
        .update({ removed_at: before });
    }
  }

  async saveContact(instance: string, at: Date): Promise<void> {
    await this.knex('instances')
      .insert({ name: instance, last_contact_at: at })
      .onConflict('name')
      .merge()
      .whereRaw('excluded.last_contact_at > instances.last_contact_at');
  }

  async saveDeployments(
    deployments: ObservedDeployment[],
  ): Promise<SavedDeployments> {
    return saveDeployments(this.knex, deployments);
  }

  async findDeployments(query: DeploymentQuery): Promise<DeploymentPage> {
    return findDeployments(this.knex, query);
  }

  async findDeployment(
    key: DeploymentKey,
  ): Promise<ObservedDeployment | undefined> {
    const row = await this.knex<DeploymentRow>('deployments')
      .where({
        instance: key.instance,
        uid: key.uid,
        started_at: new Date(key.startedAt),
      })
      .first();
    return row && fromDeploymentRow(row);
  }

  async ledgerInstances(): Promise<string[]> {
    return ledgerInstances(this.knex);
  }

  async forgetDeployments(before: Date, configured: string[]): Promise<number> {
    await keepConclusions(this.knex, before);
    return forget(this.knex, before, configured);
  }

  async saveRevisions(told: readonly ToldRevision[]): Promise<void> {
    await saveRevisions(this.knex, told);
  }

  async findRevisions(
    revisions: SourceRevision[],
  ): Promise<Map<string, RevisionMetadata>> {
    return findRevisions(this.knex, revisions);
  }
}
