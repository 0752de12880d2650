import type { Application } from '@michi/plugin-deploy-status-common';

/** One thing that is wrong, in Argo CD's words. */
export interface Reason {
  /** The resource, as `Deployment/blog-api`; absent for the Application as a whole. */
  resource?: string;
  message: string;
}

/** At most this many are listed; Argo CD has the rest. */
export const MAX_REASONS = 4;

/** What is wrong with an Application, the most telling first, each once. */
export function reasonsOf(application: Application): Reason[] {
  const { operation, conditions, healthMessage, troubles } = application;
  const failed = operation?.phase === 'Failed' || operation?.phase === 'Error';
  const reasons: Reason[] = [
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
  const seen = new Set<string>();
  return reasons.filter(({ resource, message }) => {
    const key = `${resource ?? ''} ${message}`;
    return !seen.has(key) && seen.add(key);
  });
}
