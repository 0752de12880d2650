import type { FakeApplication } from './fakeApplication';

/** What happens to an Application. */
export type Step =
  | {
      kind: 'sync';
      by: 'person' | 'auto' | 'portal';
      /** Whether Git has something new. */
      fresh: boolean;
      /** `abandoned`: the Application is deleted while it runs. */
      outcome: 'Succeeded' | 'Failed' | 'Error' | 'terminated' | 'abandoned';
      retries: number;
      hook: boolean;
      scope: 'whole' | 'partial' | 'dry-run';
      /** How much of it is applied, where it fails. */
      applied: 'nothing' | 'some' | 'all';
      /** What becomes of its health, if it succeeds; `late`: a controller beside Argo CD takes some seconds. */
      rollout: 'steady' | 'progresses' | 'late' | 'degrades';
    }
  | { kind: 'rollback'; back: number }
  | { kind: 'recreate' }
  /** Degraded, and healthy again, long after. */
  | { kind: 'flap' };

/** What the ledger has to say of one operation. */
export interface ExpectedDeployment {
  uid: string;
  startedAt: string;
  phase: string;
  finishedAt?: string;
  healthyAt?: string;
  startedBy?: string;
  requestedBy?: string;
  message?: string;
  retries: number;
  /** Numbers of the attempts that failed before the last one. */
  attempts: number[];
  hooks: number;
  revision: string;
  tags: string[];
  rollback: boolean;
  /** The tags of what may be said to have run before. */
  before: string[];
  /** Whether pods from before looked like it for a moment after it had ended. */
  late: boolean;
}

/** A KubeVela Application among the resources, and whether Argo CD has a health check for it. */
export type Vela = 'judged' | 'ignored' | undefined;

/** One frame of the watch. */
export interface Frame {
  type: 'MODIFIED' | 'DELETED';
  /** When it came. */
  at: string;
  application: SimulatedObject;
}

/** What the simulation says of it, as far as a list or an older Argo CD may leave it out. */
export interface SimulatedObject extends FakeApplication {
  status: Record<string, unknown> & {
    health: SimulatedHealth;
    resources?: Array<Record<string, unknown> & { health?: SimulatedHealth }>;
  };
}

/** Health as Argo CD tells it. */
export interface SimulatedHealth {
  status: string;
  lastTransitionTime?: string;
}

/** An operation under way. */
export interface Run {
  revision: number;
  step: Extract<Step, { kind: 'sync' }>;
  strategy?: object;
}

export const REPO = 'https://github.com/hanabi/blog-api.git';
/** A commit's SHA, for its number. */
export const shaOf = (revision: number) =>
  revision.toString(16).padStart(40, '0');

/** How a person rolls back. */
export const ROLLBACK = {
  kind: 'sync',
  by: 'person',
  fresh: false,
  outcome: 'Succeeded',
  retries: 0,
  hook: false,
  scope: 'whole',
  applied: 'nothing',
  rollout: 'progresses',
} as const satisfies Step;

/** Who started it, as an operation and the history say. */
export function initiatedBy(by: 'person' | 'auto' | 'portal') {
  return by === 'auto' ? { automated: true } : { username: 'portal' };
}

/** What was asked for. */
export function operationOf({ revision, step, strategy }: Run) {
  return {
    sync: {
      revision: shaOf(revision),
      source: { repoURL: REPO },
      ...(strategy && { syncStrategy: strategy }),
      ...(step.scope === 'dry-run' && { dryRun: true }),
      ...(step.scope === 'partial' && {
        resources: [{ kind: 'Deployment', name: 'x' }],
      }),
    },
    initiatedBy: initiatedBy(step.by),
    ...(step.by === 'portal' && {
      info: [
        { name: 'michi/requested-by', value: 'user:default/miho.tanaka' },
        { name: 'michi/reason', value: 'the fix for the drafts' },
        { name: 'michi/request', value: 'a-key' },
      ],
    }),
  };
}

/** How much of it is applied in the end. */
export function appliedBy({ outcome, scope, applied }: Run['step']) {
  if (scope === 'dry-run' || outcome === 'abandoned') return 'nothing';
  return outcome === 'Succeeded' ? 'all' : applied;
}

/** The operation's own hooks: one before all, and one that fails after all. */
export function hooksOf(step: Run['step'], atEnd: boolean) {
  const hook = {
    kind: 'Job',
    images: ['ghcr.io/hanabi/migrate:1'],
  };
  const before = {
    ...hook,
    name: 'migrate',
    hookType: 'PreSync',
    hookPhase: 'Succeeded',
  };
  const after = {
    ...hook,
    name: 'smoke-test',
    hookType: 'PostSync',
    hookPhase: 'Failed',
  };
  const fails =
    atEnd &&
    step.outcome !== 'Succeeded' &&
    step.scope === 'whole' &&
    appliedBy(step) === 'all';
  return [...(step.hook ? [before] : []), ...(fails ? [after] : [])];
}

/** What became of each resource, at the end or before it. */
export function syncResultOf(
  name: string,
  { revision, step }: Run,
  status: string,
  vela: Vela,
  atEnd = false,
) {
  const workload = {
    kind: vela ? 'Application' : 'Deployment',
    name,
    status,
    message: status,
    ...(!vela && { images: [`ghcr.io/hanabi/api:0.1.${revision}`] }),
  };
  const refused = { kind: 'Service', name, status: 'SyncFailed' };
  const isHalf =
    atEnd && step.outcome !== 'Succeeded' && appliedBy(step) === 'some';
  return {
    revision: shaOf(revision),
    source: { repoURL: REPO },
    resources: [
      ...hooksOf(step, atEnd),
      workload,
      ...(isHalf ? [refused] : []),
    ],
  };
}

/** An entry of the history, and the number of what it deployed. */
export type HistoryEntry = Record<string, unknown> & { deployed: number };

/** What KubeVela renders is there beside its Application, without a status. */
function resourcesOf(name: string, vela: Vela, health: SimulatedHealth) {
  const rendered = { group: 'apps', version: 'v1', kind: 'Deployment', name };
  const application = {
    group: 'core.oam.dev',
    version: 'v1beta1',
    kind: 'Application',
    name,
    status: 'Synced',
  };
  return [
    { ...application, ...(vela === 'judged' && { health }) },
    { ...rendered, health },
  ];
}

/** The whole object, as Argo CD sends it. */
export function applicationObject(of: {
  name: string;
  uid: string;
  version: number;
  health: SimulatedHealth;
  reconciledAt: string;
  history: HistoryEntry[];
  operation?: object;
  state?: object;
  /** The numbers of what runs. */
  running: readonly number[];
  vela: Vela;
}): SimulatedObject {
  const images =
    of.running.length > 0
      ? of.running.map(each => `ghcr.io/hanabi/api:0.1.${each}`)
      : undefined;
  return {
    metadata: {
      name: of.name,
      namespace: 'argocd',
      uid: of.uid,
      resourceVersion: String(of.version),
    },
    spec: { project: 'default', source: { repoURL: REPO } },
    ...(of.operation && { operation: of.operation }),
    status: {
      health: of.health,
      sync: { status: 'Synced' },
      history: of.history.map(({ deployed, ...entry }) => entry),
      ...(of.state && { operationState: of.state }),
      reconciledAt: of.reconciledAt,
      summary: { images },
      ...(of.vela && { resources: resourcesOf(of.name, of.vela, of.health) }),
      controllerNamespace: 'argocd',
    },
  };
}
