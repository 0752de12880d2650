import { isError } from '@backstage/errors';
import type { Clock } from '../clock';

/** Work that is done later, and that ends when the sandbox stops. */
export class Timers {
  private readonly pending = new Set<NodeJS.Timeout>();
  private readonly running = new Set<Promise<void>>();
  private stopped = false;

  constructor(private readonly clock: Clock) {}

  /** @param what - for the message if it fails */
  at(moment: Date, what: string, work: () => Promise<void>): void {
    if (this.stopped) return;
    const delay = Math.max(0, moment.getTime() - this.clock().getTime());
    const timer = setTimeout(() => {
      this.pending.delete(timer);
      this.run(what, work);
    }, delay);
    this.pending.add(timer);
  }

  /** Does it now. A failure is reported and does not end the sandbox. */
  run(what: string, work: () => Promise<void>): void {
    if (this.stopped) return;
    const done = work()
      .catch((error: unknown) => {
        const text = isError(error)
          ? (error.stack ?? error.message)
          : String(error);
        process.stderr.write(`sandbox: ${what} failed: ${text}\n`);
      })
      .finally(() => this.running.delete(done));
    this.running.add(done);
  }

  /** Drops what is still to come and waits for what is being done. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.pending) clearTimeout(timer);
    this.pending.clear();
    await Promise.all(this.running);
  }
}
