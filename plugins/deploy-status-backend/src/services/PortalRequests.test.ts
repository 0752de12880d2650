import { mockServices } from '@backstage/backend-test-utils';
import type { Application, Instance } from '@michi/plugin-deploy-status-common';
import type {
  OperationRequestQuery,
  StoredOperation,
} from '../store/OperationStore';
import { aDeployment } from '../__testUtils__/aDeployment';
import { anApplication } from '../__testUtils__/anApplication';
import { toApplication } from '../domain/view';
import { PortalRequests, type Claim } from './PortalRequests';

const logger = mockServices.logger.mock();

const request: StoredOperation = {
  key: 'k',
  fingerprint: 'f',
  entityRef: 'component:default/blog-api',
  action: 'rollback',
  target: { instance: 'dev', namespace: 'argocd', name: 'blog-api' },
  request: { deploymentId: 'dev/u1/2026-11-20T10:00:00.000Z' },
  requestedBy: 'user:default/miho.tanaka',
  reason: 'the drafts are gone',
  requestedAt: new Date('2026-11-23T09:59:58Z'),
  url: 'https://argo',
  outcome: 'accepted',
};

it('says who asked for a rollback, which Argo CD does not', async () => {
  const queries: OperationRequestQuery[] = [];
  const requests = new PortalRequests(
    {
      findByKeys: async () => [],
      findRequests: async query => {
        queries.push(query);
        return query.application === 'blog-api' ? [request] : [];
      },
    },
    { findDeployment: async key => aDeployment(key) },
    logger,
  );
  const rollback = aDeployment();
  const others = [
    aDeployment({ rollback: true, application: 'other' }),
    aDeployment({ rollback: true, requestedBy: 'user:default/yuki.sato' }),
    aDeployment({ rollback: true, automated: true }),
    aDeployment({ rollback: true, imported: true }),
    aDeployment({ rollback: true, startedAt: '2026-11-23T09:00:00.000Z' }),
    aDeployment({ revisions: [{ id: 'b'.repeat(40) }] }),
  ];
  const found = await requests.of([rollback, ...others]);
  expect([...found]).toEqual([
    [
      rollback,
      {
        requestedBy: 'user:default/miho.tanaka',
        reason: 'the drafts are gone',
      },
    ],
  ]);
  // Each Application is asked about once.
  expect(queries).toHaveLength(2);
  expect(queries[0]).toMatchObject({
    action: 'rollback',
    instance: 'dev',
    namespace: 'argocd',
    from: new Date('2026-11-23T08:55:00Z'),
    to: new Date('2026-11-23T10:00:05Z'),
  });
});

describe('an operation that says who asked the portal for it', () => {
  const made: StoredOperation = { ...request, action: 'sync' };
  const claim: Claim = {
    ...request.target,
    startedAt: '2026-11-23T10:00:00.000Z',
    requestedBy: request.requestedBy,
    requestId: 'k',
  };
  const asked: string[][] = [];
  const requests = new PortalRequests(
    {
      findRequests: async () => [],
      findByKeys: async keys => {
        asked.push([...keys]);
        return keys.includes(made.key) ? [made] : [];
      },
    },
    { findDeployment: async () => undefined },
    logger,
  );

  it('is believed where the portal has that request, with its own reason', async () => {
    const deployment = aDeployment({
      requestedBy: request.requestedBy,
      requestId: 'k',
      reason: 'another one',
    });
    const mine = { requestedBy: request.requestedBy, reason: request.reason };
    expect([...(await requests.confirm([claim]))]).toEqual([[claim, mine]]);
    expect([...(await requests.of([deployment]))]).toEqual([
      [deployment, mine],
    ]);
    // The portal's table is asked once for each request.
    expect(asked).toEqual([['k']]);
  });

  it.each<[string, Partial<Claim>]>([
    ['names a request that nobody made', { requestId: 'invented' }],
    ['names none', { requestId: undefined }],
    ['names another person', { requestedBy: 'user:default/emi.kobayashi' }],
    ['is of another Application', { name: 'profile' }],
    ['is on another instance', { instance: 'production' }],
    ['names a request of long ago', { startedAt: '2026-11-24T10:00:00.000Z' }],
    ['began before it', { startedAt: '2026-11-23T09:00:00.000Z' }],
  ])('is not believed where it %s', async (_, change) => {
    const found = await requests.confirm([{ ...claim, ...change }]);
    expect(found.size).toBe(0);
  });

  const instance: Instance = {
    name: 'dev',
    environment: 'dev',
    connection: 'connected',
    protected: false,
  };
  const running = (requestId: string): Application => {
    const one = toApplication(anApplication('blog-api'), instance, {
      metadata: () => undefined,
      url: () => undefined,
    });
    return {
      ...one,
      operation: {
        phase: 'Running',
        startedAt: claim.startedAt,
        automated: false,
        startedBy: 'portal',
        retries: 0,
        hooks: [],
        requestedBy: request.requestedBy,
        reason: 'an invented one',
        requestId,
      },
    };
  };

  it('is shown with that person while it runs, and without where it is not true', async () => {
    const [mine, claimed] = [running('k'), running('invented')];
    const told = await requests.told([mine, claimed]);
    expect(told.get(mine)?.operation).toMatchObject({
      requestedBy: request.requestedBy,
      reason: request.reason,
      requestId: 'k',
    });
    const { operation } = told.get(claimed) ?? {};
    expect(operation).toMatchObject({ phase: 'Running', startedBy: 'portal' });
    for (const part of ['requestedBy', 'reason', 'requestId']) {
      expect(operation).not.toHaveProperty(part);
    }
  });

  it('is shown without where the table cannot be read', async () => {
    const broken = new PortalRequests(
      {
        findRequests: async () => [],
        findByKeys: async () => {
          throw new Error('connection refused');
        },
      },
      { findDeployment: async () => undefined },
      logger,
    );
    const one = running('k');
    const told = await broken.told([one]);
    expect(told.get(one)?.operation).not.toHaveProperty('requestedBy');
    expect(logger.warn).toHaveBeenCalled();
  });
});
