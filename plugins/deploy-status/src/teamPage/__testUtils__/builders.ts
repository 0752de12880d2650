import type {
  Distribution,
  Figures,
  Insights,
  ServicePlace,
  ServiceRow,
  SyncLatency,
} from '@michi/plugin-deploy-status-common';
import { instance, minutesAgo } from '../../__testUtils__/builders';
import type { ServiceRows } from '../../api/TeamQueries';

/** A service in an environment, healthy. */
export const place = (
  environment: string,
  overrides: Partial<ServicePlace> = {},
): ServicePlace => ({
  instance: environment,
  environment,
  application: 'blog-api',
  namespace: 'argocd',
  condition: 'healthy',
  health: 'Healthy',
  sync: 'Synced',
  version: '0.1.42',
  deployedAt: minutesAgo(120),
  phase: 'Succeeded',
  url: `https://argocd-${environment}.example/applications/argocd/blog-api`,
  live: true,
  ...overrides,
});

/** A service that runs everywhere and needs nobody. */
export const serviceRow = (
  name: string,
  overrides: Partial<ServiceRow> = {},
): ServiceRow => ({
  entityRef: `component:default/${name}`,
  owner: 'group:default/blog',
  system: 'system:default/blogging',
  state: 'found',
  places: ['dev', 'staging', 'production'].map(environment =>
    place(environment, { application: name }),
  ),
  attention: [],
  ...overrides,
});

/** What the backend answers about services. */
export const serviceRows = (
  services: ServiceRow[],
  overrides: Partial<ServiceRows> = {},
): ServiceRows => ({
  services,
  instances: ['dev', 'staging', 'production'].map(name => instance(name)),
  denied: 0,
  ...overrides,
});

/** How long something took. */
export const distribution = (
  n: number,
  p50Seconds?: number,
  p90Seconds?: number,
): Distribution => ({ n, p50Seconds, p90Seconds, excluded: [] });

/** Figures of a quarter. */
export const figures = (overrides: Partial<Figures> = {}): Figures => ({
  deploymentFrequency: { n: 90, days: 90, perDay: 1, excluded: [] },
  leadTime: {
    ...distribution(80, 7200, 86_400),
    excluded: [
      { reason: 'no-commit-time', n: 6 },
      { reason: 'rollback', n: 4 },
    ],
  },
  timeToHealthy: distribution(300, 130, 600),
  timeToSynced: distribution(320, 40, 90),
  failureRate: { n: 96, failed: 6, rate: 0.0625, excluded: [] },
  recoveryTime: distribution(5, 1800, 7200),
  ...overrides,
});

/** What the backend answers about a scope. */
export const insights = (overrides: Partial<Insights> = {}): Insights => ({
  scope: { kind: 'platform' },
  since: '2026-08-25T00:00:00.000Z',
  until: '2026-11-23T15:00:00.000Z',
  readAt: '2026-11-23T15:00:00.000Z',
  production: ['production'],
  services: 15,
  denied: 0,
  recordsSince: '2026-08-20T00:00:00.000Z',
  figures: figures(),
  series: [
    {
      from: '2026-11-09T00:00:00.000Z',
      to: '2026-11-16T00:00:00.000Z',
      figures: figures({
        deploymentFrequency: { n: 8, days: 7, perDay: 1.1, excluded: [] },
      }),
    },
    {
      from: '2026-11-16T00:00:00.000Z',
      to: '2026-11-23T00:00:00.000Z',
      figures: figures({
        deploymentFrequency: { n: 4, days: 7, perDay: 0.6, excluded: [] },
        leadTime: distribution(0),
      }),
    },
  ],
  breakdown: [
    { kind: 'team', ref: 'group:default/media', figures: figures() },
    {
      kind: 'team',
      ref: 'group:default/payments',
      figures: figures({
        failureRate: { n: 20, failed: 9, rate: 0.45, excluded: [] },
      }),
    },
  ],
  ...overrides,
});

/** How an instance keeps up. */
export const syncLatency = (
  name: string,
  overrides: Partial<SyncLatency> = {},
): SyncLatency => ({
  instance: name,
  environment: name,
  applications: 15,
  queued: 0,
  running: 1,
  longestRunningSeconds: 42,
  duration: distribution(200, 12, 30),
  delay: distribution(180, 95, 180),
  series: [
    {
      from: '2026-11-22T00:00:00.000Z',
      to: '2026-11-23T00:00:00.000Z',
      duration: distribution(20, 12, 30),
      delay: distribution(18, 95, 180),
    },
    {
      from: '2026-11-23T00:00:00.000Z',
      to: '2026-11-24T00:00:00.000Z',
      duration: distribution(0),
      delay: distribution(0),
    },
  ],
  ...overrides,
});
