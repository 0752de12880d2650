/** What the portal writes into the operations that it asks for. */
export const OPERATION_INFO = {
  requestedBy: 'michi/requested-by',
  reason: 'michi/reason',
  request: 'michi/request',
} as const;

/** The `info` that tells a dry run of ours from everybody else's. */
export const PLAN_INFO = 'michi/plan';
