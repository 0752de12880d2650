import { LiveQuery } from '@michi/status-react';

/** In place of a version: the backend does not answer. */
const NO_ANSWER = Symbol('no answer');

/**
 * Finds out that something has changed by asking the backend for the version of
 * what it knows, from `start` to `stop` and while the page can be seen.
 */
export class VersionPoll {
  private readonly query: LiveQuery<string>;
  private leave?: () => void;
  private known?: string | typeof NO_ANSWER;
  private askedAt = 0;
  private knownAt = 0;

  /**
   * @param options.load - gets the version
   * @param options.every - milliseconds from one question to the next
   * @param options.atLeast - the least that `every` says: a browser tab asks no
   *   more often, however much is on its page
   * @param options.onNews - called when the version is another one than the last
   *   time, also where that was before a stop, with the time since which it may
   *   be. That the backend answers no more, or again, is news too, and of no
   *   time: whoever shows its answers has to find out.
   */
  constructor(
    private readonly options: {
      load(signal: AbortSignal): Promise<string>;
      every(): number;
      atLeast: number;
      onNews(since: number | undefined): void;
    },
  ) {
    this.query = new LiveQuery({
      load: signal => {
        this.askedAt = Date.now();
        return options.load(signal);
      },
      interval: options.every,
      minGap: options.atLeast,
    });
  }

  start(): void {
    this.leave ??= this.query.subscribe(() => this.look());
  }

  stop(): void {
    this.leave?.();
    this.leave = undefined;
  }

  /** Looks as soon as it may, as where `every` says less than it did. */
  hurry(): void {
    this.query.refresh();
  }

  /** Whether news come this way: it has been started, and the backend answers. */
  isWatching(): boolean {
    return this.leave !== undefined && this.known !== NO_ANSWER;
  }

  private look() {
    const state = this.query.getState();
    if (state.status === 'loading') return;
    const answered = state.status === 'ready' && !state.stale;
    const now = answered ? state.data : NO_ANSWER;
    const { known: before, knownAt: since } = this;
    this.known = now;
    this.knownAt = this.askedAt;
    if (before === undefined || before === now) return;
    const isAnswering = before !== NO_ANSWER && now !== NO_ANSWER;
    this.options.onNews(isAnswering ? since : undefined);
  }
}
