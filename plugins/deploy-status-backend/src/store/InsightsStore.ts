import type { LedgerRecord } from '../domain/insights/records';

/** Which part of the ledger is read. */
export interface LedgerQuery {
  instances: string[];
  /** Names of Applications; all of them where it is absent. */
  applications?: string[];
  from: Date;
}

/** Reads the ledger for figures. */
export interface InsightsStore {
  /**
   * The operations that started at `from` or later and, of each Application, the
   * last success before it; in any order, some at a time as they are taken.
   */
  readLedger(query: LedgerQuery): AsyncIterable<LedgerRecord[]>;
}
