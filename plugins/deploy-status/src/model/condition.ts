import type { Application } from '@michi/plugin-deploy-status-common';
import type { Tone } from '@michi/status-react';

/** What an Application's health, sync and operation come to, in one word. */
export type Condition =
  | 'healthy'
  | 'deploying'
  | 'stopping'
  | 'progressing'
  | 'failed'
  /** Argo CD cannot tell whether what runs is what Git says. */
  | 'incomparable'
  | 'error'
  | 'degraded'
  | 'missing'
  | 'outOfSync'
  /** Healthy, and a change in Git waits for a person to deploy it. */
  | 'waits'
  | 'suspended'
  | 'unknown';

const TONES: Record<Condition, Tone> = {
  healthy: 'good',
  deploying: 'progress',
  stopping: 'progress',
  progressing: 'progress',
  failed: 'bad',
  incomparable: 'bad',
  error: 'bad',
  degraded: 'bad',
  missing: 'attention',
  outOfSync: 'attention',
  waits: 'progress',
  suspended: 'attention',
  unknown: 'unknown',
};

/** The colour and shape of a condition. */
export const toneOf = (condition: Condition): Tone => TONES[condition];

/** The worst first; what is good or on its way comes last. */
const ORDER: Tone[] = ['bad', 'attention', 'unknown', 'progress', 'good'];

/** Sorts tones by trouble: negative if `a` is worse. */
export const compareTones = (a: Tone, b: Tone): number =>
  ORDER.indexOf(a) - ORDER.indexOf(b);

/**
 * The one thing to know about an Application, the most urgent first: what runs
 * right now, then what a person must mend, then what differs.
 */
export function conditionOf(application: Application): Condition {
  const { operation, conditions, health, sync } = application;
  if (operation?.phase === 'Running') return 'deploying';
  if (operation?.phase === 'Terminating') return 'stopping';
  if (health === 'Degraded') return 'degraded';
  if (operation?.phase === 'Failed' || operation?.phase === 'Error') {
    return 'failed';
  }
  if (conditions.some(({ type }) => type === 'ComparisonError')) {
    return 'incomparable';
  }
  // Argo CD names conditions that are errors so too: SyncError, InvalidSpecError.
  if (conditions.some(({ type }) => type.endsWith('Error'))) return 'error';
  if (health === 'Missing') return 'missing';
  if (health === 'Suspended') return 'suspended';
  if (health === 'Progressing') return 'progressing';
  if (sync === 'OutOfSync') {
    return health === 'Healthy' && !application.autoSync
      ? 'waits'
      : 'outOfSync';
  }
  if (health === 'Unknown' || sync === 'Unknown') return 'unknown';
  return 'healthy';
}

/** Whether a person should look at it. */
export const isTrouble = (condition: Condition): boolean =>
  TONES[condition] === 'bad' || TONES[condition] === 'attention';
