import {
  operationActionSchema,
  operationReceiptSchema,
} from '@michi/plugin-deploy-status-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import type {
  OperationOutcome,
  OperationRequestQuery,
  OperationStore,
  RequestedOperation,
  StoredOperation,
} from './OperationStore';

interface OperationRow {
  key: string;
  fingerprint: string;
  entity_ref: string;
  action: string;
  instance: string;
  namespace: string;
  application: string;
  /** JSON on the way in, parsed on the way out. */
  request: unknown;
  requested_by: string;
  reason: string | null;
  requested_at: Date;
  settled_at: Date | null;
  outcome: string;
  message: string | null;
  url: string;
}

const requestSchema = z.record(z.string(), z.json());
const outcome = operationReceiptSchema.shape.outcome;

function toRow(operation: RequestedOperation): OperationRow {
  const { target } = operation;
  return {
    key: operation.key,
    fingerprint: operation.fingerprint,
    entity_ref: operation.entityRef,
    action: operation.action,
    instance: target.instance,
    namespace: target.namespace,
    application: target.name,
    request: JSON.stringify(operation.request),
    requested_by: operation.requestedBy,
    reason: operation.reason ?? null,
    requested_at: operation.requestedAt,
    settled_at: null,
    outcome: 'unknown',
    message: null,
    url: operation.url,
  };
}

function fromRow(row: OperationRow): StoredOperation {
  return {
    key: row.key,
    fingerprint: row.fingerprint,
    entityRef: row.entity_ref,
    action: operationActionSchema.parse(row.action),
    target: {
      instance: row.instance,
      namespace: row.namespace,
      name: row.application,
    },
    request: requestSchema.parse(row.request),
    requestedBy: row.requested_by,
    ...(row.reason && { reason: row.reason }),
    requestedAt: row.requested_at,
    ...(row.settled_at && { settledAt: row.settled_at }),
    outcome: outcome.parse(row.outcome),
    ...(row.message && { message: row.message }),
    url: row.url,
  };
}

/**
 * {@link OperationStore} on PostgreSQL. The tables are made by
 * `DatabaseStatusStore`, whose migrations are those of the whole plugin.
 */
export class DatabaseOperationStore implements OperationStore {
  constructor(private readonly knex: Knex) {}

  async claim(
    operation: RequestedOperation,
  ): Promise<StoredOperation | undefined> {
    for (;;) {
      const claimed = await this.#rows()
        .insert(toRow(operation))
        .onConflict('key')
        .ignore()
        .returning('key');
      if (claimed.length > 0) {
        return undefined;
      }
      const taken = await this.find(operation.key);
      if (taken) {
        return taken;
      }
      // Given back between both statements: it is free again.
    }
  }

  async find(key: string): Promise<StoredOperation | undefined> {
    const row = await this.#rows().where({ key }).first();
    return row && fromRow(row);
  }

  async findByKeys(keys: readonly string[]): Promise<StoredOperation[]> {
    const rows = await this.#rows().whereIn('key', keys);
    return rows.map(fromRow);
  }

  async settle(
    key: string,
    result: { outcome: OperationOutcome; message?: string; url?: string },
    at: Date,
  ): Promise<void> {
    await this.#rows()
      .where({ key })
      .update({
        outcome: result.outcome,
        message: result.message ?? null,
        settled_at: at,
        ...(result.url && { url: result.url }),
      });
  }

  async release(key: string): Promise<void> {
    await this.#rows().where({ key }).whereNull('settled_at').delete();
  }

  async findRequests(query: OperationRequestQuery): Promise<StoredOperation[]> {
    const rows = await this.#rows()
      .where({
        instance: query.instance,
        namespace: query.namespace,
        application: query.application,
        action: query.action,
      })
      .whereNot({ outcome: 'refused' })
      .whereBetween('requested_at', [query.from, query.to])
      .orderBy('requested_at', 'desc');
    return rows.map(fromRow);
  }

  async forgetOperations(before: Date): Promise<number> {
    return this.#rows().where('requested_at', '<', before).delete();
  }

  #rows() {
    return this.knex<OperationRow>('operations');
  }
}
