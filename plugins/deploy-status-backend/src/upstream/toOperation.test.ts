import { toModel } from './toModel';
import { wireApplicationSchema } from './wire';

const model = (value: unknown) =>
  toModel(wireApplicationSchema.parse(value), {
    instance: 'dev',
    frontendUrl: 'https://argo.example',
    observedAt: '2026-11-23T10:00:00.000Z',
  });

describe('an operation', () => {
  const running = (operationState: object, more: object = {}) =>
    model({
      metadata: { name: 'a' },
      ...more,
      status: {
        resources: [
          { kind: 'Service', name: 'a', status: 'OutOfSync' },
          { kind: 'Deployment', name: 'a', status: 'OutOfSync' },
          { kind: 'Deployment', name: 'rendered-by-kubevela' },
          { kind: 'Job', name: 'hook', status: 'OutOfSync', hook: true },
        ],
        operationState: {
          phase: 'Running',
          startedAt: '2026-11-23T10:00:00Z',
          ...operationState,
        },
      },
    }).application;

  it.each([
    [-1, 0],
    [2.5, 2],
    [3_000_000_000, 2_147_483_647],
  ])(
    'with a retryCount of %d has a number that can be stored',
    (told, kept) => {
      expect(running({ retryCount: told }).operation?.retries).toBe(kept);
    },
  );

  it('under way tells how far it has come', () => {
    const resources = [
      {
        kind: 'Job',
        name: 'hook',
        hookType: 'PreSync',
        hookPhase: 'Succeeded',
      },
      { kind: 'Service', name: 'a', status: 'Synced' },
    ];
    expect(running({}).operation).not.toHaveProperty('progress');
    expect(
      running({ syncResult: { revision: 'x', resources } }).operation?.progress,
    ).toEqual({ done: 1, total: 2 });
    const chosen = {
      operation: { sync: { resources: [{ kind: 'Service' }] } },
    };
    expect(
      running({ ...chosen, syncResult: { resources } }).operation?.progress,
    ).toEqual({ done: 1, total: 1 });
  });

  it('says who asked for it through the portal, and why', () => {
    const info = [
      { name: 'michi/requested-by', value: 'user:default/miho.tanaka' },
      { name: 'michi/reason', value: 'the fix' },
      { name: 'michi/request', value: 'a-key' },
      { name: 'Reason', value: 'of somebody else' },
    ];
    expect(running({ operation: { info } }).operation).toMatchObject({
      requestedBy: 'user:default/miho.tanaka',
      reason: 'the fix',
      requestId: 'a-key',
    });
    const nobody = running({ operation: { info: info.slice(1) } }).operation;
    expect(nobody).not.toHaveProperty('reason');
  });

  it('deploys the images that run once it is healthy, the Application’s own first and those of hooks last', () => {
    const images = (app: string, pods: string[], ofHook: string) =>
      model({
        metadata: { name: app },
        status: {
          health: {
            status: 'Healthy',
            lastTransitionTime: '2026-11-23T10:02:00Z',
          },
          summary: { images: pods },
          operationState: {
            phase: 'Succeeded',
            startedAt: '2026-11-23T10:00:00Z',
            finishedAt: '2026-11-23T10:01:00Z',
            syncResult: {
              resources: [
                { kind: 'Job', hookType: 'PreSync', images: [ofHook] },
                // KubeVela's: what it consists of is not told.
                { kind: 'Application', status: 'Synced' },
              ],
            },
          },
        },
      }).deployment?.images.map(({ name, tag }) => `${name}:${tag}`);
    const others = ['a/flyway:1', 'istio/proxy:2'];
    expect(
      images('profile', [...others, 'x/profile:3'], 'x/profile:3'),
    ).toEqual(['x/profile:3', ...others]);
    expect(images('profile', others, 'a/flyway:1')).toEqual([
      'istio/proxy:2',
      'a/flyway:1',
    ]);
  });

  it('that was asked for and has not begun is queued', () => {
    expect(running({ startedAt: undefined })).not.toHaveProperty('queued');
    const { application } = model({
      metadata: { name: 'a' },
      operation: { sync: {} },
      status: {},
    });
    expect(application.queued).toBe(true);
  });
});
