import type { RemovedApplication, StatusStore } from '../store/StatusStore';

/** They are few, change rarely, and matter only to history. */
const FRESH_MS = 3_000;

/** The Applications that are gone and whose deployments are kept. */
export class RemovedApplications {
  #readAt = -Infinity;
  #reading: Promise<RemovedApplication[]> | undefined;

  constructor(
    private readonly store: Pick<StatusStore, 'loadRemovedApplications'>,
    private readonly now: () => number = Date.now,
  ) {}

  /** Read once in a few seconds, however many ask. */
  async all(): Promise<RemovedApplication[]> {
    if (!this.#reading || this.now() - this.#readAt >= FRESH_MS) {
      const reading = this.store.loadRemovedApplications();
      this.#readAt = this.now();
      this.#reading = reading;
      reading.catch(() => {
        // Whoever waits for it is told; the next one tries again.
        if (this.#reading === reading) this.#reading = undefined;
      });
    }
    return this.#reading;
  }
}
