import type { Condition } from '@michi/plugin-deploy-status-common';
import type { Tone } from '@michi/status-react';

const TONES: Record<Condition, Tone> = {
  healthy: 'good',
  deploying: 'progress',
  stopping: 'progress',
  progressing: 'progress',
  failed: 'bad',
  incomparable: 'bad',
  error: 'bad',
  degraded: 'bad',
  notDeployed: 'progress',
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

/** Whether a person should look at it. */
export const isTrouble = (condition: Condition): boolean =>
  TONES[condition] === 'bad' || TONES[condition] === 'attention';
