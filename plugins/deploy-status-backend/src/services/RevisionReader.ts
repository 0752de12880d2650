import { once } from 'node:events';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { isUpstreamError, pause } from '@michi/upstream-node';
import { LRUCache } from 'lru-cache';
import {
  keyOf,
  type ApplicationName,
  type RevisionMetadata,
  type SourceRevision,
} from '../domain/observed';
import { revisionKind } from '../domain/revisionKind';
import { revisionKey } from '../domain/view';
import type { StatusStore } from '../store/StatusStore';
import type { ArgoCd } from '../upstream/ArgoCd';
import type { RevisionCache } from './RevisionCache';
import { revisionPauseMs } from './revisionPause';
import { UnsavedRevisions } from './UnsavedRevisions';

/** Calls at a time to one Argo CD: its repo-server has other work. */
const CONCURRENCY = 2;
/** Another instance is being asked about the same commit. */
const AGAIN_AT_ONCE_MS = 500;
/** Answers of an Argo CD that knows nothing of charts or artefacts. */
const NOT_OFFERED: ReadonlyArray<number | undefined> = [404, 501];
/** Revisions that an Argo CD cannot tell about, of which it is not asked again. */
const MOST_GIVEN_UP = 20_000;

/** An Application that can be asked about a revision of its. */
export type RevisionOwner = ApplicationName & { project: string };

/** An Application that shows a revision. */
interface Shown {
  owner: RevisionOwner;
  /** As this Application has it: its place among the sources is another one elsewhere. */
  revision: SourceRevision;
}

interface Wanted {
  /** By their names; the first is asked, all are told. */
  shown: Map<string, Shown>;
  dueAt: number;
}

/**
 * Finds author and message of revisions, and what charts and artefacts say of
 * themselves, as they appear: in the cache, in the
 * store, and once in its life from Argo CD.
 */
export class RevisionReader {
  readonly #wanted = new Map<string, Wanted>();
  /** The keys that each Application waits for. */
  readonly #byOwner = new Map<string, Set<string>>();
  readonly #givenUp = new LRUCache<string, true>({ max: MOST_GIVEN_UP });
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #wake = () => {};

  readonly #now: () => number;
  readonly #unsaved: UnsavedRevisions;

  constructor(
    private readonly options: {
      argoCd: Pick<ArgoCd, 'revisionMetadata'>;
      cache: RevisionCache;
      store: Pick<StatusStore, 'findRevisions' | 'saveRevisions'>;
      /** Resolves when nobody waits any more for what the processor has to do instead. */
      whenQuiet: Promise<void>;
      /** Told the Applications of which more is known. */
      onKnown: (applications: string[]) => void;
      logger: LoggerService;
      now?: () => number;
    },
  ) {
    this.#now = options.now ?? Date.now;
    this.#unsaved = new UnsavedRevisions({ ...options, now: this.#now });
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Saves what it has read, unless the database is away. */
  async stop(): Promise<void> {
    this.#stop.abort(new Error('the backend shuts down'));
    this.#wake();
    await this.#running;
    await this.#unsaved.save();
  }

  /**
   * Takes note of all revisions that an Application shows: those not yet known
   * are read, and those that it does not show any more are not read for it.
   */
  want(owner: RevisionOwner, revisions: readonly SourceRevision[]): void {
    const name = keyOf(owner);
    const before = this.#byOwner.get(name);
    const wanted = new Set<string>();
    for (const revision of revisions) {
      const key = revisionKey(revision);
      if (
        revisionKind(revision) &&
        !this.#givenUp.has(key) &&
        !this.options.cache.has(key)
      ) {
        const one = this.#wanted.get(key) ?? { shown: new Map(), dueAt: 0 };
        one.shown.set(name, { owner, revision });
        this.#wanted.set(key, one);
        wanted.add(key);
      }
    }
    before?.forEach(key => !wanted.has(key) && this.#disown(key, name));
    if (wanted.size > 0) {
      this.#byOwner.set(name, wanted);
      this.#wake();
    } else {
      this.#byOwner.delete(name);
    }
  }

  /** Nobody looks at the revisions of what is gone. */
  forget(owners: readonly ApplicationName[]): void {
    for (const owner of owners) {
      const name = keyOf(owner);
      this.#byOwner.get(name)?.forEach(key => this.#disown(key, name));
      this.#byOwner.delete(name);
    }
  }

  #disown(key: string, owner: string): void {
    const wanted = this.#wanted.get(key);
    wanted?.shown.delete(owner);
    if (wanted?.shown.size === 0) {
      this.#wanted.delete(key);
    }
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    await Promise.race([this.options.whenQuiet, once(signal, 'abort')]);
    while (!signal.aborted) {
      const woken = new Promise<void>(resolve => {
        this.#wake = resolve;
      });
      await this.#unsaved.saveDue();
      const due = [...this.#wanted.entries()].filter(
        ([, { dueAt }]) => dueAt <= this.#now(),
      );
      if (due.length === 0) {
        await this.#idle(woken, signal);
      } else {
        const unknown = await this.#fromStore(due);
        for (let i = 0; i < unknown.length; i += CONCURRENCY) {
          await Promise.all(
            unknown
              .slice(i, i + CONCURRENCY)
              .map(([key, wanted]) => this.#fromArgoCd(key, wanted, signal)),
          );
          await this.#unsaved.saveDue();
        }
      }
    }
  }

  /** Until something is wanted, or it is time to look again at what failed, or to save it. */
  async #idle(woken: Promise<void>, signal: AbortSignal): Promise<void> {
    const dueAt = Math.min(
      this.#unsaved.dueAt,
      ...[...this.#wanted.values()].map(wanted => wanted.dueAt),
    );
    if (dueAt === Infinity) {
      await woken;
      return;
    }
    const timer = new AbortController();
    const again = pause(
      Math.max(0, dueAt - this.#now()),
      AbortSignal.any([signal, timer.signal]),
    );
    // A pause ends early when somebody wakes us or the backend stops: both are
    // what it is for.
    await Promise.race([woken, again.catch(() => undefined)]);
    timer.abort();
  }

  async #fromStore(
    due: Array<[string, Wanted]>,
  ): Promise<Array<[string, Wanted]>> {
    try {
      const stored = await this.options.store.findRevisions(
        due.flatMap(([, { shown }]) =>
          [...shown.values()].slice(0, 1).map(({ revision }) => revision),
        ),
      );
      for (const [key, metadata] of stored) {
        this.#known(key, metadata);
      }
    } catch (error) {
      this.options.logger.warn(
        'Stored commit metadata could not be read; Argo CD is asked instead',
        toError(error),
      );
    }
    return due.filter(([key]) => this.#wanted.has(key));
  }

  async #fromArgoCd(
    key: string,
    wanted: Wanted,
    signal: AbortSignal,
  ): Promise<void> {
    const [one] = wanted.shown.values();
    if (!one || signal.aborted) {
      return;
    }
    const { owner, revision } = one;
    const known = this.options.cache.get(revision);
    if (known) {
      this.#known(key, known);
      return;
    }
    if (!this.options.cache.claim(key)) {
      wanted.dueAt = this.#now() + AGAIN_AT_ONCE_MS;
      return;
    }
    try {
      const metadata = await this.options.argoCd.revisionMetadata(
        owner,
        revision,
        signal,
      );
      this.#unsaved.add({ revision, metadata });
      this.#known(key, metadata);
    } catch (error) {
      if (
        isUpstreamError(error) &&
        NOT_OFFERED.includes(error.upstreamStatus) &&
        revisionKind(revision) !== 'commit'
      ) {
        this.#givenUp.set(key, true);
        this.#drop(key);
        return;
      }
      wanted.dueAt = this.#now() + revisionPauseMs(error);
      this.options.logger.debug(
        `Author and message of ${revision.id} are not known yet: ${toError(error).message}`,
      );
    } finally {
      this.options.cache.release(key);
    }
  }

  #known(key: string, metadata: RevisionMetadata): void {
    this.options.cache.set(key, metadata);
    const shown = this.#drop(key);
    if (shown.length > 0) {
      this.options.onKnown(shown.map(({ owner }) => owner.name));
    }
  }

  /** Looks for a revision no more; returns those that waited for it. */
  #drop(key: string): Shown[] {
    const { shown } = this.#wanted.get(key) ?? {};
    this.#wanted.delete(key);
    for (const owner of shown?.keys() ?? []) {
      const keys = this.#byOwner.get(owner);
      keys?.delete(key);
      if (keys?.size === 0) {
        this.#byOwner.delete(owner);
      }
    }
    return [...(shown?.values() ?? [])];
  }
}
