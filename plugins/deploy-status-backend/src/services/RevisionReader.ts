import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { isUpstreamError, pause } from '@michi/upstream-node';
import { isCommit } from '../domain/commitUrl';
import type {
  ApplicationName,
  RevisionMetadata,
  SourceRevision,
} from '../domain/observed';
import { revisionKey } from '../domain/view';
import type { StatusStore } from '../store/StatusStore';
import type { ArgoCd } from '../upstream/ArgoCdClient';

/** Calls at a time to one Argo CD: its repo-server has other work. */
const CONCURRENCY = 2;
/** Another instance is being asked about the same commit. */
const AGAIN_AT_ONCE_MS = 500;
/** The instance did not answer; the revision may be fine. */
const AGAIN_SOON_MS = 30_000;
/** The instance cannot read the revision: it may be gone from Git. */
const AGAIN_LATER_MS = 30 * 60_000;

/** What is known of commits, shared by all instances: a commit is the same on each. */
export class RevisionCache {
  readonly #known = new Map<string, RevisionMetadata>();
  readonly #claimed = new Set<string>();

  get(revision: SourceRevision): RevisionMetadata | undefined {
    return this.#known.get(revisionKey(revision));
  }

  set(key: string, metadata: RevisionMetadata): void {
    this.#known.set(key, metadata);
  }

  has(key: string): boolean {
    return this.#known.has(key);
  }

  /** True for the one who is to read it; others wait for what comes of that. */
  claim(key: string): boolean {
    if (this.#claimed.has(key)) {
      return false;
    }
    this.#claimed.add(key);
    return true;
  }

  release(key: string): void {
    this.#claimed.delete(key);
  }
}

/** An Application that can be asked about a revision of its. */
export type RevisionOwner = ApplicationName & { project: string };

interface Wanted {
  revision: SourceRevision;
  /** Applications that show it; the first is asked, all are told. */
  owners: Map<string, RevisionOwner>;
  dueAt: number;
}

/**
 * Finds author and message of revisions as they appear: in the cache, in the
 * store, and once in its life from Argo CD.
 */
export class RevisionReader {
  readonly #wanted = new Map<string, Wanted>();
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #wake = () => {};

  constructor(
    private readonly argoCd: ArgoCd,
    private readonly cache: RevisionCache,
    private readonly store: StatusStore,
    private readonly onKnown: (applications: string[]) => void,
    private readonly logger: LoggerService,
    private readonly now: () => number = Date.now,
  ) {}

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stop.abort(new Error('the backend shuts down'));
    this.#wake();
    await this.#running;
  }

  /** Remembers revisions to be read; those already known cost nothing. */
  want(owner: RevisionOwner, revisions: readonly SourceRevision[]): void {
    for (const revision of revisions) {
      const key = revisionKey(revision);
      if (isCommit(revision.id) && !revision.chart && !this.cache.has(key)) {
        const wanted = this.#wanted.get(key) ?? {
          revision,
          owners: new Map(),
          dueAt: 0,
        };
        wanted.owners.set(`${owner.namespace}/${owner.name}`, owner);
        this.#wanted.set(key, wanted);
        this.#wake();
      }
    }
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const woken = new Promise<void>(resolve => {
        this.#wake = resolve;
      });
      const due = [...this.#wanted.entries()].filter(
        ([, { dueAt }]) => dueAt <= this.now(),
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
        }
      }
    }
  }

  /** Until something is wanted, or it is time to look again at what failed. */
  async #idle(woken: Promise<void>, signal: AbortSignal): Promise<void> {
    if (this.#wanted.size === 0) {
      await woken;
      return;
    }
    const dueAt = Math.min(
      ...[...this.#wanted.values()].map(wanted => wanted.dueAt),
    );
    const timer = new AbortController();
    const again = pause(
      Math.max(0, dueAt - this.now()),
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
      const stored = await this.store.findRevisions(
        due.map(([, { revision }]) => revision),
      );
      for (const [key, metadata] of stored) {
        this.#known(key, metadata);
      }
    } catch (error) {
      this.logger.warn(
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
    const [owner] = wanted.owners.values();
    const known = this.cache.get(wanted.revision);
    if (known) {
      this.#known(key, known);
      return;
    }
    if (!owner || signal.aborted) {
      return;
    }
    if (!this.cache.claim(key)) {
      wanted.dueAt = this.now() + AGAIN_AT_ONCE_MS;
      return;
    }
    try {
      const metadata = await this.argoCd.revisionMetadata(
        owner,
        wanted.revision,
        signal,
      );
      this.#known(key, metadata);
      await this.store.saveRevision(wanted.revision, metadata);
    } catch (error) {
      const answered =
        isUpstreamError(error) && error.upstreamStatus !== undefined;
      const unreadable = answered && error.kind !== 'unauthorized';
      wanted.dueAt = this.now() + (unreadable ? AGAIN_LATER_MS : AGAIN_SOON_MS);
      this.logger.debug(
        `Author and message of ${wanted.revision.id} are not known yet: ${toError(error).message}`,
      );
    } finally {
      this.cache.release(key);
    }
  }

  #known(key: string, metadata: RevisionMetadata): void {
    this.cache.set(key, metadata);
    const wanted = this.#wanted.get(key);
    this.#wanted.delete(key);
    if (wanted) {
      this.onKnown([...wanted.owners.values()].map(({ name }) => name));
    }
  }
}
