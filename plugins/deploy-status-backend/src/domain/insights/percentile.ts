/** So few are sorted faster than they are divided. */
const FEW = 64;
/** Chance needs about twice the logarithm of their number; what takes longer is sorted. */
const MOST_DIVISIONS = 64;

/**
 * The p-th percentile by linear interpolation between the closest ranks: with
 * `h = (n - 1) · p` and `x` ascending, `x[⌊h⌋] + (h - ⌊h⌋) · (x[⌊h⌋ + 1] - x[⌊h⌋])`.
 * It is type 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages"
 * (The American Statistician 50, 1996), and what PostgreSQL's `percentile_cont`
 * gives.
 *
 * @param values - in any order, which changes: sorting all of them would take
 * several times as long.
 * @param p - between 0 and 1.
 * @returns undefined where there are no values.
 */
export function percentile(
  values: Float64Array,
  p: number,
): number | undefined {
  if (values.length === 0) {
    return undefined;
  }
  const h = (values.length - 1) * p;
  const rank = Math.floor(h);
  const below = ranked(values, rank);
  return rank === h
    ? below
    : below + (h - rank) * (leastFrom(values, rank + 1) - below);
}

/**
 * The value that has this rank, from 0: Hoare's selection ("Algorithm 65: Find",
 * Communications of the ACM 4, 1961). Afterwards nothing before it is greater
 * and nothing behind it is less.
 */
function ranked(values: Float64Array, rank: number): number {
  let low = 0;
  let high = values.length - 1;
  for (let times = 0; high - low > FEW && times < MOST_DIVISIONS; times++) {
    const [end, start] = divide(values, low, high);
    if (rank <= end) high = end;
    else if (rank >= start) low = start;
    else return values[rank] ?? NaN;
  }
  values.subarray(low, high + 1).sort();
  return values[rank] ?? NaN;
}

/** Divides a range by one of its values: the end of the lesser part, and the start of the greater. */
function divide(
  values: Float64Array,
  low: number,
  high: number,
): [number, number] {
  const pivot = middleOf(
    values[low] ?? NaN,
    values[(low + high) >> 1] ?? NaN,
    values[high] ?? NaN,
  );
  let up = low;
  let down = high;
  while (up <= down) {
    while ((values[up] ?? pivot) < pivot) up++;
    while ((values[down] ?? pivot) > pivot) down--;
    if (up <= down) {
      const one = values[up] ?? pivot;
      values[up++] = values[down] ?? pivot;
      values[down--] = one;
    }
  }
  return [down, up];
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function leastFrom(values: Float64Array, index: number): number {
  let least = Infinity;
  for (let at = index; at < values.length; at++) {
    least = Math.min(least, values[at] ?? Infinity);
  }
  return least;
}
