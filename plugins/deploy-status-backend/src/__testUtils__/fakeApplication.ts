/** An Application as Argo CD sends it. */
export interface FakeApplication {
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    resourceVersion?: string;
    [key: string]: unknown;
  };
  spec?: Record<string, unknown>;
  status?: Record<string, unknown>;
  [key: string]: unknown;
}

const SHA = 'a'.repeat(40);

/** A healthy Application in the shape of Argo CD. */
export function fakeApplication(
  name: string,
  options: {
    health?: string;
    sync?: string;
    tag?: string;
    revision?: string;
    labels?: Record<string, string>;
    operation?: Record<string, unknown>;
    reconciledAt?: string;
    repoUrl?: string;
  } = {},
): FakeApplication {
  const source = {
    repoURL: options.repoUrl ?? 'https://github.com/hanabi/blog-api.git',
    path: 'deploy/dev',
    targetRevision: 'main',
  };
  const revision = options.revision ?? SHA;
  return {
    metadata: { name, labels: options.labels },
    spec: {
      project: 'default',
      source,
      destination: { server: 'https://kubernetes.default.svc' },
      syncPolicy: { automated: { prune: true } },
    },
    status: {
      health: { status: options.health ?? 'Healthy' },
      sync: { status: options.sync ?? 'Synced', revision },
      history: [
        {
          id: 0,
          revision,
          source,
          deployStartedAt: '2026-11-22T09:00:00Z',
          deployedAt: '2026-11-22T09:00:20Z',
          initiatedBy: { automated: true },
        },
      ],
      ...(options.operation && { operationState: options.operation }),
      summary: { images: [`ghcr.io/hanabi/${name}:${options.tag ?? '0.1.1'}`] },
      resources: [
        {
          group: 'apps',
          kind: 'Deployment',
          name,
          status: 'Synced',
          health: { status: options.health ?? 'Healthy' },
        },
      ],
      controllerNamespace: 'argocd',
      reconciledAt: options.reconciledAt ?? '2026-11-22T09:00:30Z',
    },
  };
}
