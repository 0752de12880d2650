import { Discovery, type DiscoveryOptions } from './Discovery';
import { failedPrecondition } from './errors';
import { advance, begin, nextDue } from './operations';
import type { NextSync } from './InstanceControl';
import { decidedPlan, planFor } from './planFor';
import type { AppRecord } from './record';
import { readTarget, resolveRevision } from './target';
import { refreshed, syncStatusOf } from './view';
import { operationFor, type SyncRequest } from './requestedOperation';
import { kubeTime } from './wire';

/** What the controllers of one instance work with. */
export interface ReconcilerOptions extends DiscoveryOptions {
  /** What real durations are multiplied by; 1 is life-like. */
  pace: number;
  /** Whether people sync by themselves now, and things go wrong by chance. */
  isLively(): boolean;
  log(message: string): void;
}

/** Real durations, in milliseconds. */
const EVERY = { reconcile: 180_000, discover: 20_000 };
const AFTER_PUSH = { discover: 300, reconcile: 400 };

/**
 * The controllers of one Argo CD: makes applications from the ApplicationSets,
 * compares them with Git on every push and now and then, starts what auto-sync
 * has to, and moves running operations and rollouts along.
 */
export class Reconciler {
  private readonly timers = new Set<NodeJS.Timeout>();
  private tick: NodeJS.Timeout | undefined;
  private work: Promise<void> = Promise.resolve();
  private unsubscribe: (() => void) | undefined;
  private stopped = false;

  readonly discovery: Discovery;
  private readonly decided = new Map<string, NextSync>();

  constructor(private readonly options: ReconcilerOptions) {
    this.discovery = new Discovery(options);
  }

  /** Says how the next sync of an application goes; a rehearsal does not count. */
  decideNext(name: string, next: NextSync): void {
    this.decided.set(name, next);
  }

  /** Looks what the ApplicationSets ask for, without waiting for the next time. */
  async discoverNow(): Promise<void> {
    this.enqueue(() => this.discover());
    await this.work;
  }

  /** Resolves once every application of the ApplicationSets exists and was compared. */
  async start(): Promise<void> {
    const { instance, repositories } = this.options;
    await this.discover();
    for (const record of instance.list()) {
      await this.refresh(record.application.metadata.name);
    }
    this.unsubscribe = repositories.onPush(({ repository }) => {
      this.later(AFTER_PUSH.reconcile, () =>
        this.refreshRepository(repository),
      );
      this.later(AFTER_PUSH.discover, () => this.discover());
    });
    this.repeat(EVERY.reconcile, () => this.refreshAll());
    this.repeat(EVERY.discover, () => this.discover());
    this.schedule();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.unsubscribe?.();
    clearTimeout(this.tick);
    for (const timer of this.timers) clearTimeout(timer);
    await this.work;
  }

  /** Compares an application with the newest commit, and starts auto-sync where it has to. */
  async refresh(name: string): Promise<void> {
    const record = this.options.instance.get(name);
    if (!record) return;
    const { repositories } = this.options;
    const { revision, manifests, error } = await readTarget(
      repositories,
      record,
    );
    const now = this.now();
    this.options.instance.update(name, before => {
      const next: AppRecord = {
        ...before,
        desired: manifests ?? (revision ? undefined : before.desired),
        comparisonError: error,
      };
      // While an operation runs the old comparison stands; its own end compares again.
      if (before.run) return next;
      const compared = refreshed(next, now, 'comparison');
      const { application } = compared;
      return {
        ...compared,
        application: {
          ...application,
          status: { ...application.status, reconciledAt: kubeTime(now) },
        },
      };
    });
    await this.autoSync(name);
  }

  /**
   * Puts an operation in place; it runs on its own from there.
   *
   * @throws ArgoCdError (code 9) where the revision is unknown or another operation runs
   */
  async requestSync(
    name: string,
    request: SyncRequest,
  ): Promise<AppRecord | undefined> {
    const record = this.options.instance.get(name);
    if (!record) return undefined;
    const { spec } = record.application;
    const revision = await resolveRevision(
      this.options.repositories,
      record,
      request.revision,
    );
    const source = request.source ?? spec.source;
    const plan = await planFor(
      record,
      { ...request, revision, source },
      this.options,
    );
    const decided = request.dryRun ? undefined : this.decided.get(name);
    const operation = operationFor(
      request,
      { revision, source },
      spec,
      decided,
    );
    if (this.options.instance.get(name)?.application.operation) {
      throw failedPrecondition('another operation is already in progress');
    }
    const next = this.options.instance.update(name, before =>
      begin(
        // A rehearsal takes nothing out of anybody's hands.
        request.dryRun ? before : { ...before, left: false },
        operation,
        decided ? decidedPlan(plan, decided) : plan,
        this.now(),
      ),
    );
    if (decided) this.decided.delete(name);
    this.schedule();
    return next;
  }

  /** Looks again at what is due; to be called after a change from outside. */
  schedule(): void {
    clearTimeout(this.tick);
    if (this.stopped) return;
    const dues = this.options.instance
      .list()
      .map(nextDue)
      .filter(due => due !== undefined);
    if (dues.length === 0) return;
    const wait = Math.max(0, Math.min(...dues) - this.now());
    this.tick = setTimeout(() => this.step(), Math.min(wait, 60_000));
  }

  private step(): void {
    const now = this.now();
    for (const record of this.options.instance.list()) {
      const { name } = record.application.metadata;
      if ((nextDue(record) ?? Infinity) > now) continue;
      const after = this.options.instance.update(name, before =>
        advance(before, now),
      );
      if (record.run && !after?.run) this.enqueue(() => this.refresh(name));
    }
    this.schedule();
  }

  private async autoSync(name: string): Promise<void> {
    const record = this.options.instance.get(name);
    const automated = record?.application.spec.syncPolicy?.automated;
    if (!record?.desired || !automated) return;
    if (record.run || record.application.operation) return;
    if (syncStatusOf(record) !== 'OutOfSync') return;
    const { projects } = this.options;
    if (!projects.windowsOf(record, this.now()).canAutoSync) return;
    const { revision } = record.desired;
    if (record.attempted === revision) return;
    await this.requestSync(name, {
      revision,
      prune: automated.prune,
      initiatedBy: { automated: true },
    });
  }

  /** Adds and removes what the ApplicationSets ask for now. */
  private async discover(): Promise<void> {
    for (const name of await this.discovery.run()) await this.refresh(name);
  }

  private async refreshAll(): Promise<void> {
    for (const record of this.options.instance.list()) {
      await this.refresh(record.application.metadata.name);
    }
  }

  private async refreshRepository(repository: string): Promise<void> {
    for (const record of this.options.instance.list()) {
      if (record.repository !== repository) continue;
      await this.refresh(record.application.metadata.name);
    }
  }

  private now(): number {
    return this.options.clock().getTime();
  }

  private later(ms: number, job: () => Promise<void>): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.enqueue(job);
    }, ms * this.options.pace);
    this.timers.add(timer);
  }

  private repeat(ms: number, job: () => Promise<void>): void {
    this.timers.add(
      setInterval(
        () => this.enqueue(job),
        Math.max(1_000, ms * this.options.pace),
      ),
    );
  }

  /** One after the other, so that no two comparisons race. */
  private enqueue(job: () => Promise<void>): void {
    this.work = this.work.then(async () => {
      if (this.stopped) return;
      try {
        await job();
      } catch (error) {
        this.options.log(
          `Argo CD ${this.options.instance.name} could not reconcile: ${error}`,
        );
      }
    });
  }
}
