import { MAX_ENTITIES } from './common';
import { deployStatusContract } from './contract';
import { deployStatusPermissions } from '../permissions';

const { routes } = deployStatusContract;

describe('deployStatusContract', () => {
  it('asks on each route for a permission that the backend registers', () => {
    expect(
      Object.fromEntries(
        Object.entries(routes).map(([name, { access }]) => [
          name,
          access.permission.name,
        ]),
      ),
    ).toEqual({
      getEntityStatus: 'deploy-status.status.read',
      getStatuses: 'deploy-status.status.read',
      getDeployments: 'deploy-status.status.read',
      getServices: 'deploy-status.status.read',
      getDifferences: 'deploy-status.status.read',
      getInsights: 'deploy-status.status.read',
      getInstances: 'deploy-status.instances.read',
      getSyncLatencies: 'deploy-status.instances.read',
      getVersion: 'deploy-status.status.read',
      importDeployments: 'deploy-status.deployments.import',
      planSync: 'deploy-status.application.sync',
      sync: 'deploy-status.application.sync',
      planRollback: 'deploy-status.application.rollback',
      rollback: 'deploy-status.application.rollback',
      planPromotion: 'deploy-status.application.promote',
      promote: 'deploy-status.application.promote',
      planRetry: 'deploy-status.application.retry',
      retry: 'deploy-status.application.retry',
      planTerminate: 'deploy-status.application.terminate',
      terminate: 'deploy-status.application.terminate',
      refresh: 'deploy-status.application.refresh',
    });
    for (const { access } of Object.values(routes)) {
      expect(deployStatusPermissions).toContain(access.permission);
    }
  });

  it('decides about the entity whose status is asked for', () => {
    const { access } = routes.getEntityStatus;
    if (!('resourceRefs' in access)) throw new Error('It names no resource');
    expect(
      access.resourceRefs({
        params: { kind: 'Component', namespace: 'default', name: 'blog-api' },
        query: undefined,
        body: undefined,
      }),
    ).toEqual(['component:default/blog-api']);
  });

  it('bounds how many entities one request may ask for', () => {
    const refs = (count: number) => ({
      entityRefs: Array.from({ length: count }, (_, i) => `component:x/${i}`),
    });
    const { body } = routes.getStatuses;
    expect(body?.safeParse(refs(MAX_ENTITIES)).success).toBe(true);
    expect(body?.safeParse(refs(MAX_ENTITIES + 1)).success).toBe(false);
  });
});
