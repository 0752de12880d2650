import type {
  EntityStatus,
  Instance,
} from '@michi/plugin-deploy-status-common';

/** What the entity's page should say, from what was found for it. */
export function entityState(options: {
  annotated: boolean;
  /** All configured instances. */
  configured: number;
  /** Those that the entity may run on. */
  instances: readonly Instance[];
  applications: readonly unknown[];
}): EntityStatus['state'] {
  if (options.configured === 0) {
    return 'not-configured';
  }
  if (!options.annotated) {
    return 'not-annotated';
  }
  if (options.applications.length > 0) {
    return 'found';
  }
  // An instance that cannot be asked now may have it.
  return options.instances.some(({ connection }) => connection !== 'connected')
    ? 'waiting'
    : 'missing';
}
