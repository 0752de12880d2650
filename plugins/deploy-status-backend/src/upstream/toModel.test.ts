import fixtures from '../__fixtures__/applications.json';
import { deploymentsOf } from '../domain/observed';
import { toModel } from './toModel';
import { wireApplicationSchema } from './wire';

const context = {
  instance: 'dev',
  frontendUrl: 'https://argo.example',
  observedAt: '2026-11-23T10:00:00.000Z',
};

const model = (value: unknown) => {
  const observation = toModel(wireApplicationSchema.parse(value), context);
  return {
    application: observation.application,
    deployments: deploymentsOf(observation),
  };
};

describe('a recorded Application', () => {
  it('with several sources has a revision per source', () => {
    const { application } = model(fixtures['get-multi']);
    expect(application.revisions).toEqual([
      {
        id: 'adee3bfe6b071a00e1ea50d62cdc3d7c15d6d1fa',
        repoUrl: 'http://127.0.0.1:28090/demo.git',
        sourceIndex: 0,
        historyId: 0,
      },
      {
        id: 'f30b24367e7c734703e3dd716b29beb3451b5027',
        repoUrl: 'http://127.0.0.1:28090/second.git',
        sourceIndex: 1,
        historyId: 0,
      },
    ]);
  });

  it.each([
    [{ name: 'tokyo-1' }, 'tokyo-1'],
    [{ name: 'tokyo-1', server: '' }, 'tokyo-1'],
    [{ name: '', server: 'https://10.0.0.1' }, 'https://10.0.0.1'],
  ])('deploys to %j', (destination, expected) => {
    const { application, deployments } = model({
      ...fixtures['get-hooks'],
      spec: { ...fixtures['get-hooks'].spec, destination },
    });
    expect(application.destination).toBe(expected);
    expect(new Set(deployments.map(one => one.destination))).toEqual(
      new Set([expected]),
    );
  });

  it('tells the deployment that made it what it is', () => {
    const { application, deployments } = model(fixtures['get-hooks']);
    expect(application).toMatchObject({
      name: 'hooks',
      namespace: 'argocd',
      project: 'default',
      health: 'Healthy',
      sync: 'Synced',
      autoSync: false,
      images: [{ name: 'example.com/migrate', tag: '1' }],
      revisions: [{ id: '7a6536b6908bdc8eba73db912689b38dbbb3be3a' }],
      deployedAt: '2026-11-23T07:39:55.000Z',
      operation: {
        phase: 'Succeeded',
        startedAt: '2026-11-23T07:39:55.000Z',
        finishedAt: '2026-11-23T07:40:03.000Z',
        startedBy: 'portal',
        automated: false,
        retries: 0,
      },
      troubles: [],
      url: 'https://argo.example/applications/argocd/hooks',
    });
    // The operation and its history entry are one deployment under one key.
    expect(deployments.map(({ startedAt }) => startedAt)).toEqual([
      '2026-11-23T07:39:45.000Z',
      '2026-11-23T07:39:55.000Z',
      '2026-11-23T07:39:55.000Z',
    ]);
  });

  it.each([
    ['has looked at nothing since', {}, false],
    ['has compared again', { reconciledAt: '2026-11-23T07:40:04Z' }, true],
    [
      'has seen health change',
      { health: { lastTransitionTime: '2026-11-23T07:40:03Z' } },
      true,
    ],
    ['does not say when it compared', { reconciledAt: undefined }, undefined],
    ['still works', { operationState: { phase: 'Running' } }, undefined],
  ])('says where Argo CD %s after the operation', (_, more, settled) => {
    const { status, ...rest } = fixtures['get-hooks'];
    const { health, operationState } = status;
    const { application } = model({
      ...rest,
      status: {
        ...status,
        // The second in which the operation ended.
        reconciledAt: '2026-11-23T07:40:03Z',
        ...more,
        health: {
          ...health,
          lastTransitionTime: '2026-11-23T07:39:50Z',
          ...('health' in more && more.health),
        },
        operationState: {
          ...operationState,
          ...('operationState' in more && more.operationState),
        },
      },
    });
    expect(application.settled).toBe(settled);
  });

  const next = 'f'.repeat(40);
  it.each<[string, object, boolean, string[]]>([
    ['something was changed in the cluster', {}, true, []],
    ['Git has something new', { sync: { revision: next } }, false, [next]],
    [
      'what was compared is not told',
      { sync: { revision: undefined } },
      false,
      [],
    ],
    ['it is as Git says', { sync: { status: 'Synced' } }, false, []],
    [
      'others commit to the same branch',
      { sync: { status: 'Synced', revision: next } },
      false,
      [],
    ],
    ['the Application itself was changed', { path: 'elsewhere' }, false, []],
    [
      'nothing was compared since the operation',
      { reconciledAt: '2026-11-23T07:40:03Z' },
      false,
      [],
    ],
  ])('tells a drift from what waits where %s', (_, more, drifted, waiting) => {
    const { status, spec, ...rest } = fixtures['get-hooks'];
    const { sync, path, ...change }: Record<string, unknown> = { ...more };
    const { application } = model({
      ...rest,
      spec: {
        ...spec,
        source: { ...spec.source, ...(path !== undefined && { path }) },
      },
      status: {
        ...status,
        reconciledAt: '2026-11-23T08:00:00Z',
        ...change,
        sync: {
          ...status.sync,
          status: 'OutOfSync',
          ...(typeof sync === 'object' && sync),
        },
      },
    });
    expect(application.drifted ?? false).toBe(drifted);
    expect((application.waiting ?? []).map(({ id }) => id)).toEqual(waiting);
  });

  it('tells the hooks of its operation, and where it deploys to', () => {
    const { application } = model(fixtures['get-hooks']);
    expect(application.destination).toBe('https://kubernetes.default.svc');
    expect(application.operation?.hooks).toMatchObject([
      { kind: 'ConfigMap', name: 'hooks-pre', type: 'PreSync' },
      { kind: 'Job', name: 'hooks-migrate', phase: 'Succeeded' },
      { kind: 'ConfigMap', name: 'hooks-post', type: 'PostSync' },
    ]);
    expect(application.operation).not.toHaveProperty('progress');
  });

  it('that waits to try again is running and has not finished', () => {
    const { application } = model(fixtures['get-retry-in-backoff']);
    expect(application.operation).toMatchObject({
      phase: 'Running',
      retries: 1,
    });
    expect(application.operation).not.toHaveProperty('finishedAt');
    expect(application.troubles).toEqual([
      expect.objectContaining({
        name: 'retry-a',
        sync: 'OutOfSync',
        health: 'Missing',
        message: 'namespaces "no-such-namespace" not found',
      }),
    ]);
  });

  it('that failed says which resource failed and why', () => {
    const { application, deployments } = model(fixtures['get-bad']);
    expect(application.operation?.phase).toBe('Failed');
    expect(application.revisions).toEqual([]);
    expect(application.troubles[0]).toMatchObject({
      kind: 'ConfigMap',
      name: 'bad-bad',
      message: expect.stringContaining('cannot unmarshal object'),
    });
    expect(deployments).toEqual([
      expect.objectContaining({
        phase: 'Failed',
        startedBy: 'portal',
        revisions: [
          expect.objectContaining({
            id: '7a6536b6908bdc8eba73db912689b38dbbb3be3a',
          }),
        ],
      }),
    ]);
  });

  it('that was rolled back has the revision it was rolled back to', () => {
    const { application, deployments } = model(
      fixtures['get-plain-after-rollback'],
    );
    expect(application.revisions).toMatchObject([
      { id: '440b064309fdc5376bffaad9c35ee6a96bea537e' },
    ]);
    expect(deployments).toHaveLength(6);
  });

  it('that was never synced has no revision, operation or deployment', () => {
    const { application, deployments } = model(
      fixtures['get-plain-never-synced'],
    );
    expect(application.revisions).toEqual([]);
    expect(application.wantedFrom).toEqual([
      expect.stringMatching(/^https?:\/\/.+/),
    ]);
    expect(application).not.toHaveProperty('operation');
    expect(application).not.toHaveProperty('deployedAt');
    expect(deployments).toEqual([]);
  });

  it('with a broken destination carries its condition', () => {
    const { application } = model(fixtures['get-broken-dest']);
    expect(application).toMatchObject({ health: 'Unknown', sync: 'Unknown' });
    expect(application.conditions).toEqual([
      {
        type: 'InvalidSpecError',
        message: expect.stringContaining('error getting cluster'),
      },
    ]);
  });

  it('outside of the namespace of Argo CD is marked', () => {
    const { application } = model(fixtures['get-tenant']);
    expect(application).toMatchObject({
      namespace: 'team-a',
      inControllerNamespace: false,
    });
  });

  it('made of KubeVela says whether Healthy covers it', () => {
    expect(model(fixtures['get-oam']).application.healthIgnoresKubeVela).toBe(
      true,
    );
    const checked = model(fixtures['get-oam-bad-type-with-health-lua']);
    expect(checked.application.healthIgnoresKubeVela).toBe(false);
    expect(checked.application.troubles[0]).toMatchObject({
      kind: 'Application',
      name: 'shop',
      health: 'Degraded',
      message: expect.stringContaining('no-such-type'),
    });
  });
});

describe('an Application with more to look at than is kept', () => {
  const waiting = Array.from({ length: 30 }, (_, id) => ({
    kind: 'ConfigMap',
    name: `waits-${id}`,
    status: 'OutOfSync',
  }));

  it('keeps what explains a failure', () => {
    const { application } = model({
      metadata: { name: 'many' },
      status: {
        resources: [
          ...waiting,
          {
            kind: 'Deployment',
            name: 'down',
            status: 'Synced',
            health: { status: 'Degraded', message: 'has no image' },
          },
          { kind: 'Service', name: 'refused', status: 'OutOfSync' },
        ],
        operationState: {
          phase: 'Failed',
          startedAt: '2026-11-23T10:00:00Z',
          syncResult: {
            resources: [
              {
                kind: 'Service',
                name: 'refused',
                status: 'SyncFailed',
                message: 'port is taken',
              },
            ],
          },
        },
      },
    });
    expect(application.troubles).toHaveLength(20);
    expect(application.troubles.slice(0, 2)).toEqual([
      expect.objectContaining({ name: 'refused', message: 'port is taken' }),
      expect.objectContaining({ name: 'down', message: 'has no image' }),
    ]);
  });
});

describe('what we do not know', () => {
  it('counts as unknown or absent, and hides nothing else', () => {
    const { application, deployments } = model({
      metadata: { name: 'odd', labels: null, uid: 7 },
      spec: { project: null, source: 'x', syncPolicy: { automated: null } },
      status: {
        health: { status: 'Splendid', message: null },
        sync: { status: 3 },
        history: [
          null,
          { id: 'x' },
          { id: 1, deployedAt: 'yesterday' },
          { id: 2, deployedAt: '0001-01-01T00:00:00Z' },
        ],
        operationState: {
          phase: 'Pondering',
          startedAt: '2026-11-23T10:00:00Z',
        },
        resources: [{ kind: 'Pod', name: 'p', status: 'Strange' }, 'x'],
        conditions: {},
        summary: { images: ['a:1', 7] },
        somethingNew: { deep: [1] },
      },
      alsoNew: true,
    });
    expect(application).toMatchObject({
      health: 'Unknown',
      sync: 'Unknown',
      autoSync: false,
      images: [{ name: 'a', tag: '1' }],
      operation: { phase: 'Unknown' },
      troubles: [{ name: 'p', sync: 'Unknown' }],
      conditions: [],
    });
    expect(deployments).toHaveLength(1);
  });

  it('may be everything but the name', () => {
    const { application } = model({ metadata: { name: 'bare' } });
    expect(application).toMatchObject({ name: 'bare', project: 'default' });
    expect(JSON.parse(JSON.stringify(application))).toEqual(application);
  });

  it('a dry run is no deployment, and automated: {enabled: false} no auto-sync', () => {
    const { application, deployments } = model({
      metadata: { name: 'dry' },
      spec: { syncPolicy: { automated: { enabled: false } } },
      status: {
        operationState: {
          phase: 'Succeeded',
          startedAt: '2026-11-23T10:00:00Z',
          operation: { sync: { dryRun: true } },
        },
      },
    });
    expect(application.autoSync).toBe(false);
    expect(deployments).toEqual([]);
  });
});
