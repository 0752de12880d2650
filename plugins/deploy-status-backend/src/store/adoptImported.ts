import type { Knex } from 'knex';
import { deploymentKey, mergeDeployments } from '../domain/deployments';
import { grouped } from '../domain/insights/grouped';
import type { ObservedDeployment } from '../domain/observed';
import {
  operationPlace,
  operationUid,
  type NamedOperation,
} from '../domain/operationUid';
import { fromDeploymentRow, type DeploymentRow } from './deploymentRows';

/** Deployments that are written together, and which of them the ledger had under another uid. */
interface Adopted {
  batch: ObservedDeployment[];
  /** By `deploymentKey`, under the uid that they have now. */
  adopted: ReadonlySet<string>;
}

/**
 * An import calls an Application by the uid that it has now, or by its name while
 * it is not known. So an operation that is in both an import and what Argo CD
 * told may be there under two uids. Here they become one: imports in the batch
 * get the uid under which the ledger has the operation, and what was imported
 * under another one is taken out of the table and merged into the batch. To be
 * called by whoever has the instances for itself, or another one could write the
 * twin meanwhile.
 */
export async function adoptImported(
  trx: Knex.Transaction,
  sightings: readonly ObservedDeployment[],
): Promise<Adopted> {
  const batch = await renamed(trx, sightings);
  const uids = new Map(batch.map(one => [operationPlace(one), one.uid]));
  const rows = await takeOthers(trx, batch);
  const adopted = rows.map(fromDeploymentRow).map(one => ({
    ...one,
    uid: uids.get(operationPlace(one)) ?? one.uid,
  }));
  return {
    batch:
      adopted.length > 0 ? mergeDeployments([...batch, ...adopted]) : batch,
    adopted: new Set(adopted.map(deploymentKey)),
  };
}

const PLACES = `unnest(?::text[], ?::text[], ?::text[], ?::text[],
  ?::timestamptz[]) as wanted (instance, namespace, application, uid, started_at)`;

const SAME_PLACE = `known.instance = wanted.instance
  and known.application = wanted.application
  and known.started_at = wanted.started_at
  and known.namespace = wanted.namespace`;

const placesOf = (batch: readonly ObservedDeployment[]) => [
  batch.map(({ instance }) => instance),
  batch.map(({ namespace }) => namespace),
  batch.map(({ application }) => application),
  batch.map(({ uid }) => uid),
  batch.map(({ startedAt }) => startedAt),
];

/** Imports under the uid that the ledger, or else the batch, has for their operations. */
async function renamed(
  trx: Knex.Transaction,
  sightings: readonly ObservedDeployment[],
): Promise<ObservedDeployment[]> {
  const imports = sightings.filter(({ imported }) => imported);
  if (imports.length === 0) {
    return [...sightings];
  }
  const { rows } = await trx.raw<{ rows: DeploymentRow[] }>(
    `select known.* from deployments as known join ${PLACES} on ${SAME_PLACE}`,
    placesOf(imports),
  );
  const candidates = grouped<NamedOperation, string>(
    [...rows.map(fromDeploymentRow), ...sightings],
    operationPlace,
  );
  const uidOf = (one: ObservedDeployment) =>
    operationUid(candidates.get(operationPlace(one)) ?? []) ?? one.uid;
  return mergeDeployments(
    sightings.map(one => (one.imported ? { ...one, uid: uidOf(one) } : one)),
  );
}

/** Takes what was imported of the same operations under other uids out of the table. */
async function takeOthers(
  trx: Knex.Transaction,
  batch: readonly ObservedDeployment[],
): Promise<DeploymentRow[]> {
  const { rows } = await trx.raw<{ rows: DeploymentRow[] }>(
    `delete from deployments as known using ${PLACES}
      where ${SAME_PLACE} and known.imported and known.uid <> wanted.uid
      returning known.*`,
    placesOf(batch),
  );
  return rows;
}
