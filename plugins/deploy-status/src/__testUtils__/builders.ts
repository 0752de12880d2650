import type {
  Application,
  Deployment,
  EntityStatus,
  Instance,
} from '@michi/plugin-deploy-status-common';

/** When the tests take place. */
export const NOW = new Date('2026-11-23T15:00:00Z').getTime();
/** A time before that, as the API writes it. */
export const minutesAgo = (minutes: number) =>
  new Date(NOW - minutes * 60_000).toISOString();

/** A connected instance. */
export const instance = (
  name: string,
  overrides: Partial<Instance> = {},
): Instance => ({
  name,
  environment: name,
  protected: name === 'production',
  connection: 'connected',
  lastContactAt: minutesAgo(0),
  ...overrides,
});

/** A healthy, synced Application on the instance of the environment. */
export const application = (
  environment: string,
  overrides: Partial<Application> = {},
): Application => ({
  instance: environment,
  environment,
  namespace: 'argocd',
  name: 'blog-api',
  uid: `blog-api-${environment}`,
  project: 'default',
  health: 'Healthy',
  sync: 'Synced',
  autoSync: true,
  images: [{ name: 'ghcr.io/hanabi/blog-api', tag: '0.1.42' }],
  revisions: [
    {
      id: '9f3b2c1d0a4b7e6c8f90123456789012345678ab',
      author: 'Miho Tanaka',
      message: 'Retry reads from the posts index once',
      url: 'https://github.example/hanabi/blog-api/commit/9f3b2c1',
    },
  ],
  deployedAt: minutesAgo(2),
  operation: {
    phase: 'Succeeded',
    startedAt: minutesAgo(2),
    finishedAt: minutesAgo(1),
    automated: true,
    retries: 0,
    hooks: [],
  },
  troubles: [],
  conditions: [],
  url: `https://argocd-${environment}.example/applications/argocd/blog-api`,
  observedAt: minutesAgo(0),
  live: true,
  ...overrides,
});

/** What the backend answers for an entity with these Applications. */
export const found = (
  applications: Application[],
  overrides: Partial<EntityStatus> = {},
): EntityStatus => ({
  entityRef: 'component:default/blog-api',
  state: 'found',
  applications,
  instances: ['dev', 'staging', 'production'].map(name => instance(name)),
  ...overrides,
});

/** A deployment that succeeded. */
export const deployment = (
  environment: string,
  overrides: Partial<Deployment> = {},
): Deployment => ({
  id: `${environment}/blog-api-${environment}/${minutesAgo(60)}`,
  instance: environment,
  environment,
  application: 'blog-api',
  namespace: 'argocd',
  uid: `blog-api-${environment}`,
  entityRef: 'component:default/blog-api',
  phase: 'Succeeded',
  startedAt: minutesAgo(60),
  finishedAt: minutesAgo(59),
  automated: true,
  rollback: false,
  attempts: [],
  retries: 0,
  hooks: [],
  revisions: [],
  imagesBefore: [],
  images: [{ name: 'ghcr.io/hanabi/blog-api', tag: '0.1.42' }],
  url: `https://argocd-${environment}.example/applications/argocd/blog-api`,
  imported: false,
  ...overrides,
});
