/**
 * The middle value; with an even number of values the mean of the two in the middle.
 *
 * @throws Error for no values
 */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) {
    throw new Error('There is no median of no values');
  }
  return (lower + upper) / 2;
}

/** Rounds to a number of decimals, as a number. */
export function round(value: number, decimals = 0): number {
  return Number(value.toFixed(decimals));
}

/**
 * The smallest value that at least `share` of all values do not exceed
 * (nearest rank).
 *
 * @param share - between 0 and 1
 * @throws Error for no values
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) {
    throw new Error('There is no percentile of no values');
  }
  return value;
}
