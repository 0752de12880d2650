import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { backoffMs, isUpstreamError, pause } from '@michi/upstream-node';
import { mergeEvent, mergeList, type Changes } from '../domain/merge';
import { keyOf, type Observation, type WatchEvent } from '../domain/observed';
import { problemOf, type FailureKind } from '../domain/problem';
import type { ArgoCd } from '../upstream/ArgoCdClient';
import { completeRows } from './completeRows';
import type { ConnectionState, StatusBoard } from './StatusBoard';

/** Told what the follower learns. It must not throw. */
export interface FollowerListener {
  changed(instance: string, changes: Changes): void;
  connection(instance: string, state: ConnectionState): void;
  contact(instance: string, at: Date): void;
}

/** All in milliseconds. */
export interface FollowerTimings {
  /** Between opening the watch and the list, where the server does not say that it is open. */
  settleMs: number;
  /** Between complete lists. */
  relistMs: number;
  /** Silence after which the instance is asked whether it is there. */
  heartbeatMs: number;
  /** How long a broken watch may take to come back before its rows count as stale. */
  graceMs: number;
  /** Pauses between attempts. */
  backoff: { baseMs: number; maxMs: number };
}

/** What a running backend uses. */
export const DEFAULT_TIMINGS: FollowerTimings = {
  settleMs: 300,
  relistMs: 5 * 60_000,
  heartbeatMs: 20_000,
  graceMs: 2_000,
  backoff: { baseMs: 1_000, maxMs: 30_000 },
};

/** A watch that the server ended without a word, as it does on a restart. */
class WatchEnded extends Error {
  override name = 'WatchEnded';
}

function kindOf(error: unknown): FailureKind {
  if (error instanceof WatchEnded) {
    return 'network';
  }
  if (!isUpstreamError(error)) {
    return 'unknown';
  }
  // Why the circuit opened says more than that it did.
  return error.kind === 'circuit-open' && isUpstreamError(error.cause)
    ? error.cause.kind
    : error.kind;
}

/**
 * Keeps the board true to one Argo CD: opens the watch, lists, merges, lists
 * again from time to time, and starts over with growing pauses when anything
 * fails. It runs until it is stopped and never throws.
 */
export class InstanceFollower {
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #graceTimer: NodeJS.Timeout | undefined;
  /** Of the watch, since the list under way was asked for. */
  #newer: Set<string> | undefined;
  #connected = false;
  #heardAt = 0;

  constructor(
    private readonly instance: string,
    private readonly argoCd: ArgoCd,
    private readonly board: StatusBoard,
    private readonly listener: FollowerListener,
    private readonly logger: LoggerService,
    private readonly timings: FollowerTimings,
    private readonly now: () => number = Date.now,
    private readonly random: () => number = Math.random,
  ) {}

  /** Returns at once; the rest happens in the background. */
  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stop.abort(new Error('the backend shuts down'));
    clearTimeout(this.#graceTimer);
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    for (let failures = 0; !signal.aborted;) {
      let error: unknown;
      try {
        await this.#follow();
      } catch (reason) {
        error = reason;
      }
      if (signal.aborted) {
        return;
      }
      const wasConnected = this.#connected;
      this.#connected = false;
      failures = wasConnected ? 1 : failures + 1;
      const policy = { attempts: Infinity, ...this.timings.backoff };
      const waitMs = backoffMs(policy, failures, this.random);
      this.#failed(error, wasConnected, new Date(this.now() + waitMs));
      try {
        await pause(waitMs, signal);
      } catch (reason) {
        // Stopped during the pause: the loop's condition ends it.
        this.logger.debug(`No longer following: ${toError(reason).message}`);
      }
    }
  }

  /** One life of a watch. Settles only when it is over, for whatever reason. */
  async #follow(): Promise<void> {
    const cycle = new AbortController();
    const forward = () => cycle.abort(this.#stop.signal.reason);
    this.#stop.signal.addEventListener('abort', forward, { once: true });
    let opened = () => {};
    const open = new Promise<true>(resolve => {
      opened = () => resolve(true);
    });
    const tasks = [
      this.#watch(cycle.signal, opened),
      this.#listAgainAndAgain(cycle.signal, open),
      this.#probeInSilence(cycle.signal),
    ];
    try {
      await Promise.race(tasks);
    } finally {
      cycle.abort();
      this.#stop.signal.removeEventListener('abort', forward);
      await Promise.allSettled(tasks);
    }
  }

  async #watch(signal: AbortSignal, opened: () => void): Promise<never> {
    const events = this.argoCd.watch(signal, {
      onOpen: opened,
      onActivity: () => this.#heard(),
    });
    for await (const event of events) {
      this.#merge(event);
    }
    throw new WatchEnded('the server ended the watch');
  }

  #merge(event: WatchEvent): void {
    this.#newer?.add(
      keyOf(event.type === 'changed' ? event.observation.application : event),
    );
    const book = this.board.book(this.instance);
    this.#apply(mergeEvent(book.all, event));
  }

  async #listAgainAndAgain(
    signal: AbortSignal,
    open: Promise<true>,
  ): Promise<never> {
    let isOpen = await Promise.race([
      open,
      pause(this.timings.settleMs, signal).then(() => false),
    ]);
    // A complete list may take a minute; whether it is worth asking for is
    // known much sooner.
    await this.argoCd.probe(signal);
    for (;;) {
      const wasOpen = isOpen;
      const changed = await this.#list(signal);
      await this.#complete(changed, signal);
      // Between half and the whole interval, so that instances and replicas
      // spread over time.
      const interval = this.timings.relistMs * (0.5 + this.random() / 2);
      const next = pause(interval, signal);
      // A list from before the watch was open may have missed a change in
      // between; once more, and nothing is missing.
      isOpen = wasOpen
        ? await next.then(() => true)
        : await Promise.race([open, next.then(() => false)]);
    }
  }

  /** Returns what is new or different. */
  async #list(signal: AbortSignal): Promise<Observation[]> {
    this.#newer = new Set();
    const rows = await this.argoCd.list(signal);
    signal.throwIfAborted();
    const book = this.board.book(this.instance);
    const changes = mergeList(book.all, rows, this.#newer);
    this.#newer = undefined;
    if (!this.#connected) {
      this.#connected = true;
      clearTimeout(this.#graceTimer);
      this.#tell({ connection: 'connected' });
      this.logger.info(
        `Following Argo CD '${this.instance}' with ${rows.length} Applications`,
      );
    }
    this.#heard();
    this.#apply(changes);
    return changes.changed;
  }

  async #complete(rows: Observation[], signal: AbortSignal): Promise<void> {
    await completeRows({
      instance: this.instance,
      argoCd: this.argoCd,
      known: this.board.book(this.instance).all,
      rows,
      apply: observation => this.#merge({ type: 'changed', observation }),
      logger: this.logger,
      signal,
    });
  }

  async #probeInSilence(signal: AbortSignal): Promise<never> {
    const { heartbeatMs } = this.timings;
    for (;;) {
      // Until the silence, if it goes on, is that old; not a round later.
      const silentMs = this.#connected ? this.now() - this.#heardAt : 0;
      await pause(Math.max(1, heartbeatMs - silentMs), signal);
      if (this.#connected && this.now() - this.#heardAt >= heartbeatMs) {
        await this.argoCd.probe(signal);
        this.#heard();
      }
    }
  }

  #apply(changes: Changes): void {
    this.board.book(this.instance).apply(changes);
    if (changes.changed.length > 0 || changes.removed.length > 0) {
      this.listener.changed(this.instance, changes);
    }
  }

  /** Before the list is merged, hearing something does not confirm what is known. */
  #heard(): void {
    if (this.#connected) {
      this.#heardAt = this.now();
      const at = new Date(this.#heardAt);
      this.board.setContact(this.instance, at);
      this.listener.contact(this.instance, at);
    }
  }

  #failed(error: unknown, wasConnected: boolean, nextAttemptAt: Date): void {
    const kind = kindOf(error);
    const state = { ...problemOf(kind), nextAttemptAt };
    // A watch is cut by every restart and by proxies that limit its life: it
    // gets a moment to come back before people are told.
    if (wasConnected && state.connection === 'unreachable') {
      this.logger.info(
        `The watch of Argo CD '${this.instance}' ended: ${kind}`,
      );
      clearTimeout(this.#graceTimer);
      this.#graceTimer = setTimeout(
        () => this.#tell(state),
        this.timings.graceMs,
      );
      return;
    }
    clearTimeout(this.#graceTimer);
    if (this.#tell(state)) {
      this.logger.warn(
        `Argo CD '${this.instance}' cannot be followed; what is known of it is shown as stale`,
        toError(error),
      );
    }
  }

  #tell(state: ConnectionState): boolean {
    const news = this.board.setConnection(this.instance, state);
    if (news) {
      this.listener.connection(this.instance, state);
    }
    return news;
  }
}
