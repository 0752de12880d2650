import type { StoredRecord } from '../domain/insights/records';

/** Which part of the ledger is read. */
export interface LedgerQuery {
  instances: string[];
  /** Names of Applications; all of them where it is absent. */
  applications?: string[];
  from: Date;
}

/** A part of the ledger, in any order. */
export interface LedgerSlice {
  /** Operations that started at `from` or later, and of each Application the last success before it. */
  records: StoredRecord[];
  /** When the earliest operation of an Application started, by `placeOf`, where that was before `from`. */
  earliest: Map<string, number>;
}

/** Reads the ledger for figures. */
export interface InsightsStore {
  readLedger(query: LedgerQuery): Promise<LedgerSlice>;
}
