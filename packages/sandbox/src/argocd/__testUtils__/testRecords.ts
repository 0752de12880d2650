import { velaApplication } from './FakeRepositories';
import { parseManifests, type Manifests } from '../manifests';
import { newRecord } from '../newRecord';
import { advance, begin, nextDue, type Plan } from '../operations';
import type { AppRecord } from '../record';
import { refreshed } from '../view';
import type { Operation } from '../wire';

/** Records and plans for tests of what happens to them. */
export const START = Date.parse('2026-11-23T08:00:00Z');
const SOURCE = {
  repoURL: 'http://127.0.0.1:8930/hanabi/checkout.git',
  path: 'deploy/dev',
  targetRevision: 'main',
};
export const MIGRATION =
  '{apiVersion: batch/v1, kind: Job, metadata: {name: migrate, annotations: {argocd.argoproj.io/hook: PreSync}}}';
export const SMOKE_TEST =
  '{apiVersion: batch/v1, kind: Job, metadata: {name: smoke-test, annotations: {argocd.argoproj.io/hook: PostSync, argocd.argoproj.io/hook-delete-policy: HookSucceeded}}}';

export const target = (tag: string, extra = ''): Manifests => ({
  revision: tag.padEnd(40, '0'),
  objects: parseManifests(
    `${velaApplication('checkout', 'dev', tag)}\n---\n${extra}`,
    'application.yaml',
    'checkout',
  ),
});

export const plan = (
  manifests: Manifests,
  change: Partial<Plan> = {},
): Plan => ({
  target: manifests,
  outcome: 'healthy',
  rolloutMs: 8_000,
  hookMs: 3_000,
  pace: 1,
  ...change,
});

export const operation = (
  manifests: Manifests,
  sync: Partial<Operation['sync']> = {},
  initiatedBy: Operation['initiatedBy'] = { username: 'miho.tanaka' },
): Operation => ({
  sync: { revision: manifests.revision, source: SOURCE, ...sync },
  initiatedBy,
  retry: {},
});

export function compared(record: AppRecord, desired: Manifests, now: number) {
  return refreshed({ ...record, desired }, now, 'comparison');
}

export const fresh = newRecord(
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
export function run(from: AppRecord): {
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

export const shown = ({ application: { operation: op, status } }: AppRecord) =>
  [
    op ? 'operation' : '-',
    status.operationState?.phase ?? '-',
    status.sync.status,
    status.health.status,
    status.history?.length ?? 0,
  ].join(' ');

export function deployed(manifests: Manifests): AppRecord {
  const record = compared(fresh, manifests, START);
  return run(begin(record, operation(manifests), plan(manifests), START)).last;
}
