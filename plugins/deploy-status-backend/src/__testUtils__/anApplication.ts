import type { ObservedApplication } from '../domain/observed';

/** A healthy Application of an instance called dev. */
export function anApplication(
  name: string,
  more: Partial<ObservedApplication> = {},
): ObservedApplication {
  return {
    instance: 'dev',
    namespace: 'argocd',
    name,
    uid: `uid-${name}`,
    project: 'default',
    labels: {},
    resourceVersion: '1',
    inControllerNamespace: true,
    health: 'Healthy',
    sync: 'Synced',
    autoSync: true,
    images: [],
    revisions: [],
    operationRevisions: [],
    troubles: [],
    conditions: [],
    url: 'https://argo',
    observedAt: '2026-11-23T10:00:00.000Z',
    ...more,
  };
}
