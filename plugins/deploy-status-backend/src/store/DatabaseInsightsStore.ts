import type { DatabaseService } from '@backstage/backend-plugin-api';
import {
  imageSchema,
  imageText,
  phaseSchema,
  type Phase,
} from '@michi/plugin-deploy-status-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import {
  placeKey,
  type LedgerRecord,
  type Place,
} from '../domain/insights/records';
import { NEVER_HEALTHY } from './deploymentRows';
import { fetched } from './fetched';
import type { InsightsStore, LedgerQuery } from './InsightsStore';
import { homeOf } from './revisions';

/**
 * Times are milliseconds, and lists and the place are text: nothing is made into
 * objects for each row, and each column costs as much as all that follows from it.
 */
interface LedgerRow {
  place: string;
  phase: string;
  started_ms: number;
  finished_ms: number | null;
  healthy_ms: number | null;
  degraded: boolean;
  automated: boolean;
  rollback: boolean;
  partial: boolean;
  revisions: string;
  images: string;
  images_before: string;
  committed_ms: number | null;
  earliest_ms: number | null;
}

/** Parts of a place, in lines: names have no line breaks. The destination is last, as it may be anything. */
const PLACE = [
  'instance',
  'namespace',
  'application',
  'in_controller_namespace',
  'project',
  'destination',
]
  .map(column => `d.${column}`)
  .join(", E'\\n', ");

/** Not `extract`, whose decimals take twice the time. */
const ms = (column: string) => `round(date_part('epoch', ${column}) * 1000)`;

/** Of the operation itself; the operator `?` would be a parameter's place. */
const PARTIAL = `jsonb_exists(evidence, 'partial')`;

/*
 * One statement: the operations of the period and, before it, one of each
 * Application. Most have one revision, whose commit is found by a join; those of
 * a multi-source Application are looked up one by one.
 */
const statement = (where: string) => `
with earlier as (
  select instance, namespace, application, min(started_at) as earliest,
    coalesce(
      max(started_at) filter (
        where phase = 'Succeeded' and not ${PARTIAL}
      ), max(started_at)
    ) as last
  from deployments
  where ${where} and started_at < :from
  group by instance, namespace, application
), found as (
  select null::timestamptz as earliest, period.*
  from deployments period
  where ${where} and started_at >= :from
  union all
  select earlier.earliest, before.*
  from earlier join deployments before
    on before.instance = earlier.instance
    and before.application = earlier.application
    and before.started_at = earlier.last
    and before.namespace = earlier.namespace
)
select concat(${PLACE}) as place, d.phase,
  ${ms('d.started_at')} as started_ms,
  ${ms('d.finished_at')} as finished_ms,
  ${ms('d.healthy_at')} as healthy_ms,
  ${NEVER_HEALTHY} as degraded,
  d.automated, d.rollback, ${PARTIAL} as partial, d.revisions::text as revisions,
  d.images::text as images, d.images_before::text as images_before,
  ${ms(`case when jsonb_array_length(d.revisions) > 1 then (
    select max(r.committed_at)
    from jsonb_array_elements(d.revisions) as one
    join revisions r on r.revision = one->>'id'
      and r.repo_url = ${homeOf('one')}
  ) else first.committed_at end`)} as committed_ms,
  ${ms('d.earliest')} as earliest_ms
from found d
left join revisions first
  on first.repo_url = ${homeOf('d.revisions->0')}
  and first.revision = d.revisions->0->>'id'
`;

/** One by one it takes as long as all the rest. */
const PHASES = new Map<string, Phase>(
  phaseSchema.options.map(one => [one, one]),
);

const idsSchema = z.array(z.object({ id: z.string() }));
const imagesSchema = z.array(imageSchema);

function placeFrom(text: string): Place {
  const [instance = '', namespace = '', application = '', ...more] =
    text.split('\n');
  const [inControllerNamespace, project = '', ...destination] = more;
  return {
    key: placeKey({ instance, namespace, application }),
    instance,
    namespace,
    application,
    inControllerNamespace: inControllerNamespace === 't',
    project,
    destination: destination.join('\n') || undefined,
  };
}

/**
 * Reads each distinct text once and gives the same value for it: what runs in
 * three environments is in memory once.
 */
function shared<T>(read: (text: string) => T) {
  const known = new Map<string, T>();
  return (text: string): T => {
    const value = known.get(text) ?? read(text);
    known.set(text, value);
    return value;
  };
}

/** {@link InsightsStore} on PostgreSQL; its tables are those of `DatabaseStatusStore`. */
export class DatabaseInsightsStore implements InsightsStore {
  static async create(
    database: DatabaseService,
  ): Promise<DatabaseInsightsStore> {
    return new DatabaseInsightsStore(await database.getClient());
  }

  private constructor(private readonly knex: Knex) {}

  async *readLedger(
    query: LedgerQuery,
  ): AsyncGenerator<LedgerRecord[], void, undefined> {
    const where = [
      'instance = any(:instances)',
      ...(query.applications ? ['application = any(:applications)'] : []),
    ].join(' and ');
    const toRecord = recordMaker();
    const parts = fetched<LedgerRow>(this.knex, statement(where), {
      from: query.from,
      instances: query.instances,
      ...(query.applications && { applications: query.applications }),
    });
    for await (const rows of parts) {
      yield rows.map(toRecord);
    }
  }
}

/** Makes the records of one answer, which share what they have in common. */
function recordMaker(): (row: LedgerRow) => LedgerRecord {
  const places = shared(placeFrom);
  const revisions = shared(text =>
    idsSchema.parse(JSON.parse(text)).map(({ id }) => id),
  );
  const images = shared(text =>
    imagesSchema.parse(JSON.parse(text)).map(imageText),
  );
  return row => ({
    place: places(row.place),
    phase: PHASES.get(row.phase) ?? 'Unknown',
    startedAt: row.started_ms,
    finishedAt: row.finished_ms ?? undefined,
    healthyAt: row.healthy_ms ?? undefined,
    degraded: row.degraded,
    automated: row.automated,
    rollback: row.rollback,
    partial: row.partial,
    revisions: revisions(row.revisions),
    committedAt: row.committed_ms ?? undefined,
    images: images(row.images),
    imagesBefore: images(row.images_before),
    earliestAt: row.earliest_ms ?? undefined,
  });
}
