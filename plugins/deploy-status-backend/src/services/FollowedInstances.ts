import type { LoggerService } from '@backstage/backend-plugin-api';
import pLimit from 'p-limit';
import type { ArgoCdInstanceConfig } from '../config';
import type { Changes } from '../domain/merge';
import type {
  ObservedApplication,
  ObservedDeployment,
} from '../domain/observed';
import type { StatusStore } from '../store/StatusStore';
import type { ArgoCd } from '../upstream/ArgoCd';
import type { ChangePublisher } from './ChangePublisher';
import { DEFAULT_TIMINGS, type FollowerTimings } from './followerTimings';
import { InstanceFollower, type FollowerListener } from './InstanceFollower';
import { RevisionCache } from './RevisionCache';
import { RevisionReader } from './RevisionReader';
import { StatusBoard } from './StatusBoard';
import { StatusWriter } from './StatusWriter';

/**
 * Lists at a time, of all instances together: twenty at once would take twenty
 * times the memory and be done no sooner.
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
    const writer = new StatusWriter(
      store,
      options.logger,
      Date.now,
      options.retentionMs,
    );
    const followed = new FollowedInstances(
      board,
      new RevisionCache(),
      writer,
      options,
    );
    applications.forEach(one => followed.#wantRevisions(one, []));
    return followed;
  }

  private constructor(
    /** What is known at the moment. */
    readonly board: StatusBoard,
    /** What is known of commits. */
    readonly revisions: RevisionCache,
    private readonly writer: StatusWriter,
    private readonly options: Parameters<typeof FollowedInstances.create>[0],
  ) {
    const { instances, store, publisher, logger } = options;
    const timings = { ...DEFAULT_TIMINGS, ...options.timings };
    const listing = pLimit(LISTS_AT_ONCE);
    this.#followed = instances.map(config => {
      const argoCd = options.connect(config);
      const reader = new RevisionReader({
        argoCd,
        cache: revisions,
        store,
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
          listing,
          listener: this.#listener(),
          logger,
          timings,
        }),
      };
    });
  }

  /** Returns at once: no instance can hold up the start of the backend. */
  start(): void {
    for (const { follower, revisions } of this.#followed) {
      follower.start();
      revisions.start();
    }
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.#followed.map(async ({ argoCd, follower, revisions }) => {
        await Promise.all([follower.stop(), revisions.stop()]);
        await argoCd.close();
      }),
    );
    this.options.publisher.stop();
    await this.writer.stop();
  }

  #listener(): FollowerListener {
    const { publisher } = this.options;
    return {
      changed: (instance, changes) => {
        this.writer.changes(instance, changes);
        publisher.applications(instance, namesOf(changes));
        for (const { application, deployments } of changes.changed) {
          this.#wantRevisions(application, deployments);
        }
        this.#readers.get(instance)?.forget(changes.removed);
      },
      connection: (instance, state) => {
        publisher.instance(instance);
        if (state.connection !== 'connected') {
          void this.writer.flush();
        }
      },
      contact: (instance, at) => this.writer.contact(instance, at),
    };
  }

  #wantRevisions(
    application: ObservedApplication,
    deployments: readonly ObservedDeployment[],
  ): void {
    const since = Date.now() - RECENT_MS;
    const recent = deployments.filter(
      ({ startedAt }) => Date.parse(startedAt) >= since,
    );
    this.#readers
      .get(application.instance)
      ?.want(application, [
        ...application.revisions,
        ...application.operationRevisions,
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
