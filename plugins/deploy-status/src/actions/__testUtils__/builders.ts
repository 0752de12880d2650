import type {
  OperationReceipt,
  Plan,
  PlannedOperation,
} from '@michi/plugin-deploy-status-common';
import { minutesAgo } from '../../__testUtils__/builders';

export const BLOG_API = 'ghcr.io/hanabi/blog-api';
/** Where the tests change something. */
export const TARGET = {
  instance: 'production',
  name: 'blog-api',
  namespace: 'argocd',
};

/** What a sync of production would change: one Deployment, nothing in the way. */
export const plan = (overrides: Partial<Plan> = {}): Plan => ({
  action: 'sync',
  target: TARGET,
  environment: 'production',
  obstacles: [],
  cautions: [],
  requires: { reason: true, confirm: true },
  revisions: {
    from: [{ id: 'aaaaaaa', message: 'Retry reads once' }],
    to: [{ id: 'bbbbbbb', message: 'Cache the index', author: 'Miho Tanaka' }],
  },
  images: {
    from: [{ name: BLOG_API, tag: '0.1.41' }],
    to: [{ name: BLOG_API, tag: '0.1.42' }],
  },
  resources: [
    {
      group: 'apps',
      kind: 'Deployment',
      namespace: 'blog',
      name: 'blog-api',
      change: 'update',
      failed: false,
    },
    {
      group: '',
      kind: 'Service',
      namespace: 'blog',
      name: 'blog-api',
      change: 'none',
      failed: false,
    },
  ],
  files: [],
  alternatives: [],
  ...overrides,
});

/** A request that Argo CD took. */
export const receipt = (
  overrides: Partial<OperationReceipt> = {},
): OperationReceipt => ({
  idempotencyKey: '7b1b2c9e-7d55-4c3f-8f0a-0d9c1c8c6f10',
  action: 'sync',
  target: TARGET,
  outcome: 'accepted',
  requestedAt: minutesAgo(0),
  requestedBy: 'user:default/miho.tanaka',
  problems: [],
  url: 'https://argocd-production.example/applications/argocd/blog-api',
  repeated: false,
  ...overrides,
});

/** The operation that a plan is about: it ran its migration and has two resources to go. */
export const plannedOperation = (
  overrides: Partial<PlannedOperation> = {},
): PlannedOperation => ({
  phase: 'Running',
  startedAt: minutesAgo(4),
  startedBy: 'ren.ito',
  automated: false,
  retries: 0,
  dryRun: false,
  prune: false,
  revisions: [{ id: 'c'.repeat(40), message: 'Index by day' }],
  results: [
    {
      group: 'apps',
      kind: 'Deployment',
      name: 'blog-api',
      state: 'pending',
    },
    { group: '', kind: 'Service', name: 'blog-api', state: 'done' },
    {
      group: 'batch',
      kind: 'Job',
      name: 'migrate',
      hook: 'PreSync',
      state: 'running',
      message: 'job.batch/migrate created',
    },
  ],
  ...overrides,
});
