import { velaApplication } from './FakeRepositories';
import { parseManifests, type Manifests } from './manifests';
import { newRecord } from './newRecord';
import { advance, begin, nextDue, terminate, type Plan } from './operations';
import type { AppRecord } from './record';
import { refreshed } from './view';
import type { Operation } from './wire';

const START = Date.parse('2026-11-23T08:00:00Z');
const SOURCE = {
  repoURL: 'http://127.0.0.1:8930/hanabi/checkout.git',
  path: 'deploy/dev',
  targetRevision: 'main',
};
const MIGRATION =
  '{apiVersion: batch/v1, kind: Job, metadata: {name: migrate, annotations: {argocd.argoproj.io/hook: PreSync}}}';

const target = (tag: string, extra = ''): Manifests => ({
  revision: tag.padEnd(40, '0'),
  objects: parseManifests(
    `${velaApplication('checkout', 'dev', tag)}\n---\n${extra}`,
    'application.yaml',
    'checkout',
  ),
});

const plan = (manifests: Manifests, change: Partial<Plan> = {}): Plan => ({
  target: manifests,
  outcome: 'healthy',
  rolloutMs: 8_000,
  hookMs: 3_000,
  pace: 1,
  ...change,
});

const operation = (
  manifests: Manifests,
  sync: Partial<Operation['sync']> = {},
  initiatedBy: Operation['initiatedBy'] = { username: 'miho.tanaka' },
): Operation => ({
  sync: { revision: manifests.revision, source: SOURCE, ...sync },
  initiatedBy,
  retry: {},
});

function compared(record: AppRecord, desired: Manifests, now: number) {
  return refreshed({ ...record, desired }, now, 'comparison');
}

const fresh = newRecord(
  {
    name: 'checkout',
    repository: 'checkout',
    applicationSet: 'services-dev',
    spec: {
      project: 'default',
      source: SOURCE,
      destination: {
        server: 'https://kubernetes.default.svc',
        namespace: 'checkout',
      },
    },
  },
  START,
);

/** Lets time pass until nothing is due; answers every state on the way. */
function run(from: AppRecord): {
  frames: AppRecord[];
  last: AppRecord;
  end: number;
} {
  const frames = [from];
  let record = from;
  let now = START;
  for (let due = nextDue(record); due !== undefined; due = nextDue(record)) {
    now = Math.max(now, due);
    record = advance(record, now);
    frames.push(record);
    if (frames.length > 100) throw new Error('It never ends.');
  }
  return { frames, last: record, end: now };
}

const shown = ({ application: { operation: op, status } }: AppRecord) =>
  [
    op ? 'operation' : '-',
    status.operationState?.phase ?? '-',
    status.sync.status,
    status.health.status,
    status.history?.length ?? 0,
  ].join(' ');

function deployed(manifests: Manifests): AppRecord {
  const record = compared(fresh, manifests, START);
  return run(begin(record, operation(manifests), plan(manifests), START)).last;
}

describe('an operation', () => {
  it('goes through the frames that a real Argo CD shows', () => {
    const first = target('1');
    const record = compared(fresh, first, START);

    const { frames } = run(begin(record, operation(first), plan(first), START));

    expect(frames.map(shown)).toEqual([
      'operation - OutOfSync Healthy 0',
      'operation Running OutOfSync Healthy 0',
      'operation Running OutOfSync Healthy 1',
      '- Succeeded OutOfSync Healthy 1',
      '- Succeeded Synced Healthy 1',
      '- Succeeded Synced Healthy 1',
      '- Succeeded Synced Progressing 1',
      '- Succeeded Synced Progressing 1',
      '- Succeeded Synced Progressing 1',
      '- Succeeded Synced Healthy 1',
    ]);
  });

  it('enters history under its own start, from id 0 on', () => {
    const once = deployed(target('1'));
    const second = target('2');
    const record = compared(once, second, START + 60_000);
    const { last } = run(
      begin(record, operation(second), plan(second), START + 60_000),
    );
    const { history, operationState } = last.application.status;

    expect(history?.map(({ id, revision }) => [id, revision])).toEqual([
      [0, target('1').revision],
      [1, second.revision],
    ]);
    expect(history?.at(-1)?.deployStartedAt).toBe(operationState?.startedAt);
  });

  it('keeps ten entries and goes on counting', () => {
    let record = fresh;
    let now = START;
    for (let build = 1; build <= 13; build += 1) {
      const next = target(String(build));
      const { last, end } = run(
        begin(compared(record, next, now), operation(next), plan(next), now),
      );
      record = last;
      now = end;
    }
    const ids = record.application.status.history?.map(({ id }) => id);
    expect(ids).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const starts = record.application.status.history?.map(
      ({ deployStartedAt }) => deployStartedAt,
    );
    expect(new Set(starts).size).toBe(10);
  });

  it.each([
    ['a rehearsal', { dryRun: true }],
    [
      'a partial sync',
      {
        resources: [
          { group: 'core.oam.dev', kind: 'Application', name: 'checkout' },
        ],
      },
    ],
  ])('%s leaves no history', (_, sync) => {
    const record = deployed(target('1'));
    const second = target('2');
    const { last } = run(
      begin(
        compared(record, second, START),
        operation(second, sync),
        plan(second),
        START,
      ),
    );
    expect(last.application.status.operationState?.phase).toBe('Succeeded');
    expect(last.application.status.history).toHaveLength(1);
    expect(last.application.status.sync.status).toBe(
      'dryRun' in sync ? 'OutOfSync' : 'Synced',
    );
  });

  it('fails with its hook, applies nothing, and auto-sync says that it gives up', () => {
    const record = deployed(target('1'));
    const second = target('2', MIGRATION);
    const { last, frames } = run(
      begin(
        compared(record, second, START),
        operation(second, {}, { automated: true }),
        plan(second, { failingHook: 'migrate' }),
        START,
      ),
    );
    const { status } = last.application;

    expect(
      frames.map(
        ({ application }) => application.status.operationState?.message,
      ),
    ).toContain('waiting for completion of hook batch/Job/migrate');
    expect(status.operationState).toMatchObject({
      phase: 'Failed',
      message: 'one or more synchronization tasks completed unsuccessfully',
      syncResult: {
        resources: [
          {
            name: 'migrate',
            hookType: 'PreSync',
            hookPhase: 'Failed',
            message: 'Job has reached the specified backoff limit',
          },
        ],
      },
    });
    expect(status.sync.status).toBe('OutOfSync');
    expect(status.history).toHaveLength(1);
    expect(status.conditions?.map(({ type }) => type)).toEqual(['SyncError']);
    expect(status.summary.images).toContain('ghcr.io/hanabi/checkout:1');
  });

  it('can be terminated while its hook runs', () => {
    const first = target('1', MIGRATION);
    let record = begin(
      compared(fresh, first, START),
      operation(first),
      plan(first),
      START,
    );
    record = advance(record, START + 100);
    record = advance(record, START + 1_000);
    record = terminate(record, START + 1_100);
    expect(record.application.status.operationState?.phase).toBe('Terminating');

    const { last } = run(record);
    expect(last.application.operation).toBeUndefined();
    expect(last.application.status).toMatchObject({
      operationState: { phase: 'Failed', message: 'Operation terminated' },
    });
    expect(last.application.status.history).toBeUndefined();
    expect(last.application.status.resources?.some(({ hook }) => hook)).toBe(
      false,
    );
  });

  it('waits in Running for the end of a sync window', () => {
    const first = target('1');
    const until = START + 3_600_000;
    const { frames, last, end } = run(
      begin(
        compared(fresh, first, START),
        operation(first),
        plan(first, { blockedUntil: until }),
        START,
      ),
    );
    expect(
      frames.map(
        ({ application }) => application.status.operationState?.message,
      ),
    ).toContain('Sync operation blocked by sync window');
    expect(end).toBeGreaterThan(until);
    expect(last.application.status.operationState?.phase).toBe('Succeeded');
  });
});

describe('two operations', () => {
  it('never start in the same second: that is what tells them apart', () => {
    const second = target('2');
    const record = compared(deployed(target('1')), second, START);
    const { last } = run(begin(record, operation(second), plan(second), START));
    const starts = last.application.status.history?.map(
      ({ deployStartedAt }) => deployStartedAt,
    );
    expect(starts).toEqual(['2026-11-23T08:00:00Z', '2026-11-23T08:00:01Z']);
  });
});

describe('a rollout', () => {
  it('shows the old image until its pods are gone', () => {
    const second = target('2');
    const record = compared(deployed(target('1')), second, START);
    const { frames, last } = run(
      begin(record, operation(second), plan(second), START),
    );
    expect(
      frames.map(
        ({ application }) => application.status.summary.images?.length,
      ),
    ).toContain(2);
    expect(last.application.status.summary.images).toEqual([
      'ghcr.io/hanabi/checkout:2',
    ]);
  });

  it('stays Progressing where the image was never built, until one is', () => {
    const never = target('0.0.0');
    const record = compared(fresh, never, START);
    const { last } = run(
      begin(record, operation(never), plan(never, { outcome: 'stuck' }), START),
    );
    expect(shown(last)).toBe('- Succeeded Synced Progressing 1');

    const built = target('0.1.1');
    const healed = run(
      begin(compared(last, built, START), operation(built), plan(built), START),
    ).last;
    expect(shown(healed)).toBe('- Succeeded Synced Healthy 2');
  });

  it('ends Degraded with a reason where the image cannot be pulled', () => {
    const second = target('2');
    const record = compared(deployed(target('1')), second, START);
    const { last } = run(
      begin(
        record,
        operation(second),
        plan(second, { outcome: 'degraded' }),
        START,
      ),
    );
    expect(last.application.status.health.status).toBe('Degraded');
    expect(
      last.application.status.resources?.map(({ health }) => health?.message),
    ).toContain('Deployment "checkout" exceeded its progress deadline');
  });
});
