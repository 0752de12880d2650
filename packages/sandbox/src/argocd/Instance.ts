import { EventEmitter } from 'node:events';
import { digestOf, uuidOf } from './random';
import type { AppRecord } from './record';
import { StateFile, type InstancePast } from './store';
import type { Application, WatchEvent } from './wire';

/** How long a change may stay unwritten, in milliseconds. */
const WRITE_DELAY = 150;
/** What a restart adds, so that versions handed out but not written are never handed out again. */
const VERSION_GAP = 1_000;

/**
 * The applications of one Argo CD: the only place where they change. Each
 * change gets the next resourceVersion, is announced to the watches, and is
 * written to disk a moment later.
 */
export class Instance {
  private readonly records = new Map<string, AppRecord>();
  private readonly events = new EventEmitter().setMaxListeners(0);
  private readonly file: StateFile;
  private version: number;
  private writing: NodeJS.Timeout | undefined;
  /** Whether there was nothing on disk. */
  readonly isNew: boolean;
  /** What session tokens are signed with. */
  readonly signingKey: string;

  constructor(
    readonly name: string,
    stateDir: string,
  ) {
    this.file = new StateFile(stateDir, name);
    const state = this.file.read();
    this.isNew = state === undefined;
    this.version = state ? state.resourceVersion + VERSION_GAP : 1_000;
    this.signingKey = state?.signingKey ?? digestOf('key', name, Date.now());
    for (const record of state?.records ?? []) {
      this.records.set(record.application.metadata.name, record);
    }
  }

  /** Of the newest change: what LIST shows as its version. */
  get resourceVersion(): string {
    return String(this.version);
  }

  /** All applications, by name. */
  list(): AppRecord[] {
    return [...this.records.values()].sort((a, b) =>
      a.application.metadata.name < b.application.metadata.name ? -1 : 1,
    );
  }

  get(name: string): AppRecord | undefined {
    return this.records.get(name);
  }

  /** A new application under a uid of its own. */
  add(record: AppRecord): AppRecord {
    const { name } = record.application.metadata;
    const uid = uuidOf(
      this.name,
      name,
      record.application.metadata.creationTimestamp,
    );
    return this.commit('ADDED', withMetadata(record, { uid, generation: 0 }));
  }

  /** Changes an application, unless the change leaves it as it was. */
  update(
    name: string,
    change: (record: AppRecord) => AppRecord,
  ): AppRecord | undefined {
    const before = this.records.get(name);
    if (!before) return undefined;
    const after = change(before);
    if (after === before) return before;
    const visible =
      JSON.stringify(after.application) !== JSON.stringify(before.application);
    if (visible) return this.commit('MODIFIED', after);
    this.records.set(name, after);
    this.writeSoon();
    return after;
  }

  remove(name: string): void {
    const record = this.records.get(name);
    if (!record) return;
    this.version += 1;
    this.records.delete(name);
    this.writeSoon();
    this.announce(
      'DELETED',
      withMetadata(record, {
        resourceVersion: this.resourceVersion,
      }).application,
    );
  }

  /** What was done with its applications before the first start. */
  past(): InstancePast {
    return this.file.readPast();
  }

  /** Keeps it; there is only one past. */
  keepPast(past: InstancePast): void {
    this.file.writePast(past);
  }

  /** Calls the listener with every change; answers the way to stop. */
  onEvent(listener: (event: WatchEvent) => void): () => void {
    this.events.on('event', listener);
    return () => this.events.off('event', listener);
  }

  /** Writes what is unwritten. */
  flush(): void {
    clearTimeout(this.writing);
    this.writing = undefined;
    this.file.write({
      resourceVersion: this.version,
      signingKey: this.signingKey,
      records: this.list(),
    });
  }

  private commit(type: WatchEvent['type'], record: AppRecord): AppRecord {
    const { metadata } = record.application;
    this.version += 1;
    const next = withMetadata(record, {
      resourceVersion: this.resourceVersion,
      generation: metadata.generation + 1,
    });
    this.records.set(metadata.name, next);
    this.writeSoon();
    this.announce(type, next.application);
    return next;
  }

  private announce(type: WatchEvent['type'], application: Application): void {
    const event: WatchEvent = { type, application };
    this.events.emit('event', event);
  }

  private writeSoon(): void {
    this.writing ??= setTimeout(() => this.flush(), WRITE_DELAY);
  }
}

function withMetadata(
  record: AppRecord,
  change: Partial<Application['metadata']>,
): AppRecord {
  const { application } = record;
  return {
    ...record,
    application: {
      ...application,
      metadata: { ...application.metadata, ...change },
    },
  };
}
