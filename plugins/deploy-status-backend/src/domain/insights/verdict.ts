import {
  exclusionReasonSchema,
  type ExclusionReason,
} from '@michi/plugin-deploy-status-common';

/**
 * What a deployment is to a figure: a number that counts, not below 0; the
 * reason why it does not count; or undefined where the figure is not about it.
 */
export type Verdict = number | ExclusionReason | undefined;

/** The reasons, each at its position: `-1 - position` stands for it where only numbers fit. */
export const REASONS: readonly ExclusionReason[] =
  exclusionReasonSchema.options;

const CODES = new Map(REASONS.map((reason, index) => [reason, -1 - index]));

/** A verdict as one number, for as long as the process runs; NaN for none. */
export function encode(verdict: Verdict): number {
  if (typeof verdict === 'number') {
    return verdict;
  }
  return (verdict && CODES.get(verdict)) ?? NaN;
}

/** The time from one moment to another; clocks that disagree exclude it. */
export function duration(from: number, to: number): Verdict {
  return to < from ? 'negative' : to - from;
}
