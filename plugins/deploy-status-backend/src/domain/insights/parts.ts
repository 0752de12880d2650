/** How a period is cut. */
export type Bucket = 'day' | 'week' | 'month';

/** From (included) to (not included), milliseconds since 1970. */
export interface Part {
  from: number;
  to: number;
}

/** More parts than anyone can look at. */
export const MAX_PARTS = 400;

/** The start of the UTC day, week (from Monday) or month after the one of a time. */
function nextStart(time: number, bucket: Bucket): number {
  const at = new Date(time);
  const year = at.getUTCFullYear();
  const month = at.getUTCMonth();
  const day = at.getUTCDate();
  switch (bucket) {
    case 'day':
      return Date.UTC(year, month, day + 1);
    case 'week':
      return Date.UTC(year, month, day + 7 - ((at.getUTCDay() + 6) % 7));
    default:
      return Date.UTC(year, month + 1, 1);
  }
}

/**
 * A period in calendar days, weeks or months of UTC, oldest first. Together
 * they are the period: the first and the last may be cut short by it.
 *
 * @returns undefined where there would be more than {@link MAX_PARTS}.
 */
export function partsOf(period: Part, bucket: Bucket): Part[] | undefined {
  const parts: Part[] = [];
  for (let from = period.from; from < period.to;) {
    if (parts.length === MAX_PARTS) {
      return undefined;
    }
    const to = Math.min(nextStart(from, bucket), period.to);
    parts.push({ from, to });
    from = to;
  }
  return parts;
}

/**
 * The position of the part that a time belongs to; -1 where none holds it.
 *
 * @param parts - as {@link partsOf} gives them.
 */
export function partAt(time: number, parts: readonly Part[]): number {
  let low = 0;
  let high = parts.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const part = parts[middle];
    if (!part) break;
    if (time < part.from) high = middle - 1;
    else if (time >= part.to) low = middle + 1;
    else return middle;
  }
  return -1;
}
