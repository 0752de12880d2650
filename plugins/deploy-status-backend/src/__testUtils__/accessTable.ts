import { randomUUID } from 'node:crypto';
import type { deployStatusContract } from '@michi/plugin-deploy-status-common';
import { deploymentId } from '../domain/deploymentId';
import type { Role } from './realPolicy';

/** A route of the contract. */
export type RouteName = keyof typeof deployStatusContract.routes;
export type Environment = 'dev' | 'production';
export const ENVIRONMENTS: Environment[] = ['dev', 'production'];
const REF = 'component:default/blog-api';
const SINCE = '2026-11-01T00:00:00Z';
const IMAGES = [{ name: 'ghcr.io/hanabi/blog-api', tag: '0.1.12' }];

/** Who may, and what the others get. */
const READERS: Role[] = [
  'owner',
  'owner who does not release',
  'other team',
  'platform engineer',
  'leadership',
];
const CHANGERS: Record<Environment, Role[]> = {
  dev: ['owner', 'owner who does not release', 'platform engineer'],
  production: ['owner', 'platform engineer'],
};
/** What changes nothing that runs is the same everywhere. */
const REFRESHERS: Record<Environment, Role[]> = {
  dev: CHANGERS.dev,
  production: CHANGERS.dev,
};
const everywhere = (roles: Role[]): Record<Environment, Role[]> => ({
  dev: roles,
  production: roles,
});

export const targetIn = (instance: Environment) => ({
  instance,
  namespace: 'argocd',
  name: 'blog-api',
});
const deploymentIn = (instance: Environment) =>
  deploymentId({
    instance,
    uid: 'uid-blog-api',
    startedAt: '2026-11-22T09:00:00.000Z',
  });
export const consentIn = (environment: Environment) => ({
  idempotencyKey: randomUUID(),
  ...(environment === 'production' && {
    reason: 'A customer waits',
    confirm: 'production',
  }),
});

interface Row {
  allowed: Record<Environment, Role[]>;
  /** A list of what one may have is empty for the others, and not refused. */
  othersGet?: 200;
  body?: (environment: Environment) => object;
}

const reads = (body?: object): Row => ({
  allowed: everywhere(READERS),
  ...(body && { body: () => body }),
});
const plans = (
  more: (environment: Environment) => object = () => ({}),
): Row => ({
  allowed: CHANGERS,
  body: environment => ({
    target: targetIn(environment),
    ...more(environment),
  }),
});
const changes = (
  more: (environment: Environment) => object = () => ({}),
): Row => ({
  allowed: CHANGERS,
  body: environment => ({
    target: targetIn(environment),
    ...more(environment),
    ...consentIn(environment),
  }),
});
const toDeployment = (environment: Environment) => ({
  deploymentId: deploymentIn(environment),
});

/** A new route without a row does not compile. */
export const ROUTES: Record<RouteName, Row> = {
  getEntityStatus: reads(),
  getDifferences: reads(),
  getServices: reads({}),
  getInsights: reads({ scope: { kind: 'platform' }, since: SINCE }),
  getInstances: reads(),
  getVersion: reads(),
  getSyncLatencies: reads({ since: SINCE }),
  getStatuses: { ...reads({ entityRefs: [REF] }), othersGet: 200 },
  getDeployments: {
    ...reads({ entityRefs: [REF], since: SINCE }),
    othersGet: 200,
  },
  importDeployments: {
    allowed: everywhere(['platform engineer']),
    body: () => ({}),
  },
  planSync: plans(),
  sync: changes(),
  planRollback: plans(toDeployment),
  rollback: changes(toDeployment),
  planPromotion: plans(() => ({ images: IMAGES })),
  promote: changes(() => ({ images: IMAGES })),
  planRetry: plans(),
  retry: changes(),
  planTerminate: plans(),
  terminate: changes(),
  refresh: { ...changes(), allowed: REFRESHERS },
};

const entity = { entityRef: REF };
const application = (environment: Environment) => ({
  ...entity,
  instance: environment,
});

export const ACTIONS: Record<
  string,
  {
    allowed: Record<Environment, Role[]>;
    othersGet?: 'ok';
    input: (of: Environment) => object;
  }
> = {
  'get-deploy-status': { allowed: everywhere(READERS), input: () => entity },
  'get-environment-differences': {
    allowed: everywhere(READERS),
    input: () => entity,
  },
  'list-services': { allowed: everywhere(READERS), input: () => ({}) },
  'get-deployments': {
    allowed: everywhere(READERS),
    othersGet: 'ok',
    input: () => ({ entityRefs: [REF], since: SINCE }),
  },
  'get-deployment-insights': {
    allowed: everywhere(READERS),
    input: () => ({ scope: 'platform', since: SINCE }),
  },
  'list-argocd-instances': {
    allowed: everywhere(READERS),
    input: () => ({ since: SINCE }),
  },
  'plan-sync': { allowed: CHANGERS, input: application },
  'plan-rollback': {
    allowed: CHANGERS,
    input: of => ({ ...application(of), ...toDeployment(of) }),
  },
  'plan-promotion': {
    allowed: CHANGERS,
    input: of => ({ ...application(of), images: IMAGES }),
  },
  'plan-retry': { allowed: CHANGERS, input: application },
  'plan-termination': { allowed: CHANGERS, input: application },
  'sync-application': {
    allowed: CHANGERS,
    input: of => ({ ...application(of), ...consentIn(of) }),
  },
  'rollback-application': {
    allowed: CHANGERS,
    input: of => ({
      ...application(of),
      ...toDeployment(of),
      ...consentIn(of),
    }),
  },
  'promote-version': {
    allowed: CHANGERS,
    input: of => ({ ...application(of), images: IMAGES, ...consentIn(of) }),
  },
  'retry-deployment': {
    allowed: CHANGERS,
    input: of => ({ ...application(of), ...consentIn(of) }),
  },
  'terminate-operation': {
    allowed: CHANGERS,
    input: of => ({ ...application(of), ...consentIn(of) }),
  },
  'refresh-application': {
    allowed: REFRESHERS,
    input: of => ({ ...application(of), ...consentIn(of) }),
  },
};
