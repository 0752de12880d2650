import type { JsonObject } from '@backstage/types';
import type {
  OperationAction,
  OperationReceipt,
  OperationTarget,
} from '@michi/plugin-deploy-status-common';

/** What became of a request, as it is kept. */
export type OperationOutcome = OperationReceipt['outcome'];

/** A request to change something. */
export interface RequestedOperation {
  /** Chosen by whoever asks; stands for this one request. */
  key: string;
  /** Of who asked and for what. */
  fingerprint: string;
  entityRef: string;
  action: OperationAction;
  target: OperationTarget;
  /** What exactly was asked for, without consent. */
  request: JsonObject;
  requestedBy: string;
  reason?: string;
  requestedAt: Date;
  /** Where it can be looked at: a pull request's page once there is one. */
  url: string;
}

/** A request and what became of it. */
export interface StoredOperation extends RequestedOperation {
  outcome: OperationOutcome;
  message?: string;
  /** Absent while it is being made, and for ever where that was cut short. */
  settledAt?: Date;
}

/** Who asked for something that Argo CD does not say itself. */
export interface OperationRequestQuery {
  instance: string;
  namespace: string;
  application: string;
  action: OperationAction;
  from: Date;
  to: Date;
}

/** What people asked for. Any number of replicas write it. */
export interface OperationStore {
  /**
   * Takes a request for whoever calls, unless it was taken before: then the
   * one who has it is returned. Its outcome is `unknown` until it is settled.
   */
  claim(operation: RequestedOperation): Promise<StoredOperation | undefined>;
  find(key: string): Promise<StoredOperation | undefined>;
  /** Those of these keys that there are. */
  findByKeys(keys: readonly string[]): Promise<StoredOperation[]>;
  settle(
    key: string,
    result: { outcome: OperationOutcome; message?: string; url?: string },
    at: Date,
  ): Promise<void>;
  /** Gives a request back of which nothing was sent, so that it may be made again. */
  release(key: string): Promise<void>;
  /** What was sent in a time, the newest first; refused requests are left out. */
  findRequests(query: OperationRequestQuery): Promise<StoredOperation[]>;
  /** Returns how many were removed. */
  forgetOperations(before: Date): Promise<number>;
}
