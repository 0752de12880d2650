import type { AppRecord, Live } from './record';
import type { Application, OperationState } from './wire';

/** The record with some of its application's status changed. */
export const withStatus = (
  record: AppRecord,
  change: Partial<Application['status']>,
): AppRecord => ({
  ...record,
  application: {
    ...record.application,
    status: { ...record.application.status, ...change },
  },
});

/** The record with some of its running operation's state changed. */
export const withOperationState = (
  record: AppRecord,
  change: Partial<OperationState>,
): AppRecord => {
  const state = record.application.status.operationState;
  return state
    ? withStatus(record, { operationState: { ...state, ...change } })
    : record;
};

/** What the cluster holds; nothing before the first sync. */
export function liveOf(record: AppRecord): Live {
  return record.live ?? { objects: [], hooks: [], health: {}, oldImages: [] };
}
