import { isDeepStrictEqual } from 'node:util';
import type { Knex } from 'knex';
import {
  deploymentKey,
  mergeDeployment,
  mergeDeployments,
} from '../domain/deployments';
import type { ObservedDeployment } from '../domain/observed';
import { changesSuccession, succession } from '../domain/rollback';
import { adoptImported } from './adoptImported';
import { batches, ordered } from './batches';
import {
  DEPLOYMENT_COLUMNS,
  fromDeploymentRow,
  fromSuccessorRow,
  SUCCESSOR_COLUMNS,
  toDeploymentRow,
  type DeploymentRow,
  type StoredSuccessor,
  type SuccessorRow,
} from './deploymentRows';

const NAME = ['instance', 'namespace', 'application'] as const;

/** Sightings that are merged without a pause: others wait for the processor too. */
const AT_ONCE = 5_000;

const IDLE_TIMEOUT = '30s';
/** Longer, so that who waits is there when the lock becomes free. */
const LOCK_TIMEOUT = '60s';

/** What became of deployments that were to be saved. */
export interface SavedDeployments {
  /** How many of them the ledger did not have. */
  added: number;
}

const nameOf = (one: {
  instance: string;
  namespace: string;
  application: string;
}) => `${one.instance}/${one.namespace}/${one.application}`;

/** Times in one notation, so that a key is a key. What was seen is so already. */
function normal(one: ObservedDeployment): ObservedDeployment {
  if (one.evidence) {
    return one;
  }
  const iso = (time: string) => new Date(time).toISOString();
  return {
    ...one,
    startedAt: iso(one.startedAt),
    ...(one.finishedAt && { finishedAt: iso(one.finishedAt) }),
    ...(one.healthyAt && { healthyAt: iso(one.healthyAt) }),
  };
}

/**
 * Brings sightings into the table: reads what is known of the same operations,
 * merges with the rules of the domain, and writes what changed. One replica at a
 * time does so for an instance, so that nothing is read which another one is
 * about to change; a replica that dies leaves nothing half done.
 */
export async function saveDeployments(
  knex: Knex,
  sightings: readonly ObservedDeployment[],
): Promise<SavedDeployments> {
  let added = 0;
  for (let i = 0; i < sightings.length; i += AT_ONCE) {
    const sorted = ordered(
      mergeDeployments(sightings.slice(i, i + AT_ONCE).map(normal)),
      // The Applications together, as their deployments have to do with each other.
      one => `${nameOf(one)}/${deploymentKey(one)}`,
    );
    for (const batch of batches(sorted)) {
      added += await knex.transaction(trx => saveBatch(trx, batch));
    }
  }
  return { added };
}

async function saveBatch(
  trx: Knex.Transaction,
  sightings: ObservedDeployment[],
): Promise<number> {
  await lockInstances(
    trx,
    sightings.map(({ instance }) => instance),
  );
  const { batch, adopted } = await adoptImported(trx, sightings);
  const rows = await knownOf(trx, batch);
  const known = new Map(
    rows.map(fromDeploymentRow).map(one => [deploymentKey(one), one]),
  );
  const changed = batch.flatMap(one => changedBy(one, known));
  if (changed.length === 0) {
    return 0;
  }
  const [moved, alike] = parted(changed, one => {
    const before = known.get(deploymentKey(one));
    return (
      !before ||
      nameOf(before) !== nameOf(one) ||
      changesSuccession(before, one)
    );
  });
  const neighbours = await neighboursOf(trx, moved);
  const { written, others } = withSuccession(moved, neighbours);
  await write(trx, [...written, ...alike]);
  await updateSuccession(trx, others);
  return changed
    .map(deploymentKey)
    .filter(key => !known.has(key) && !adopted.has(key)).length;
}

/**
 * Makes others wait who write of the same instances, until this transaction
 * ends. Of a replica that vanished without a word PostgreSQL learns late, so the
 * lock is taken from whoever keeps it without doing anything.
 */
export async function lockInstances(
  trx: Knex.Transaction,
  instances: string[],
): Promise<void> {
  await trx.raw(
    `select set_config('idle_in_transaction_session_timeout', ?, true),
      set_config('lock_timeout', ?, true)`,
    [IDLE_TIMEOUT, LOCK_TIMEOUT],
  );
  for (const instance of [...new Set(instances)].sort()) {
    await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
      `deploy-status deployments of ${instance}`,
    ]);
  }
}

/** What is stored of the same operations. */
async function knownOf(
  trx: Knex.Transaction,
  batch: ObservedDeployment[],
): Promise<DeploymentRow[]> {
  return trx<DeploymentRow>('deployments').joinRaw(
    `join unnest(?::text[], ?::text[], ?::timestamptz[])
      as wanted (instance, uid, started_at) using (instance, uid, started_at)`,
    [
      batch.map(({ instance }) => instance),
      batch.map(({ uid }) => uid),
      batch.map(({ startedAt }) => startedAt),
    ],
  );
}

/*
 * Rows travel as one JSON value: with a parameter for each column of each row,
 * making the statement would take longer than carrying it out.
 */

const UPDATES = DEPLOYMENT_COLUMNS.map(
  column => `"${column}" = excluded."${column}"`,
).join(', ');

async function write(
  trx: Knex.Transaction,
  deployments: ObservedDeployment[],
): Promise<void> {
  await trx.raw(
    `insert into deployments (??)
      select ?? from jsonb_populate_recordset(null::deployments, ?::jsonb)
      on conflict (instance, uid, started_at) do update set ${UPDATES}`,
    [
      DEPLOYMENT_COLUMNS,
      DEPLOYMENT_COLUMNS,
      JSON.stringify(deployments.map(toDeploymentRow)),
    ],
  );
}

async function updateSuccession(
  trx: Knex.Transaction,
  deployments: StoredSuccessor[],
): Promise<void> {
  if (deployments.length === 0) {
    return;
  }
  const rows = deployments.map(one => ({
    instance: one.instance,
    uid: one.uid,
    started_at: one.startedAt,
    rollback: one.rollback,
    images_before: one.imagesBefore,
  }));
  await trx.raw(
    `update deployments as known
      set rollback = follows.rollback, images_before = follows.images_before
      from jsonb_populate_recordset(null::deployments, ?::jsonb) as follows
      where known.instance = follows.instance and known.uid = follows.uid
        and known.started_at = follows.started_at`,
    [JSON.stringify(rows)],
  );
}

/** What a sighting adds to what is known; nothing if it says nothing new. */
function changedBy(
  sighting: ObservedDeployment,
  known: ReadonlyMap<string, ObservedDeployment>,
): ObservedDeployment[] {
  const before = known.get(deploymentKey(sighting));
  if (!before) {
    return [sighting];
  }
  const { rollback, imagesBefore } = before;
  const after = {
    ...mergeDeployment(before, sighting),
    rollback,
    imagesBefore,
  };
  return isDeepStrictEqual(before, after) ? [] : [after];
}

/** Those that fit, and the others. */
function parted<T>(all: readonly T[], fits: (one: T) => boolean): [T[], T[]] {
  const fitting = new Set(all.filter(fits));
  return [[...fitting], all.filter(one => !fitting.has(one))];
}

/** All stored deployments of the same Applications. */
async function neighboursOf(
  trx: Knex.Transaction,
  changed: ObservedDeployment[],
): Promise<StoredSuccessor[]> {
  if (changed.length === 0) {
    return [];
  }
  const names = new Map(changed.map(one => [nameOf(one), one]));
  const rows: SuccessorRow[] = await trx<DeploymentRow>('deployments')
    .select(...SUCCESSOR_COLUMNS)
    .whereIn(
      NAME,
      [...names.values()].map(one => NAME.map(column => one[column])),
    );
  return rows.map(fromSuccessorRow);
}

/** What follows from what changed: for itself, and for those after it. */
function withSuccession(
  changed: ObservedDeployment[],
  stored: StoredSuccessor[],
): { written: ObservedDeployment[]; others: StoredSuccessor[] } {
  const all = new Map<string, StoredSuccessor | ObservedDeployment>(
    [...stored, ...changed].map(one => [deploymentKey(one), one]),
  );
  const byName = new Map<string, Array<StoredSuccessor | ObservedDeployment>>();
  for (const one of all.values()) {
    const ones = byName.get(nameOf(one)) ?? [];
    byName.set(nameOf(one), ones);
    ones.push(one);
  }
  const follows = new Map(
    [...byName.values()].flatMap(ones => [...succession(ones)]),
  );
  const withIt = <T extends StoredSuccessor | ObservedDeployment>(
    one: T,
  ): T => ({
    ...one,
    ...follows.get(deploymentKey(one)),
  });
  const written = new Set(changed.map(deploymentKey));
  return {
    written: changed.map(withIt),
    others: stored.flatMap(one => {
      const now = withIt(one);
      return written.has(deploymentKey(one)) || isDeepStrictEqual(one, now)
        ? []
        : [now];
    }),
  };
}
