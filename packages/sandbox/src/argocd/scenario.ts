import { digestOf, roll } from './random';

/** A state that an application of the example organisation is found in at the first start. */
export type Situation = 'degraded' | 'suspended' | 'behind' | 'broken-path';

const SITUATIONS: Record<string, Situation[]> = {
  dev: ['broken-path'],
  staging: ['degraded', 'suspended'],
  production: ['behind'],
};

/**
 * Which applications are in a state worth looking at, always the same for the
 * same names: one degraded and one suspended in staging, one waiting for its
 * sync in production, one whose path is wrong in dev.
 *
 * @param names - applications with a past
 */
export function situations(
  environment: string,
  names: string[],
  seed: string,
): Map<string, Situation> {
  const shuffled = [...names].sort((a, b) =>
    digestOf(seed, environment, a) < digestOf(seed, environment, b) ? -1 : 1,
  );
  const wanted = SITUATIONS[environment] ?? [];
  return new Map(
    wanted.flatMap((situation, index) => {
      const name = shuffled[index];
      return name === undefined ? [] : [[name, situation] as const];
    }),
  );
}

/** How an ordinary sync of an application with a past goes: now and then not well. */
export function fortune(
  seed: string,
  instance: string,
  name: string,
  revision: string,
): { hookFails: boolean; imageMissing: boolean } {
  return {
    hookFails: roll(seed, instance, name, revision, 'hook') < 0.05,
    imageMissing: roll(seed, instance, name, revision, 'image') < 0.03,
  };
}
