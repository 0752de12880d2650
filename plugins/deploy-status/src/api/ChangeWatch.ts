import {
  DEPLOY_STATUS_CHANNEL,
  deployStatusSignalSchema,
  type DeployStatusSignal,
  type EntityStatus,
} from '@michi/plugin-deploy-status-common';
import { LiveQuery, type LiveQueryOptions } from '@michi/status-react';
import type { SignalApi } from '@backstage/plugin-signals-react';
import { QueryShelf, type Question } from './QueryShelf';
import { VersionPoll } from './VersionPoll';

const SECOND = 1000;
/** How often the version is asked for: while nobody tells us of changes, and while signals do. */
const VERSION = { alone: 2 * SECOND, besideSignals: 10 * SECOND };
/** How often a question loads again by itself: while the version can be had, and while not. */
const NET = { watched: 30 * SECOND, unwatched: 5 * SECOND };
/** The backend gathers changes for a quarter of a second before it tells of them. */
const ON_ITS_WAY = SECOND;
/**
 * From one page to the next nobody listens for a moment. The connection stays
 * meanwhile: one that is closed while it opens is a warning in the console.
 */
const LINGER = 30 * SECOND;

interface Shelf {
  delay: number;
  refresh(signal?: DeployStatusSignal): void;
}

/**
 * Keeps questions current. Changes are announced by signals from the backend:
 * those questions that a signal concerns load again. Where there are none, and
 * until the first has proven that they arrive, the version of what the backend
 * knows is asked for every two seconds, and all questions load again when it is
 * another one. Beside signals it is asked for less often: when it changes and no
 * signal told of it, their connection is gone. Below is a net: each question
 * loads again from time to time by itself.
 */
export class ChangeWatch {
  private readonly shelves: Shelf[] = [];
  private readonly versions: VersionPoll;
  private signalsArrive = false;
  private lastSignalAt = 0;
  private connections = 0;
  private disconnect?: () => void;
  private lingering?: ReturnType<typeof setTimeout>;

  /** @param loadVersion - gets the version of what the backend knows */
  constructor(loadVersion: (signal: AbortSignal) => Promise<string>) {
    this.versions = new VersionPoll({
      load: loadVersion,
      every: () => (this.signalsArrive ? VERSION.besideSignals : VERSION.alone),
      atLeast: VERSION.alone,
      onNews: since => this.onNews(since),
    });
  }

  /**
   * A place for questions of one kind, which hears what is announced.
   *
   * @param delay - milliseconds until the answer holds what is announced
   */
  shelf<T>(delay = 0): QueryShelf<T> {
    const shelf = new QueryShelf<T>();
    this.shelves.push({ delay, refresh: signal => shelf.refresh(signal) });
    return shelf;
  }

  /**
   * A question that loads again as often as it has to.
   *
   * @param asked.statusesOf - what of the answer signals can be about
   * @param asked.minGap - milliseconds from one load to the next at least
   */
  question<T>(asked: {
    load(signal: AbortSignal): Promise<T>;
    statusesOf(data: T): EntityStatus[];
    minGap?: LiveQueryOptions<T>['minGap'];
  }): Question<T> {
    const { load, statusesOf, minGap } = asked;
    const query = new LiveQuery<T>({
      load,
      interval: () =>
        this.versions.isWatching() ? NET.watched : NET.unwatched,
      minGap,
    });
    return { query, statusesOf };
  }

  /**
   * Looks out for changes until the returned function is called.
   *
   * @param signalApi - absent where signals are not installed
   */
  connect(signalApi: SignalApi | undefined): () => void {
    this.connections += 1;
    clearTimeout(this.lingering);
    this.versions.start();
    if (signalApi && !this.disconnect) {
      const { unsubscribe } = signalApi.subscribe(
        DEPLOY_STATUS_CHANNEL,
        message => this.onSignal(message),
      );
      this.disconnect = unsubscribe;
    }
    return () => {
      this.connections -= 1;
      if (this.connections === 0) {
        this.versions.stop();
        this.lingering = setTimeout(() => this.hangUp(), LINGER);
      }
    };
  }

  private hangUp() {
    this.disconnect?.();
    this.disconnect = undefined;
    this.signalsArrive = false;
  }

  private onSignal(message: unknown) {
    // A backend newer than this tab may say more than we understand: then look at everything.
    const { data: signal } = deployStatusSignalSchema.safeParse(message);
    this.signalsArrive = true;
    this.lastSignalAt = Date.now();
    this.announce(signal);
  }

  private onNews(since: number | undefined) {
    const act = () => {
      // A signal has told of it.
      if (since !== undefined && this.lastSignalAt >= since) return;
      this.signalsArrive = false;
      this.versions.hurry();
      this.announce();
    };
    if (since !== undefined && this.signalsArrive) setTimeout(act, ON_ITS_WAY);
    else act();
  }

  /** What the signal is about has changed; without one, anything. */
  private announce(signal?: DeployStatusSignal) {
    for (const shelf of this.shelves) {
      if (shelf.delay === 0) shelf.refresh(signal);
      else setTimeout(() => shelf.refresh(signal), shelf.delay);
    }
  }
}
