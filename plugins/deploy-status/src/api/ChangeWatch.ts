import {
  DEPLOY_STATUS_CHANNEL,
  deployStatusSignalSchema,
  type DeployStatusSignal,
  type EntityStatus,
} from '@michi/plugin-deploy-status-common';
import { LiveQuery, type QueryState } from '@michi/status-react';
import type { SignalApi } from '@backstage/plugin-signals-react';
import { QueryShelf, type Question } from './QueryShelf';

const SECOND = 1000;
/** While something runs, or nobody tells us of changes. */
const FAST = 5 * SECOND;
/** While signals tell us of every change. */
const SLOW = 30 * SECOND;
/**
 * From one page to the next nobody listens for a moment. The connection stays
 * meanwhile: one that is closed while it opens is a warning in the console.
 */
const LINGER = 30 * SECOND;

/**
 * Keeps questions current: a signal from the backend makes those that it
 * concerns load again; polling is the net below, close-meshed until the first
 * signal has proven that they arrive.
 */
export class ChangeWatch {
  private readonly shelves: { refresh(signal?: DeployStatusSignal): void }[] =
    [];
  private signalsArrive = false;
  private lastSignalAt = 0;
  private connections = 0;
  private disconnect?: () => void;
  private lingering?: ReturnType<typeof setTimeout>;

  /** A place for questions of one kind, which hears the signals. */
  shelf<T>(): QueryShelf<T> {
    const shelf = new QueryShelf<T>();
    this.shelves.push(shelf);
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
          this.lastSignalAt < previousAt
        ) {
          // It changed and nobody told us: the connection for signals is gone.
          this.signalsArrive = false;
        }
        previous = fingerprint;
        previousAt = startedAt;
        return data;
      },
      interval: state =>
        unhurried ||
        (this.signalsArrive && !isSomethingRunning(state, statusesOf))
          ? SLOW
          : FAST,
      minGap,
    });
    return { query, statusesOf };
  }

  /** Listens to the backend's signals until the returned function is called. */
  connect(signalApi: SignalApi): () => void {
    this.connections += 1;
    clearTimeout(this.lingering);
    if (!this.disconnect) {
      const { unsubscribe } = signalApi.subscribe(
        DEPLOY_STATUS_CHANNEL,
        message => this.onSignal(message),
      );
      this.disconnect = unsubscribe;
    }
    return () => {
      this.connections -= 1;
      if (this.connections === 0) {
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
    for (const shelf of this.shelves) shelf.refresh(signal);
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
