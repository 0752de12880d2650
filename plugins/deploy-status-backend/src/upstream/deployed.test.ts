import { appliedOf, lastDeployed } from './deployed';
import { wireApplicationSchema } from './wire';

const NEW = 'b'.repeat(40);
const workload = { kind: 'Deployment', name: 'api', status: 'Synced' };
const service = { kind: 'Service', name: 'api', status: 'Synced' };
const smokeTest = {
  kind: 'Job',
  name: 'smoke-test',
  hookType: 'PostSync',
  hookPhase: 'Failed',
};

/** An Application of which an hour ago everything was deployed, and a part is not Synced. */
function after(
  operation: {
    phase?: string;
    results?: object[];
    resources?: object[];
    retryCount?: number;
    revision?: string;
  },
  rest: object = {},
) {
  return wireApplicationSchema.parse({
    metadata: { name: 'api' },
    status: {
      sync: { status: 'OutOfSync', revision: 'c'.repeat(40) },
      history: [
        {
          id: 3,
          revision: 'a'.repeat(40),
          deployStartedAt: '2026-11-22T09:00:00Z',
          deployedAt: '2026-11-22T09:00:20Z',
        },
      ],
      resources: [
        { ...workload, status: 'OutOfSync' },
        { ...service, status: 'OutOfSync' },
      ],
      operationState: {
        phase: operation.phase ?? 'Failed',
        startedAt: '2026-11-22T10:00:00Z',
        finishedAt: '2026-11-22T10:00:20Z',
        retryCount: operation.retryCount,
        operation: { sync: { resources: operation.resources } },
        syncResult: {
          revision: operation.revision ?? NEW,
          resources: operation.results ?? [],
        },
      },
      ...rest,
    },
  }).status;
}

describe('what a failed operation has applied', () => {
  it('is everything, where it came to the hooks that run at the end', () => {
    expect(appliedOf(after({ results: [workload, smokeTest] }))).toBe('all');
  });

  it('is everything, where nothing that Argo CD keeps in sync was left out', () => {
    const both = { results: [workload, service] };
    const compared = { sync: { status: 'OutOfSync', revision: NEW } };
    expect(appliedOf(after(both, compared))).toBe('all');
    // It has not compared with that yet, or with something newer since
    expect(appliedOf(after(both))).toBe('some');
  });

  it('is everything, where Argo CD finds that there runs what it was to deploy', () => {
    const found = {
      sync: { status: 'Synced', revision: NEW },
      reconciledAt: '2026-11-22T10:01:00Z',
    };
    expect(appliedOf(after({ results: [workload] }, found))).toBe('all');
    const partly = { results: [workload], resources: [workload] };
    expect(appliedOf(after(partly, found))).toBe('all');
    const sooner = { ...found, reconciledAt: '2026-11-22T09:59:00Z' };
    expect(appliedOf(after({ results: [workload] }, sooner))).toBe('some');
  });

  it.each([
    ['a later wave was not reached', { results: [workload] }],
    [
      'one was refused',
      { results: [workload, { ...service, status: 'SyncFailed' }, smokeTest] },
    ],
    [
      'it was asked for one resource',
      { results: [workload], resources: [{ kind: 'Deployment', name: 'api' }] },
    ],
    [
      'that one succeeded',
      {
        phase: 'Succeeded',
        results: [workload],
        resources: [{ kind: 'Deployment', name: 'api' }],
      },
    ],
  ])('is a part, where %s', (_, operation) => {
    expect(appliedOf(after(operation))).toBe('some');
  });

  it.each([
    ['nothing was tried', {}],
    [
      'a hook before it failed',
      { results: [{ ...smokeTest, hookType: 'PreSync' }] },
    ],
    [
      'Argo CD tried it out first',
      { results: [{ ...workload, status: 'SyncFailed' }] },
    ],
    ['several attempts failed so', { retryCount: 2 }],
    ['it goes on', { phase: 'Running', results: [workload] }],
  ])('is nothing, where %s', (_, operation) => {
    expect(appliedOf(after(operation))).toBeUndefined();
  });
});

describe('what was deployed last', () => {
  it('is what a failed operation has brought in whole', () => {
    expect(
      lastDeployed(after({ results: [workload, smokeTest] })),
    ).toMatchObject({
      entry: { revision: NEW, deployStartedAt: '2026-11-22T10:00:00.000Z' },
      unrecorded: true,
      mixed: false,
    });
  });

  it('is what the history says, also where a part was replaced since', () => {
    expect(lastDeployed(after({ results: [workload] }))).toMatchObject({
      entry: { id: 3, revision: 'a'.repeat(40) },
      mixed: true,
    });
    expect(lastDeployed(after({}))).toMatchObject({
      entry: { id: 3 },
      mixed: false,
    });
  });

  it('is what the history says, where it is put back once more', () => {
    const healed = {
      phase: 'Succeeded',
      results: [workload],
      resources: [{ kind: 'Deployment', name: 'api' }],
      revision: 'a'.repeat(40),
    };
    expect(lastDeployed(after(healed))).toMatchObject({
      entry: { id: 3 },
      unrecorded: false,
      mixed: false,
    });
  });

  it('is what succeeded, where Argo CD is told to keep no history', () => {
    const status = after(
      { phase: 'Succeeded', results: [workload, service] },
      { history: [] },
    );
    expect(lastDeployed(status)).toMatchObject({
      entry: { revision: NEW },
      mixed: false,
    });
  });

  it('is nothing, where nothing was', () => {
    const nothing = { unrecorded: false, mixed: false };
    const none = { history: [] };
    expect(lastDeployed(after({}, none))).toEqual(nothing);
    expect(lastDeployed(after({ results: [workload] }, none))).toEqual(nothing);
  });
});
