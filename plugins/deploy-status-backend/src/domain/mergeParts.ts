import { isDeepStrictEqual } from 'node:util';
import type { Attempt } from '@michi/plugin-deploy-status-common';
import { canonical } from './canonical';
import { compact } from './compact';
import type { Evidence } from './observed';

/*
 * What two sightings say, as one. The order in which they come makes no
 * difference anywhere.
 */

/** The earlier of two times, of which either may be absent. */
export function earlier(a: string | undefined, b: string | undefined) {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}

/** The same one of two, in whichever order they come. */
export function either<T>(a: T | undefined, b: T | undefined): T | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return isDeepStrictEqual(a, b) || canonical(a) >= canonical(b) ? a : b;
}

/** Why it was Degraded when that began. */
export function mergeWhy(
  a: Evidence['degradedWhy'],
  b: Evidence['degradedWhy'],
): Evidence['degradedWhy'] {
  if (!a || !b || a.at === b.at) return either(a, b);
  return a.at < b.at ? a : b;
}

/** In their order, each once. */
export function mergeAttempts(a: Attempt[], b: Attempt[]): Attempt[] {
  const byNumber = new Map(a.map(one => [one.number, one]));
  for (const one of b) {
    byNumber.set(one.number, either(byNumber.get(one.number), one) ?? one);
  }
  return [...byNumber.values()].sort((x, y) => x.number - y.number);
}

/** What the watch told. */
export function mergeWatched(
  a: Evidence['watched'],
  b: Evidence['watched'],
): Evidence['watched'] {
  if (!a || !b) return a ?? b;
  return compact({
    movedAt: earlier(a.movedAt, b.movedAt),
    turnedAt: earlier(a.turnedAt, b.turnedAt),
    degradedAt: earlier(a.degradedAt, b.degradedAt),
  });
}

/** What imports told: each may say something else of the same operation. */
export function mergeTold(
  a: Evidence['told'],
  b: Evidence['told'],
): Evidence['told'] {
  if (!a || !b) return a ?? b;
  return compact({
    healthyAt: either(a.healthyAt, b.healthyAt),
    imagesBefore: either(a.imagesBefore, b.imagesBefore),
    attempts:
      a.attempts && b.attempts
        ? mergeAttempts(a.attempts, b.attempts)
        : (a.attempts ?? b.attempts),
  });
}
