import { whoSyncs } from './whoSyncs';
import { rollBetween } from './random';
import type { Reconciler, ReconcilerOptions } from './Reconciler';

/** How often somebody looks at what waits for a sync, in milliseconds. */
const LOOKS_EVERY = [60_000, 150_000] as const;
/** How old a commit must be before it is let into production, in milliseconds. */
const SETTLED = 45_000;

/**
 * The people who sync by hand: now and then one of them takes the newest
 * commit of one application to the cluster. Applications that were never
 * synced, and those left in a state worth looking at, wait for a real person.
 */
export class People {
  private timer: NodeJS.Timeout | undefined;
  private looks = 0;

  constructor(
    private readonly reconciler: Reconciler,
    private readonly options: ReconcilerOptions,
  ) {}

  start(): void {
    const { seed, instance, pace } = this.options;
    const [low, high] = LOOKS_EVERY;
    this.looks += 1;
    const wait = rollBetween(low, high, seed, instance.name, this.looks);
    this.timer = setTimeout(async () => {
      try {
        if (this.options.isLively()) await this.look();
      } catch (error) {
        this.options.log(
          `Argo CD ${instance.name}: a simulated person could not sync: ${error}`,
        );
      }
      if (this.timer) this.start();
    }, wait * pace);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private async look(): Promise<void> {
    const { instance, repositories, clock, pace, seed } = this.options;
    for (const record of instance.list()) {
      const { metadata, spec, status, operation } = record.application;
      const waits =
        status.sync.status === 'OutOfSync' &&
        !spec.syncPolicy?.automated &&
        !operation &&
        !record.left &&
        record.nextHistoryId > 0;
      if (!waits) continue;
      const { path } = spec.source;
      const [commit] = await repositories.log(record.repository, {
        path,
        limit: 1,
      });
      if (!commit) continue;
      const age = clock().getTime() - Date.parse(commit.date);
      if (age < SETTLED * pace) continue;
      const log = await repositories.log(record.repository, { limit: 40 });
      await this.reconciler.requestSync(metadata.name, {
        initiatedBy: { username: whoSyncs(commit, log, seed) },
      });
      return;
    }
  }
}
