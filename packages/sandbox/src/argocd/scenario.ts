import { digestOf, roll } from './random';
import type { Failure } from './record';

/** A state that an application of the example organisation is found in at the first start. */
export type Situation =
  'degraded' | 'suspended' | 'failed' | 'behind' | 'broken-path';

const SITUATIONS: Record<string, Situation[]> = {
  dev: ['broken-path'],
  staging: ['degraded', 'suspended', 'failed'],
  production: ['behind'],
};

/**
 * Which applications are in a state worth looking at, always the same for the
 * same names: one degraded, one suspended and one whose last sync failed in
 * staging, one waiting for its sync in production, one whose path is wrong in dev.
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

/** What the cluster says where KubeVela's admission webhook does not answer. */
export const WEBHOOK_TIMEOUT =
  'Internal error occurred: failed calling webhook "validating.core.oam.dev.v1beta1.applications": failed to call webhook: Post "https://vela-core-webhook.vela-system.svc:443/validating-core-oam-dev-v1beta1-applications?timeout=10s": context deadline exceeded';

/** More often than any operation is retried. */
export const ALWAYS = 1_000;

/**
 * What goes wrong by chance with an ordinary sync, always the same for the
 * same revision: a migration that fails, an admission webhook that answers the
 * second time only, an image that cannot be pulled.
 *
 * @param hook - a hook of the sync, if there is one
 */
export function mishap(
  hook: string | undefined,
  ...words: string[]
): { failure?: Failure; imageMissing: boolean } {
  const imageMissing = roll(...words, 'image') < 0.03;
  if (hook !== undefined && roll(...words, 'hook') < 0.05) {
    const reason = 'Job has reached the specified backoff limit';
    return { failure: { hook, reason, times: ALWAYS }, imageMissing };
  }
  if (roll(...words, 'webhook') < 0.04) {
    return { failure: { reason: WEBHOOK_TIMEOUT, times: 1 }, imageMissing };
  }
  return { imageMissing };
}

/** What the cluster says of objects in a namespace that is not there, however often it is asked. */
export function namespaceMissing(namespace: string): Failure {
  return {
    reason: `namespaces "${namespace}" not found`,
    namespace,
    times: ALWAYS,
  };
}
