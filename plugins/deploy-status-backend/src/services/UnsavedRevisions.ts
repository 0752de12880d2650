import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { revisionKey } from '../domain/view';
import type { StatusStore, ToldRevision } from '../store/StatusStore';
import { saveAcceptable } from './saveAcceptable';

const RETRY_MS = 5_000;

/**
 * What was read of revisions and is not in the store yet. It is read once, and
 * what shows a revision may be gone soon. So while the database is away it is
 * kept, and saved when that is back.
 */
export class UnsavedRevisions {
  readonly #told = new Map<string, ToldRevision>();
  #retryAt = 0;
  #failing = false;

  constructor(
    private readonly options: {
      store: Pick<StatusStore, 'saveRevisions'>;
      logger: LoggerService;
      now: () => number;
    },
  ) {}

  add(told: ToldRevision): void {
    this.#told.set(revisionKey(told.revision), told);
  }

  /** When there is something to save again; never where all is saved. */
  get dueAt(): number {
    return this.#told.size > 0 ? this.#retryAt : Infinity;
  }

  /** Saves what there is, unless that failed a moment ago. */
  async saveDue(): Promise<void> {
    if (this.dueAt <= this.options.now()) {
      await this.save();
    }
  }

  /** Saves what there is; what the store refuses is named in the log. */
  async save(): Promise<void> {
    const { store, logger, now } = this.options;
    const taken = [...this.#told];
    try {
      await saveAcceptable(
        taken.map(([, told]) => told),
        some => store.saveRevisions(some),
        ({ revision }, error) =>
          logger.error(
            `Author and message of ${revision.id} cannot be stored; they are in memory only`,
            toError(error),
          ),
      );
      // Unless it was told anew meanwhile.
      for (const [key, told] of taken) {
        if (this.#told.get(key) === told) this.#told.delete(key);
      }
      this.#failing = false;
    } catch (error) {
      this.#retryAt = now() + RETRY_MS;
      if (!this.#failing) {
        logger.warn(
          'Authors and messages of commits could not be stored; they are kept in memory and stored later',
          toError(error),
        );
      }
      this.#failing = true;
    }
  }
}
