import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { pause } from '@michi/upstream-node';
import {
  BEHIND_MS,
  mergeEvent,
  mergeList,
  showsUntold,
  versionsOf,
  type Changes,
} from '../domain/merge';
import type { Observation, WatchEvent } from '../domain/observed';
import { problemOf } from '../domain/problem';
import type { ArgoCd } from '../upstream/ArgoCd';
import { attemptPause } from './attemptPause';
import { completeRows } from './completeRows';
import { failureKind, WatchDeaf, WatchEnded } from './failureKind';
import type { FollowerTimings } from './followerTimings';
import type { ConnectionState, StatusBoard } from './StatusBoard';
import { unlessAborted } from './unlessAborted';
import { WatchLife } from './WatchLife';

/** Told what the follower learns. It must not throw. */
export interface FollowerListener {
  changed(instance: string, changes: Changes): void;
  connection(instance: string, state: ConnectionState): void;
  contact(instance: string, at: Date): void;
}

/**
 * Keeps the board true to one Argo CD: opens the watch, lists, merges, lists
 * again from time to time, and starts over with growing pauses when anything
 * fails. It runs until it is stopped and never throws. In one file, as watching,
 * listing and probing share what decides whether the instance counts as connected.
 */
export class InstanceFollower {
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #graceTimer: NodeJS.Timeout | undefined;
  #connected = false;
  /** The last watch told nothing of what a list showed. */
  #deaf = false;
  #heardAt = 0;

  readonly #now: () => number;
  readonly #random: () => number;

  constructor(
    private readonly options: {
      instance: string;
      argoCd: ArgoCd;
      board: StatusBoard;
      /** Waits until this instance may list; sooner where somebody waits for what it brings. */
      listing<T>(isAwaited: boolean, list: () => Promise<T>): Promise<T>;
      listener: FollowerListener;
      logger: LoggerService;
      timings: FollowerTimings;
      now?: () => number;
      random?: () => number;
    },
  ) {
    this.#now = options.now ?? Date.now;
    this.#random = options.random ?? Math.random;
  }

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
      const waitMs = attemptPause(
        error,
        failures,
        this.options.timings,
        this.#random,
      );
      this.#failed(error, wasConnected, new Date(this.#now() + waitMs));
      try {
        await pause(waitMs, signal);
      } catch (reason) {
        // Stopped during the pause: the loop's condition ends it.
        this.options.logger.debug(
          `No longer following: ${toError(reason).message}`,
        );
      }
    }
  }

  /** One life of a watch. Settles only when it is over, for whatever reason. */
  async #follow(): Promise<void> {
    const cycle = new AbortController();
    const forward = () => cycle.abort(this.#stop.signal.reason);
    this.#stop.signal.addEventListener('abort', forward, { once: true });
    const life = new WatchLife(this.#now);
    const tasks = [
      this.#watch(cycle.signal, life),
      this.#listAgainAndAgain(cycle.signal, life),
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

  async #watch(signal: AbortSignal, life: WatchLife): Promise<never> {
    const events = this.options.argoCd.watch(signal, {
      onOpen: () => life.opened(),
      onActivity: () => this.#heard(),
    });
    for await (const event of events) {
      life.note(event);
      this.#merge(event);
    }
    throw new WatchEnded('the server ended the watch');
  }

  #merge(event: WatchEvent): void {
    const book = this.options.board.book(this.options.instance);
    this.#apply(mergeEvent(book.all, event));
  }

  async #listAgainAndAgain(
    signal: AbortSignal,
    life: WatchLife,
  ): Promise<never> {
    const { settleMs, relistMs, unopenedMs } = this.options.timings;
    await Promise.race([life.whenOpen, pause(settleMs, signal)]);
    // A complete list may take a minute; whether it is worth asking for is
    // known much sooner.
    await this.options.argoCd.probe(signal);
    for (let isFirst = true; ; isFirst = false) {
      const wasOpen = life.isOpen;
      await this.#catchUp(signal, life, isFirst);
      // Between half and the whole interval, so that instances and replicas
      // spread over time.
      const interval =
        (wasOpen ? relistMs : Math.min(relistMs, unopenedMs)) *
        (0.5 + this.#random() / 2);
      const next = pause(interval, signal);
      // A list from before the watch was open may have missed a change in
      // between; once more, and nothing is missing.
      await (wasOpen ? next : Promise.race([life.whenOpen, next]));
    }
  }

  /**
   * Apart from the loop, which would hold what a first list brought, a hundred
   * megabytes of a large fleet, until the next one.
   */
  async #catchUp(
    signal: AbortSignal,
    life: WatchLife,
    isFirst: boolean,
  ): Promise<void> {
    const changes = await this.#list(signal, life, isFirst);
    await this.#complete(changes.changed, signal);
    if (!isFirst && showsUntold(changes)) {
      await this.#expectToHear(signal, life);
    }
  }

  /**
   * Argo CD sends neither headers nor signs of life before the first event, so
   * that silence alone does not tell a quiet instance from a watch through which
   * nothing comes. A change of which it does not tell does.
   */
  async #expectToHear(signal: AbortSignal, life: WatchLife): Promise<void> {
    const { hearMs } = this.options.timings;
    await Promise.race([life.whenOpen, pause(hearMs, signal)]);
    if (!life.isOpen) {
      this.#deaf = true;
      throw new WatchDeaf(
        'The watch does not tell of changes that lists show. Check that what stands between here and Argo CD lets streams (text/event-stream) through as they come',
      );
    }
  }

  async #list(
    signal: AbortSignal,
    life: WatchLife,
    isFirst: boolean,
  ): Promise<Changes> {
    const book = this.options.board.book(this.options.instance);
    const isAwaited = !this.#connected;
    const { askedAt, listed } = await unlessAborted(
      signal,
      this.options.listing(isAwaited, async () => {
        signal.throwIfAborted();
        return {
          askedAt: this.#now(),
          listed: await this.options.argoCd.list(signal, {
            known: versionsOf(book.all),
            isAwaited,
            onRow: application => book.prepare(application),
          }),
        };
      }),
    );
    signal.throwIfAborted();
    const newer = life.toldSince(askedAt - BEHIND_MS);
    const changes = mergeList(book.all, listed, newer, askedAt);
    // After a watch that was deaf, a list alone does not confirm what is known:
    // the next watch has to speak, or to have had nothing to tell.
    const isTrusted =
      !this.#deaf || life.isOpen || (!isFirst && !showsUntold(changes));
    if (!this.#connected && isTrusted) {
      this.#connected = true;
      this.#deaf = false;
      clearTimeout(this.#graceTimer);
      this.#tell({ connection: 'connected' });
      this.options.logger.info(
        `Following Argo CD '${this.options.instance}' with ${listed.rows.length + listed.unchanged.size} Applications`,
      );
    }
    this.#heard();
    this.#apply(changes);
    return changes;
  }

  async #complete(rows: Observation[], signal: AbortSignal): Promise<void> {
    await completeRows({
      instance: this.options.instance,
      argoCd: this.options.argoCd,
      known: this.options.board.book(this.options.instance).all,
      rows,
      apply: observation => this.#merge({ type: 'changed', observation }),
      logger: this.options.logger,
      signal,
    });
  }

  async #probeInSilence(signal: AbortSignal): Promise<never> {
    const { heartbeatMs } = this.options.timings;
    for (;;) {
      // Until the silence, if it goes on, is that old; not a round later.
      const silentMs = this.#connected ? this.#now() - this.#heardAt : 0;
      await pause(Math.max(1, heartbeatMs - silentMs), signal);
      if (this.#connected && this.#now() - this.#heardAt >= heartbeatMs) {
        await this.options.argoCd.probe(signal);
        this.#heard();
      }
    }
  }

  #apply(changes: Changes): void {
    this.options.board.book(this.options.instance).apply(changes);
    if (changes.changed.length > 0 || changes.removed.length > 0) {
      this.options.listener.changed(this.options.instance, changes);
    }
  }

  /** Before the list is merged, hearing something does not confirm what is known. */
  #heard(): void {
    if (this.#connected) {
      this.#heardAt = this.#now();
      const at = new Date(this.#heardAt);
      this.options.board.setContact(this.options.instance, at);
      this.options.listener.contact(this.options.instance, at);
    }
  }

  #failed(error: unknown, wasConnected: boolean, nextAttemptAt: Date): void {
    const kind = failureKind(error);
    const state = { ...problemOf(kind), nextAttemptAt };
    // A watch is cut by every restart and by proxies that limit its life: it
    // gets a moment to come back before people are told. One that fell silent
    // has had it.
    if (
      wasConnected &&
      state.connection === 'unreachable' &&
      kind !== 'timeout'
    ) {
      this.options.logger.info(
        `The watch of Argo CD '${this.options.instance}' ended: ${kind}`,
      );
      clearTimeout(this.#graceTimer);
      this.#graceTimer = setTimeout(
        () => this.#tell(state),
        this.options.timings.graceMs,
      );
      return;
    }
    clearTimeout(this.#graceTimer);
    if (this.#tell(state)) {
      this.options.logger.warn(
        `Argo CD '${this.options.instance}' cannot be followed; what is known of it is shown as stale`,
        toError(error),
      );
    }
  }

  #tell(state: ConnectionState): boolean {
    const news = this.options.board.setConnection(this.options.instance, state);
    if (news) {
      this.options.listener.connection(this.options.instance, state);
    }
    return news;
  }
}
