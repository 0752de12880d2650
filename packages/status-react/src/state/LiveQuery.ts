import { ForwardedError, isError, ResponseError } from '@backstage/errors';
import type { QueryState } from './QueryState';

/** Whether the page can be seen, and when that changes. */
export interface PageVisibility {
  isVisible(): boolean;
  /** Returns the function that stops listening. */
  onChange(listener: () => void): () => void;
}

/** How a {@link LiveQuery} gets its data, and how often. */
export interface LiveQueryOptions<T> {
  /** Gets the data once. The signal ends the call when nobody waits for it. */
  load(signal: AbortSignal): Promise<T>;
  /** Milliseconds until the next load, given what is known now. */
  interval(state: QueryState<T>): number;
  /** At least this many milliseconds from one load to the next, once there is data; it may depend on how long the last one took. */
  minGap?: number | ((tookMs: number) => number);
  visibility?: PageVisibility;
}

const DEFAULT_MIN_GAP = 300;
const MAX_BACKOFF = 60_000;

const documentVisibility: PageVisibility = {
  isVisible: () => document.visibilityState !== 'hidden',
  onChange(listener) {
    document.addEventListener('visibilitychange', listener);
    return () => document.removeEventListener('visibilitychange', listener);
  },
};

/**
 * Data that keeps itself up to date as long as somebody looks at it: it loads
 * when the first subscriber comes, again after each interval and whenever
 * `refresh` is called, pauses while the page is hidden, and stops with the last
 * subscriber. What is there stays while a newer answer is on its way.
 *
 * Knows nothing of React; {@link useLiveQuery} connects it.
 */
export class LiveQuery<T> {
  private state: QueryState<T> = { status: 'loading' };
  private readonly listeners = new Set<() => void>();
  private timer?: ReturnType<typeof setTimeout>;
  private running?: AbortController;
  /** Whether a refresh was asked for since the last load began. */
  private isOverdue = false;
  private startedAt = -Infinity;
  private tookMs = 0;
  private dataAt = 0;
  private failures = 0;
  private leftAt = Date.now();
  private stopListening?: () => void;

  constructor(private readonly options: LiveQueryOptions<T>) {}

  getState = (): QueryState<T> => this.state;

  isActive = (): boolean => this.listeners.size > 0;

  /** Milliseconds since the last subscriber left, or since there never was one; 0 while there is one. */
  idleFor = (): number => (this.isActive() ? 0 : Date.now() - this.leftAt);

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    if (this.listeners.size === 1) this.start();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.stop();
    };
  };

  /**
   * Loads as soon as the minimum gap allows, and once more if a load runs already;
   * where the page is hidden and shows something, once it can be seen.
   */
  refresh = (): void => {
    if (!this.isActive()) return;
    this.isOverdue = true;
    const isHidden = !this.visibility.isVisible();
    if (this.running || (isHidden && this.state.status !== 'loading')) return;
    this.schedule(Math.max(0, this.startedAt + this.minGap() - Date.now()));
  };

  private minGap(): number {
    const { minGap = DEFAULT_MIN_GAP } = this.options;
    // Whoever has nothing to look at does not wait for the gap.
    if (this.state.status === 'error') return DEFAULT_MIN_GAP;
    return typeof minGap === 'number' ? minGap : minGap(this.tookMs);
  }

  private get visibility() {
    return this.options.visibility ?? documentVisibility;
  }

  private start() {
    this.stopListening = this.visibility.onChange(() => this.onVisibility());
    this.refresh();
  }

  private stop() {
    this.leftAt = Date.now();
    this.stopListening?.();
    clearTimeout(this.timer);
    this.running?.abort();
    this.running = undefined;
    this.isOverdue = false;
  }

  private onVisibility() {
    if (this.visibility.isVisible()) {
      // What was missed while hidden is caught up with now, if it is due.
      const wait = this.isOverdue ? this.minGap() : this.nextInterval();
      const due = this.startedAt + wait;
      if (!this.running) this.schedule(Math.max(0, due - Date.now()));
    } else {
      clearTimeout(this.timer);
    }
  }

  private nextInterval(): number {
    const interval = this.options.interval(this.state);
    return this.failures === 0
      ? interval
      : Math.min(interval * 2 ** (this.failures - 1), MAX_BACKOFF);
  }

  private schedule(delay: number) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.load(), delay);
  }

  private async load() {
    const controller = new AbortController();
    this.running = controller;
    this.startedAt = Date.now();
    this.isOverdue = false;
    if (this.state.status === 'ready') {
      this.set({ ...this.state, refreshing: true });
    } else if (this.state.status === 'error') {
      this.set({ ...this.state, retrying: true });
    }

    let next: QueryState<T>;
    try {
      const data = await this.options.load(controller.signal);
      if (this.running !== controller) return;
      this.failures = 0;
      this.dataAt = Date.now();
      this.tookMs = this.dataAt - this.startedAt;
      next = { status: 'ready', data, refreshing: false };
    } catch (thrown) {
      if (this.running !== controller) return;
      this.failures += 1;
      next = this.afterFailure(toError(thrown));
    }

    this.running = undefined;
    this.set(next);
    if (this.isOverdue) {
      this.refresh();
    } else if (this.isActive() && this.visibility.isVisible()) {
      this.schedule(this.nextInterval());
    }
  }

  private afterFailure(error: Error): QueryState<T> {
    if (this.state.status === 'ready' && !isRefusal(error)) {
      return {
        status: 'ready',
        data: this.state.data,
        refreshing: false,
        stale: { since: this.dataAt, error },
      };
    }
    return { status: 'error', error, retrying: false };
  }

  private set(state: QueryState<T>) {
    this.state = state;
    this.listeners.forEach(listener => listener());
  }
}

/** Whoever may no longer see something does not keep seeing it. */
function isRefusal(error: Error): boolean {
  return (
    ResponseError.is(error) &&
    (error.statusCode === 401 || error.statusCode === 403)
  );
}

function toError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown;
  return new ForwardedError(
    'The data could not be loaded',
    isError(thrown) ? thrown : new Error(String(thrown)),
  );
}
