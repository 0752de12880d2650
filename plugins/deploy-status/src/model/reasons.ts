import type { Application } from '@michi/plugin-deploy-status-common';

/** One thing that is wrong, in Argo CD's words. */
export interface Reason {
  /** The resources that say so, as `Deployment/blog-api`; none for the Application as a whole. */
  resources: string[];
  message: string;
}

/** At most this many are listed; Argo CD has the rest. */
export const MAX_REASONS = 4;

/**
 * What is wrong with an Application, the most telling first, each once: what a
 * Deployment says, the KubeVela Application above it often repeats.
 */
export function reasonsOf(application: Application): Reason[] {
  const { operation, conditions, healthMessage, troubles } = application;
  const failed = operation?.phase === 'Failed' || operation?.phase === 'Error';
  const said: { resource?: string; message: string }[] = [
    ...(failed && operation.message ? [{ message: operation.message }] : []),
    ...conditions.map(({ type, message }) => ({
      message: `${type}: ${message}`,
    })),
    ...(healthMessage ? [{ message: healthMessage }] : []),
    ...troubles.map(({ kind, name, message, health, sync }) => ({
      resource: `${kind}/${name}`,
      message: message ?? [health, sync].filter(Boolean).join(', '),
    })),
  ];
  const byMessage = new Map<string, Set<string>>();
  for (const { resource, message } of said) {
    const resources = byMessage.get(message) ?? new Set();
    if (resource) resources.add(resource);
    byMessage.set(message, resources);
  }
  return [...byMessage].map(([message, resources]) => ({
    resources: [...resources],
    message,
  }));
}
