import { LRUCache } from 'lru-cache';
import type { RevisionMetadata, SourceRevision } from '../domain/observed';
import { revisionKey } from '../domain/view';

/** Several times what 20,000 Applications show; about 300 bytes each. */
const MOST_REVISIONS = 100_000;

/** What is known of commits, shared by all instances: a commit is the same on each. */
export class RevisionCache {
  readonly #known = new LRUCache<string, RevisionMetadata>({
    max: MOST_REVISIONS,
  });
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
