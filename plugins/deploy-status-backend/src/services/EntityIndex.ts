import { isDeepStrictEqual } from 'node:util';
import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError, toError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { isService } from '@michi/plugin-deploy-status-common';
import { pause } from '@michi/upstream-node';
import { checkedRef, type IndexedEntity } from '../domain/indexedEntity';
import { CatalogPace, type CatalogPaceTimings } from './CatalogPace';
import { CatalogReader } from './CatalogReader';

/** All in milliseconds. */
export interface EntityIndexTimings extends CatalogPaceTimings {
  /** What is older and asked for is read again behind the answer. */
  freshMs: number;
  /** How long it is believed that the catalog does not have an entity. */
  absentMs: number;
  /** How long entities are kept that are no services. */
  otherMs: number;
  /** How long `all` waits for the first reading. */
  firstMs: number;
}

const DEFAULT_TIMINGS: EntityIndexTimings = {
  refreshMs: 60_000,
  growingMs: 5_000,
  settledMs: 30_000,
  freshMs: 90_000,
  absentMs: 3_000,
  otherMs: 5 * 60_000,
  firstMs: 15_000,
};

/** After a page, so many times as long as it took: others come first. */
const PAGE_PAUSE = 4;
/** What is asked for in this time is read together. */
const TOGETHER_MS = 300;
const MOST_TOGETHER = 500;
/** The pause after a first reading that failed. */
const AGAIN_MS = 2_000;

interface Entry {
  /** Undefined where the catalog does not have it. */
  entity?: IndexedEntity;
  checkedAt: number;
}

/**
 * The catalog's entities as far as deploy status needs them, in memory, so that
 * a page view does not wait for the catalog. Read with the plugin's own
 * credentials: who may read what is asked elsewhere. A change in the catalog is
 * known in about a minute, a new entity at once, as an unknown one is looked
 * up when it is asked for. More often would not be worth it: reading 5,000
 * entities keeps the catalog and its database busy for a second. Only while the
 * catalog is being filled it is read more often ({@link CatalogPace}).
 */
export class EntityIndex {
  readonly #entries = new Map<string, Entry>();
  readonly #asked = new Map<string, Promise<void>>();
  readonly #old = new Set<string>();
  #soon: NodeJS.Timeout | undefined;
  readonly #stop = new AbortController();
  readonly #first: Promise<void>;
  #firstDone = () => {};
  #loaded = false;
  #services: readonly IndexedEntity[] | undefined;
  #running: Promise<void> = Promise.resolve();
  readonly #reader: CatalogReader;
  readonly #timings: EntityIndexTimings;
  readonly #pace: CatalogPace;
  readonly #now: () => number;
  readonly #random: () => number;

  constructor(
    private readonly options: {
      catalog: CatalogService;
      auth: AuthService;
      logger: LoggerService;
      timings?: Partial<EntityIndexTimings>;
      now?: () => number;
      random?: () => number;
    },
  ) {
    this.#reader = new CatalogReader(options.catalog, options.auth);
    this.#timings = { ...DEFAULT_TIMINGS, ...options.timings };
    this.#pace = new CatalogPace(this.#timings);
    this.#now = options.now ?? Date.now;
    this.#random = options.random ?? Math.random;
    this.#first = new Promise(resolve => {
      this.#firstDone = resolve;
    });
  }

  /** Returns at once; reading goes on in the background until `stop`. */
  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stop.abort(new Error('the backend shuts down'));
    clearTimeout(this.#soon);
    await this.#running;
  }

  /**
   * Every entity that names an Application, and components of type service that
   * do not. The same array until something changes, and an entity that did not
   * change is the same object.
   *
   * @throws ServiceUnavailableError if the catalog could not be read yet.
   */
  async all(): Promise<readonly IndexedEntity[]> {
    if (!this.#loaded) {
      await this.#firstReading();
    }
    return this.#known();
  }

  /**
   * In the order asked for; undefined for what the catalog does not have.
   *
   * @throws InputError that names a reference which is not one.
   */
  async get(
    refs: readonly string[],
  ): Promise<Array<IndexedEntity | undefined>> {
    const checked = refs.map(checkedRef);
    const now = this.#now();
    const unknown: string[] = [];
    const old: string[] = [];
    for (const ref of new Set(checked)) {
      const entry = this.#entries.get(ref);
      const age = now - (entry?.checkedAt ?? 0);
      if (!entry || (!entry.entity && age > this.#timings.absentMs)) {
        unknown.push(ref);
      } else if (entry.entity && age > this.#timings.freshMs) {
        old.push(ref);
      }
    }
    if (old.length > 0) {
      // What is known is good enough for this answer.
      this.#askSoon(old);
    }
    if (unknown.length > 0) {
      await this.#ask(unknown);
    }
    return checked.map(ref => this.#entries.get(ref)?.entity);
  }

  async #firstReading(): Promise<void> {
    const timer = new AbortController();
    const waited = pause(this.#timings.firstMs, timer.signal).then(() => {
      throw new ServiceUnavailableError(
        'The catalog could not be read yet. Try again in a minute; the backend log has the reason',
      );
    });
    try {
      await Promise.race([this.#first, waited]);
    } finally {
      // Nobody waits for it any more, so its end is nobody's failure.
      waited.catch(() => undefined);
      timer.abort(new Error('the catalog has been read'));
    }
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const startedAt = this.#now();
      try {
        await this.#readAll(startedAt);
      } catch (error) {
        this.#warn(error);
      }
      const now = this.#now();
      // Longer where reading takes more than half of it.
      const waitMs = this.#loaded
        ? Math.max(this.#pace.restMs(now), (now - startedAt) * 2)
        : AGAIN_MS;
      try {
        // Replicas spread over time.
        await pause(waitMs * (0.8 + this.#random() * 0.4), signal);
      } catch (error) {
        this.options.logger.debug(
          `The catalog is no longer read: ${toError(error).message}`,
        );
      }
    }
  }

  #known(): readonly IndexedEntity[] {
    this.#services ??= [...this.#entries.values()].flatMap(({ entity }) =>
      entity && isService(entity) ? [entity] : [],
    );
    return this.#services;
  }

  async #readAll(startedAt: number): Promise<void> {
    const before = this.#known().length;
    let pageAt = this.#now();
    for await (const page of this.#reader.services()) {
      page.forEach(entity => this.#put(entity, startedAt));
      const { signal } = this.#stop;
      signal.throwIfAborted();
      if (this.#loaded) {
        await pause((this.#now() - pageAt) * PAGE_PAUSE, signal);
      }
      pageAt = this.#now();
    }
    for (const [ref, { entity, checkedAt }] of this.#entries) {
      // Other entities are there because somebody looked at them.
      const keptMs = entity && !isService(entity) ? this.#timings.otherMs : 0;
      if (checkedAt + keptMs < startedAt) {
        this.#remove(ref);
      }
    }
    this.#pace.read(before, this.#known().length, this.#now());
    this.#loaded = true;
    this.#firstDone();
  }

  #askSoon(refs: string[]): void {
    refs.forEach(ref => this.#old.add(ref));
    this.#soon ??= setTimeout(() => {
      const old = [...this.#old];
      this.#old.clear();
      this.#soon = undefined;
      this.#ask(old).catch(error => this.#warn(error));
    }, TOGETHER_MS);
  }

  /** Reads entities by their references; those being read are waited for. */
  async #ask(refs: string[]): Promise<void> {
    const missing = refs.filter(ref => !this.#asked.has(ref));
    for (let i = 0; i < missing.length; i += MOST_TOGETHER) {
      const page = missing.slice(i, i + MOST_TOGETHER);
      const reading = this.#readRefs(page).finally(() =>
        page.forEach(ref => this.#asked.delete(ref)),
      );
      page.forEach(ref => this.#asked.set(ref, reading));
    }
    await Promise.all(refs.map(ref => this.#asked.get(ref)));
  }

  async #readRefs(refs: string[]): Promise<void> {
    const startedAt = this.#now();
    const found = await this.#reader.byRefs(refs);
    refs.forEach((ref, index) => {
      const entity = found[index];
      if (entity) {
        this.#put(entity, startedAt);
      } else if ((this.#entries.get(ref)?.checkedAt ?? 0) <= startedAt) {
        this.#remove(ref);
        this.#entries.set(ref, { checkedAt: startedAt });
      }
    });
  }

  #put(entity: IndexedEntity, checkedAt: number): void {
    const ref = entity.entityRef;
    const known = this.#entries.get(ref);
    if (known && known.checkedAt > checkedAt) {
      return;
    }
    if (known?.entity && isDeepStrictEqual(known.entity, entity)) {
      known.checkedAt = checkedAt;
      return;
    }
    this.#entries.set(ref, { entity, checkedAt });
    this.#services = undefined;
  }

  #remove(ref: string): void {
    this.#entries.delete(ref);
    this.#services = undefined;
  }

  #warn(error: unknown): void {
    this.options.logger.warn(
      'The catalog could not be read; what was known of it is used',
      toError(error),
    );
  }
}
