import { z } from 'zod';

/**
 * Classes of SQLSTATE that say that PostgreSQL cannot take what it was given: a
 * value out of range, one that a constraint forbids, one that is too large.
 */
const OF_DATA = /^(22|23|54)/;

/**
 * Whether something will never be stored as it is, however often that is tried,
 * as opposed to a database that is away or busy.
 */
export function isRefusal(error: unknown): boolean {
  return (
    error instanceof z.ZodError ||
    (error instanceof Error &&
      'code' in error &&
      typeof error.code === 'string' &&
      error.code.length === 5 &&
      OF_DATA.test(error.code))
  );
}
