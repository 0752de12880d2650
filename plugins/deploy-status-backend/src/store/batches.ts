/** Rows per statement: below PostgreSQL's 65,535 parameters. */
const BATCH = 500;

/** As many rows as one statement can take. */
export function batches<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / BATCH) }, (_, index) =>
    rows.slice(index * BATCH, (index + 1) * BATCH),
  );
}

/**
 * Rows in one order everywhere, so that replicas that write the same ones wait
 * for each other instead of deadlocking; and each key once, the last one wins.
 */
export function ordered<T>(rows: readonly T[], key: (row: T) => string): T[] {
  const byKey = new Map(rows.map(row => [key(row), row]));
  return [...byKey.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => row);
}
