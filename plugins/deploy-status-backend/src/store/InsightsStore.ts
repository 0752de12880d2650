import type { LedgerRecord } from '../domain/insights/records';

/** A record, before it is known which environment and which service it belongs to. */
export interface StoredRecord extends Omit<
  LedgerRecord,
  'environment' | 'service'
> {
  /** Whether the Application lived beside Argo CD itself. */
  inControllerNamespace: boolean;
  project: string;
}

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
