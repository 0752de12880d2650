import { LiveQuery } from '@michi/status-react';

/** Between two questions of a browser tab at least, however much is on its page. */
const EVERY = 2000;
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

  /**
   * @param load - gets the version
   * @param onNews - called when the version is another one than the last time,
   *   also where that was before a stop. That the backend answers no more, or
   *   again, is news too: whoever shows its answers has to find out.
   */
  constructor(
    load: (signal: AbortSignal) => Promise<string>,
    private readonly onNews: () => void,
  ) {
    this.query = new LiveQuery({ load, interval: () => EVERY, minGap: EVERY });
  }

  start(): void {
    this.leave ??= this.query.subscribe(() => this.look());
  }

  stop(): void {
    this.leave?.();
    this.leave = undefined;
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
    const isNews = this.known !== undefined && this.known !== now;
    this.known = now;
    if (isNews) this.onNews();
  }
}
