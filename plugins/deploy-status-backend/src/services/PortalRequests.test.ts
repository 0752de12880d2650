import type {
  OperationRequestQuery,
  StoredOperation,
} from '../store/OperationStore';
import { aDeployment } from '../__testUtils__/aDeployment';
import { PortalRequests } from './PortalRequests';

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
      findRequests: async query => {
        queries.push(query);
        return query.application === 'blog-api' ? [request] : [];
      },
    },
    { findDeployment: async key => aDeployment(key) },
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
