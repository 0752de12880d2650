import type { ObservedDeployment } from '../domain/observed';

/** A deployment by hand to an instance called dev, which succeeded. */
export function aDeployment(
  more: Partial<ObservedDeployment> = {},
): ObservedDeployment {
  return {
    instance: 'dev',
    uid: 'u1',
    startedAt: '2026-11-23T10:00:00.000Z',
    namespace: 'argocd',
    inControllerNamespace: true,
    project: 'services',
    application: 'blog-api',
    phase: 'Succeeded',
    finishedAt: '2026-11-23T10:01:00.000Z',
    startedBy: 'miho',
    automated: false,
    retries: 0,
    attempts: [],
    hooks: [],
    revisions: [{ id: 'a'.repeat(40), repoUrl: 'https://git/x.git' }],
    imagesBefore: [],
    images: [],
    rollback: false,
    imported: false,
    url: 'https://argo/applications/argocd/blog-api',
    ...more,
  };
}
