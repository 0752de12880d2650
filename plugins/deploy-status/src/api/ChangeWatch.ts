import {
  DEPLOY_STATUS_CHANNEL,
  deployStatusSignalSchema,
  type DeployStatusSignal,
  type EntityStatus,
} from '@michi/plugin-deploy-status-common';
import { LiveQuery, type QueryState } from '@michi/status-react';
import type { SignalApi } from '@backstage/plugin-signals-react';
import { QueryShelf, type Question } from './QueryShelf';
import { VersionPoll } from './VersionPoll';

const SECOND = 1000;
/** While nobody tells us of changes, or something runs and only signals would. */
const FAST = 5 * SECOND;
/** While we are told of every change. */
const SLOW = 30 * SECOND;
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
 * knows is asked for instead, and all questions load again when it is another
 * one. Below is a net: each question loads again from time to time by itself.
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
    this.versions = new VersionPoll(loadVersion, () => this.announce());
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
   * @param asked.fingerprint - what a signal must have announced, where the
   *   answer holds no statuses
   * @param asked.minGap - milliseconds between two answers at least
   * @param asked.unhurried - true for what changes only with something else
   *   that is watched more closely
   */
  question<T>(asked: {
    load(signal: AbortSignal): Promise<T>;
    statusesOf(data: T): EntityStatus[];
    fingerprint?(data: T): string;
    minGap?: number;
    unhurried?: boolean;
  }): Question<T> {
    const { load, statusesOf, minGap, unhurried = false } = asked;
    const { fingerprint: print = data => fingerprintOf(statusesOf(data)) } =
      asked;
    let previous: string | undefined;
    let previousAt = 0;
    const query = new LiveQuery<T>({
      load: async signal => {
        const startedAt = Date.now();
        const data = await load(signal);
        const fingerprint = print(data);
        if (
          previous !== undefined &&
          previous !== fingerprint &&
          this.lastSignalAt <= previousAt
        ) {
          // It changed and nobody told us: the connection for signals is gone.
          this.setSignalsArrive(false);
        }
        previous = fingerprint;
        previousAt = startedAt;
        return data;
      },
      interval: state =>
        unhurried ||
        this.versions.isWatching() ||
        (this.signalsArrive && !isSomethingRunning(state, statusesOf))
          ? SLOW
          : FAST,
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
    this.poll();
    if (signalApi && !this.disconnect) {
      const { unsubscribe } = signalApi.subscribe(
        DEPLOY_STATUS_CHANNEL,
        message => this.onSignal(message),
      );
      this.disconnect = unsubscribe;
    }
    return () => {
      this.connections -= 1;
      this.poll();
      if (this.connections === 0) {
        this.lingering = setTimeout(() => this.hangUp(), LINGER);
      }
    };
  }

  private hangUp() {
    this.disconnect?.();
    this.disconnect = undefined;
    this.setSignalsArrive(false);
  }

  private setSignalsArrive(arrive: boolean) {
    this.signalsArrive = arrive;
    this.poll();
  }

  private poll() {
    if (this.connections > 0 && !this.signalsArrive) this.versions.start();
    else this.versions.stop();
  }

  private onSignal(message: unknown) {
    // A backend newer than this tab may say more than we understand: then look at everything.
    const { data: signal } = deployStatusSignalSchema.safeParse(message);
    this.setSignalsArrive(true);
    this.lastSignalAt = Date.now();
    this.announce(signal);
  }

  /** What the signal is about has changed; without one, anything. */
  private announce(signal?: DeployStatusSignal) {
    for (const shelf of this.shelves) {
      if (shelf.delay === 0) shelf.refresh(signal);
      else setTimeout(() => shelf.refresh(signal), shelf.delay);
    }
  }
}

function isSomethingRunning<T>(
  state: QueryState<T>,
  statusesOf: (data: T) => EntityStatus[],
): boolean {
  if (state.status !== 'ready') return false;
  return statusesOf(state.data).some(({ applications }) =>
    applications.some(
      ({ operation, health }) =>
        operation?.phase === 'Running' ||
        operation?.phase === 'Terminating' ||
        health === 'Progressing',
    ),
  );
}

/** What a signal must have announced; the times of looking are not part of it. */
function fingerprintOf(statuses: EntityStatus[]): string {
  return JSON.stringify(
    statuses.flatMap(({ applications }) =>
      applications.map(({ instance, uid, health, sync, operation, images }) => [
        instance,
        uid,
        health,
        sync,
        operation?.phase,
        operation?.startedAt,
        images,
      ]),
    ),
  );
}
