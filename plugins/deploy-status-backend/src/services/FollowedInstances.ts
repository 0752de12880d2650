import type { LoggerService } from '@backstage/backend-plugin-api';
import { bulkhead } from 'cockatiel';
import type { ArgoCdInstanceConfig } from '../config';
import type { Changes } from '../domain/merge';
import { deploymentsOf, keyOf, type Observation } from '../domain/observed';
import type { StatusStore } from '../store/StatusStore';
import type { ArgoCd } from '../upstream/ArgoCd';
import type { ChangePublisher } from './ChangePublisher';
import { DEFAULT_TIMINGS, type FollowerTimings } from './followerTimings';
import { InstanceFollower, type FollowerListener } from './InstanceFollower';
import { RevisionCache } from './RevisionCache';
import { RevisionReader } from './RevisionReader';
import { StatusBoard } from './StatusBoard';
import { StatusWriter } from './StatusWriter';
import { Turns } from './Turns';

/**
 * Lists at a time that somebody waits for, of all instances together: twenty at
 * once would take twenty times the memory and be done no sooner. Those that
 * nobody waits for take their time one after the other, in nobody's way.
 */
const LISTS_AT_ONCE = 2;
/** Commits of deployments that are older are not looked up; nobody reads them at a glance. */
const RECENT_MS = 7 * 24 * 60 * 60_000;

interface Followed {
  argoCd: ArgoCd;
  follower: InstanceFollower;
  revisions: RevisionReader;
}

/**
 * Every configured Argo CD with its follower, and where what they learn goes:
 * into the board at once, into the store and to open browsers a moment later.
 */
export class FollowedInstances {
  readonly #followed: Followed[];
  readonly #readers = new Map<string, RevisionReader>();

  /**
   * Starts from what an earlier run has stored, so that an instance which is
   * down now is shown as it was last known.
   */
  static async create(options: {
    instances: readonly ArgoCdInstanceConfig[];
    connect: (config: ArgoCdInstanceConfig) => ArgoCd;
    store: StatusStore;
    publisher: ChangePublisher;
    logger: LoggerService;
    timings?: Partial<FollowerTimings>;
    /** How long deployments are kept; for ever where it is absent. */
    retentionMs?: number;
  }): Promise<FollowedInstances> {
    const { instances, store } = options;
    const board = new StatusBoard(instances);
    const [applications, contacts] = await Promise.all([
      store.loadApplications(instances.map(({ name }) => name)),
      store.loadContacts(),
    ]);
    board.restore(applications, contacts);
    const followed = new FollowedInstances(board, options);
    applications.forEach(application =>
      followed.#wantRevisions({ application }),
    );
    return followed;
  }

  /** What is known of commits. */
  readonly revisions = new RevisionCache();
  readonly #writer: StatusWriter;
  readonly #firstListsMs: number;
  /** To be called when each instance was tried, or has had its time: until then nothing else is as urgent. */
  #allTried = () => {};
  #patience: NodeJS.Timeout | undefined;

  private constructor(
    /** What is known at the moment. */
    readonly board: StatusBoard,
    private readonly options: Parameters<typeof FollowedInstances.create>[0],
  ) {
    const { instances, store, publisher, logger, retentionMs } = options;
    const timings = { ...DEFAULT_TIMINGS, ...options.timings };
    this.#firstListsMs = timings.firstListsMs;
    const whenQuiet = new Promise<void>(resolve => {
      this.#allTried = resolve;
    });
    this.#writer = new StatusWriter({ store, logger, retentionMs, whenQuiet });
    const awaited = bulkhead(LISTS_AT_ONCE, Infinity);
    const others = bulkhead(1, Infinity);
    this.#followed = instances.map(config => {
      const argoCd = options.connect(config);
      const reader = new RevisionReader({
        argoCd,
        cache: this.revisions,
        store,
        whenQuiet,
        onKnown: names => publisher.applications(config.name, names),
        logger,
      });
      this.#readers.set(config.name, reader);
      return {
        argoCd,
        revisions: reader,
        follower: new InstanceFollower({
          instance: config.name,
          argoCd,
          board,
          listing: (isAwaited, list) =>
            (isAwaited ? awaited : others).execute(list),
          listener: this.#listener(),
          logger,
          timings,
        }),
      };
    });
  }

  /** Returns at once: no instance can hold up the start of the backend. */
  start(): void {
    this.#patience = setTimeout(this.#allTried, this.#firstListsMs);
    for (const { follower, revisions } of this.#followed) {
      follower.start();
      revisions.start();
    }
  }

  async stop(): Promise<void> {
    clearTimeout(this.#patience);
    this.#allTried();
    await Promise.all(
      this.#followed.map(async ({ argoCd, follower, revisions }) => {
        await Promise.all([follower.stop(), revisions.stop()]);
        await argoCd.close();
      }),
    );
    this.options.publisher.stop();
    await this.#writer.stop();
  }

  #listener(): FollowerListener {
    const { publisher } = this.options;
    return {
      changed: (instance, changes) => {
        this.#writer.changes(instance, changes);
        publisher.applications(instance, namesOf(changes));
        void this.#wantRevisionsOf(changes.changed);
        this.#readers.get(instance)?.forget(changes.removed);
      },
      connection: (instance, state) => {
        publisher.instance(instance);
        this.#noteTried();
        if (state.connection !== 'connected') {
          void this.#writer.flush();
        }
      },
      contact: (instance, at) => this.#writer.contact(instance, at),
    };
  }

  #noteTried(): void {
    const states = this.board.instances().map(({ connection }) => connection);
    if (!states.includes('connecting')) {
      this.#allTried();
    }
  }

  /** A first list tells of thousands; others have their turns meanwhile. */
  async #wantRevisionsOf(observations: readonly Observation[]): Promise<void> {
    const turns = new Turns();
    for (const observation of observations) {
      const { application } = observation;
      const { all } = this.board.book(application.instance);
      // Unless there are news of it by now, which bring their own; what is merely
      // reconciled keeps its parts.
      if (all.get(keyOf(application))?.revisions === application.revisions) {
        this.#wantRevisions(observation);
      }
      if (turns.over) await turns.pass();
    }
  }

  #wantRevisions(observation: Observation): void {
    const { application } = observation;
    const since = Date.now() - RECENT_MS;
    const isRecent = (at: string | undefined) =>
      at !== undefined && Date.parse(at) >= since;
    // Most histories end before that, and need not be made.
    const recent = isRecent(application.deployedAt)
      ? deploymentsOf(observation).filter(one => isRecent(one.startedAt))
      : [];
    this.#readers
      .get(application.instance)
      ?.want(application, [
        ...application.revisions,
        ...application.operationRevisions,
        ...(application.waiting ?? []),
        ...recent.flatMap(({ revisions }) => revisions),
      ]);
  }
}

function namesOf(changes: Changes): Set<string> {
  return new Set([
    ...changes.changed.map(({ application }) => application.name),
    ...changes.removed.map(({ name }) => name),
  ]);
}
