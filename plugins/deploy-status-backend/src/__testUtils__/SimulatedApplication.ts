import {
  appliedBy,
  applicationObject,
  hooksOf,
  initiatedBy,
  operationOf,
  REPO,
  ROLLBACK,
  shaOf,
  syncResultOf,
  type ExpectedDeployment,
  type Frame,
  type HistoryEntry,
  type Run,
  type Step,
  type Vela,
} from './simulatedOperations';

const START = Date.parse('2026-11-20T08:00:00Z');

const tagOf = (revision: number) => `0.1.${revision}`;
const iso = (time: string) => new Date(time).toISOString();

/**
 * An Application that lives as a real one does: each step adds the frames that a
 * real Argo CD sends for it (see the recordings), and what the ledger should
 * say afterwards. Times are whole seconds, as Argo CD's. In one file, so that each
 * step is read together with what the ledger should say of it.
 */
export class SimulatedApplication {
  readonly frames: Frame[] = [];
  readonly expected: ExpectedDeployment[] = [];
  #now: number;
  #version = 0;
  #born = 0;
  #head = 1;
  #lastTried = 0;
  /** What has been rolled out in whole, and what pods there are: those from before stay for a while. */
  #running: number | undefined = 0;
  #pods: number[] = [];
  #lastRun: ExpectedDeployment | undefined;
  /** Whether health changed at once when it had ended. */
  #moved = false;
  #health = { status: 'Missing', lastTransitionTime: '' };
  #history: HistoryEntry[] = [];
  #reconciledAt = '';
  #operation: object | undefined;
  #state: Record<string, unknown> | undefined;

  constructor(
    readonly name: string,
    /** Whether it is made of KubeVela Applications, whose images Argo CD does not tell with the result. */
    private readonly vela: Vela = undefined,
    seconds = 0,
  ) {
    this.#now = START + seconds * 1_000;
    this.#health.lastTransitionTime = this.#time();
    this.#reconcile();
  }

  play(step: Step): void {
    this.#pass(30);
    switch (step.kind) {
      case 'flap':
        this.#flap();
        return;
      case 'recreate':
        this.#recreate();
        return;
      case 'rollback':
        this.#rollBack(step.back);
        return;
      default:
        if (step.fresh) this.#head += 1;
        this.#run({ step, revision: this.#head });
    }
  }

  get #uid(): string {
    return `${this.name}-${this.#born}`;
  }

  #recreate(): void {
    this.#emit('DELETED');
    this.#born += 1;
    this.#history = [];
    this.#operation = undefined;
    this.#state = undefined;
    this.#running = 0;
    this.#pods = [];
    this.#turn('Missing');
  }

  #flap(): void {
    if (this.#health.status !== 'Degraded') this.#turn('Degraded');
    this.#pass(7_200);
    if (this.#running) this.#pods = [this.#running];
    this.#turn('Healthy');
    const last = this.#lastRun;
    if (last?.phase === 'Succeeded' && last.uid === this.#uid) {
      // What was not lost by its rollout was not found by it either.
      if (this.#moved) last.healthyAt ??= iso(this.#time());
      last.tags = this.#running ? [tagOf(this.#running)] : [];
    }
  }

  #rollBack(back: number): void {
    const target = this.#history.at(-1 - back) ?? this.#history[0];
    if (!target) return;
    const strategy = { apply: {} };
    this.#run({ step: ROLLBACK, revision: target.deployed, strategy });
  }

  #run(run: Run): void {
    const { step, revision } = run;
    const operation = operationOf(run);
    this.#operation = operation;
    this.#state = undefined;
    this.#emit();
    this.#pass(1);
    const startedAt = this.#time();
    const begin = { operation, phase: 'Running', startedAt };
    this.#state = begin;
    this.#emit();
    const isClear = this.#pods.length > 0 || this.#health.status === 'Missing';
    const before = isClear ? this.#pods : undefined;

    const mayHaveRun = this.#mayHaveRun();

    const result = (status: string, atEnd = false) =>
      syncResultOf(this.name, run, status, this.vela, atEnd);
    const attempts: number[] = [];
    for (let retry = 1; retry <= step.retries; retry++) {
      this.#pass(2);
      attempts.push(retry);
      this.#state = {
        ...begin,
        message: `failed. Retrying attempt #${retry}`,
        finishedAt: this.#time(),
        retryCount: retry,
        syncResult: result('SyncFailed'),
      };
      this.#emit();
      this.#pass(5);
      const { finishedAt, ...again } = this.#state;
      this.#state = { ...again, message: `Retrying operation #${retry}` };
      this.#emit();
    }
    const tried = step.retries > 0 ? { retryCount: step.retries } : {};
    if (step.outcome === 'terminated') {
      this.#pass(1);
      this.#state = { ...begin, ...tried, phase: 'Terminating' };
      this.#emit();
    }
    if (step.outcome === 'abandoned') {
      this.#abandon(run, begin, attempts, mayHaveRun);
      return;
    }
    this.#pass(3);
    const ok = step.outcome === 'Succeeded';
    const phase = step.outcome === 'terminated' ? 'Failed' : step.outcome;
    const finishedAt = this.#time();
    if (ok && step.scope === 'whole') {
      this.#remember(run, startedAt, finishedAt);
      // The history is told before the end of the operation.
      this.#emit();
    }
    const message = ok ? 'successfully synced' : `${step.outcome} at last`;
    this.#state = {
      ...begin,
      ...tried,
      phase,
      message,
      finishedAt,
      syncResult: result(
        appliedBy(step) === 'nothing' ? 'SyncFailed' : 'Synced',
        true,
      ),
    };
    if (!ok) this.#applyThough(run);
    this.#operation = undefined;
    this.#emit();
    const healthyAt = this.#afterwards(run, ok, finishedAt);
    this.#lastRun = undefined;
    if (step.scope === 'dry-run') return;
    this.#lastRun = {
      ...this.#expect(run, startedAt, attempts, mayHaveRun),
      phase,
      message,
      finishedAt: iso(finishedAt),
      ...(healthyAt && { healthyAt: iso(healthyAt) }),
      tags: this.#tagsOf(run, before, healthyAt),
    };
    this.expected.push(this.#lastRun);
    this.#lastTried = revision;
  }

  /** What the ledger can know to have been deployed. */
  #tagsOf(
    { step, revision }: Run,
    before: number[] | undefined,
    healthyAt: string | undefined,
  ): string[] {
    // Of a rollout that failed, pods show what ran before, too.
    const isBad =
      step.outcome === 'Succeeded'
        ? step.rollout === 'degrades'
        : appliedBy(step) === 'all';
    const isLeft =
      isBad && step.scope === 'whole' && before?.includes(revision) === false;
    return !this.vela || healthyAt !== undefined || isLeft
      ? [tagOf(revision)]
      : [];
  }

  #expect(
    { step, revision }: Run,
    startedAt: string,
    attempts: number[],
    before: string[],
  ): ExpectedDeployment {
    return {
      uid: this.#uid,
      startedAt: iso(startedAt),
      phase: 'Running',
      startedBy: step.by === 'auto' ? 'automated' : 'portal',
      ...(step.by === 'portal' && { requestedBy: 'user:default/miho.tanaka' }),
      retries: step.retries,
      attempts,
      hooks: hooksOf(step, true).length,
      revision: shaOf(revision),
      tags: this.vela ? [] : [tagOf(revision)],
      rollback: revision < this.#lastTried,
      before,
      late: this.vela !== undefined && step.rollout === 'late',
    };
  }

  /** Two things are waited for, one after the other, and then it is gone. */
  #abandon(
    run: Run,
    begin: object & { startedAt: string },
    attempts: number[],
    mayHaveRun: string[],
  ) {
    for (const hook of ['first', 'second']) {
      this.#pass(1);
      this.#state = {
        ...begin,
        retryCount: run.step.retries,
        message: `waiting for completion of hook ${hook}`,
        syncResult: syncResultOf(this.name, run, 'Synced', this.vela),
      };
      this.#emit();
    }
    if (run.step.scope !== 'dry-run') {
      this.expected.push(
        this.#expect(run, begin.startedAt, attempts, mayHaveRun),
      );
      this.#lastTried = run.revision;
    }
    this.#lastRun = undefined;
    this.#recreate();
  }

  /** What runs, by its pods, or by what was rolled out last; or nobody knows. */
  #mayHaveRun(): string[] {
    const running = this.#running ? [this.#running] : [];
    return [...this.#pods, ...running].map(tagOf);
  }

  /** What an operation leaves that failed when it had applied something. */
  #applyThough({ step, revision }: Run): void {
    const applied = appliedBy(step);
    if (applied === 'nothing') return;
    const isWhole = applied === 'all' && step.scope === 'whole';
    this.#running = isWhole ? revision : undefined;
    // The workload is one of what is applied, and the pods from before go with it
    this.#pods = [revision];
  }

  /** What becomes of health, and when it was known to be healthy again. */
  #afterwards(run: Run, ok: boolean, finishedAt: string): string | undefined {
    const { rollout, scope } = run.step;
    const applied = ok && scope !== 'dry-run';
    if (applied) this.#running = run.revision;
    this.#moved = applied && rollout !== 'steady';
    if (applied && rollout !== 'steady') {
      if (rollout === 'late') {
        // Argo CD looks, and everything is still as healthy as before.
        this.#pass(2);
        this.#reconcile();
      }
      this.#pass(1);
      this.#pods = [...new Set([...this.#pods, run.revision])];
      this.#turn('Progressing');
      this.#pass(20);
      // What ran before goes once what follows is healthy.
      if (rollout !== 'degrades') this.#pods = [run.revision];
      this.#turn(rollout === 'degrades' ? 'Degraded' : 'Healthy');
      const turnedAt = this.#time();
      this.#pass(60);
      this.#reconcile();
      return rollout === 'degrades' ? undefined : turnedAt;
    }
    // A health check of KubeVela's waits until it has rolled out. Without one
    // nothing is heard of that, and pods from before are healthy for a while.
    const unjudged = this.vela === 'ignored';
    if (applied && !unjudged) this.#pods = [run.revision];
    // Looked at at once, and again with the next reconciliation.
    this.#reconcile();
    this.#pass(180);
    this.#reconcile();
    if (applied && unjudged) {
      this.#pods = [run.revision];
      this.#pass(180);
      this.#reconcile();
    }
    return applied && !unjudged && this.#health.status === 'Healthy'
      ? finishedAt
      : undefined;
  }

  #remember(run: Run, deployStartedAt: string, deployedAt: string): void {
    this.#history = [
      ...this.#history,
      {
        id: this.#history.length,
        revision: shaOf(run.revision),
        deployed: run.revision,
        source: { repoURL: REPO },
        deployStartedAt,
        deployedAt,
        initiatedBy: initiatedBy(run.step.by),
      },
    ].slice(-10);
  }

  #turn(status: string): void {
    this.#health = { status, lastTransitionTime: this.#time() };
    this.#emit();
  }

  #reconcile(): void {
    this.#reconciledAt = this.#time();
    this.#emit();
  }

  #pass(seconds: number): void {
    this.#now += seconds * 1_000;
  }

  #time(): string {
    return new Date(this.#now).toISOString().replace('.000Z', 'Z');
  }

  #emit(type: Frame['type'] = 'MODIFIED'): void {
    this.#version += 1;
    const application = applicationObject({
      name: this.name,
      uid: this.#uid,
      version: this.#version,
      health: this.#health,
      reconciledAt: this.#reconciledAt,
      history: this.#history,
      operation: this.#operation,
      state: this.#state,
      running: this.#pods,
      vela: this.vela,
    });
    this.frames.push({
      type,
      at: iso(this.#time()),
      application: structuredClone(application),
    });
  }
}
