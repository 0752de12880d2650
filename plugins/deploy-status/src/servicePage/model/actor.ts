import type { Deployment, Operation } from '@michi/plugin-deploy-status-common';

/** Who started a deployment. */
export type Actor =
  /** A person, through the portal. */
  | { kind: 'person'; entityRef: string }
  /** A user of Argo CD. */
  | { kind: 'user'; name: string }
  /** Argo CD itself. */
  | { kind: 'automatic' };

/** Who started it; undefined where nobody kept it. */
export function actorOf(
  of: Pick<Deployment | Operation, 'requestedBy' | 'startedBy' | 'automated'>,
): Actor | undefined {
  if (of.requestedBy) return { kind: 'person', entityRef: of.requestedBy };
  if (of.automated) return { kind: 'automatic' };
  return of.startedBy ? { kind: 'user', name: of.startedBy } : undefined;
}
