const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Units of time that the views use. */
export type TimeUnit = 'seconds' | 'minutes' | 'hours' | 'days';

/** One number with its unit. */
export interface TimePart {
  unit: TimeUnit;
  count: number;
}

const SIZES: [TimeUnit, number][] = [
  ['days', DAY],
  ['hours', HOUR],
  ['minutes', MINUTE],
  ['seconds', SECOND],
];

/** How long ago or how soon, in the largest unit that fits. */
export interface RelativeParts {
  direction: 'past' | 'future';
  /** Absent for less than ten seconds. */
  part?: TimePart;
}

/**
 * @param difference - now minus the time, in milliseconds: positive is past
 */
export function relativeParts(difference: number): RelativeParts {
  const direction = difference >= 0 ? 'past' : 'future';
  const size = Math.abs(difference);
  if (size < 10 * SECOND) return { direction };
  return { direction, part: splitDuration(size)[0] };
}

/**
 * A duration in at most two neighbouring units: 250 s is 4 min 10 s.
 *
 * @param milliseconds - negative counts as 0
 */
export function splitDuration(milliseconds: number): TimePart[] {
  const total = Math.max(0, milliseconds);
  const index = SIZES.findIndex(([, size]) => total >= size);
  if (index < 0) return [{ unit: 'seconds', count: 0 }];
  const [first, second] = SIZES.slice(index);
  const parts: TimePart[] = [];
  if (first) {
    parts.push({ unit: first[0], count: Math.floor(total / first[1]) });
    if (second) {
      const count = Math.floor((total % first[1]) / second[1]);
      if (count > 0) parts.push({ unit: second[0], count });
    }
  }
  return parts;
}
