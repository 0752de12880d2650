import { BrokenJson, ItemSplitter, parseText } from '@michi/upstream-node';
import { keyOf, type ApplicationVersion } from '../../domain/observed';
import { toTold, type ModelContext, type Told } from '../toModel';
import {
  wireApplicationSchema,
  wireVersionSchema,
  wireWatchFrameSchema,
  type WireWatchError,
} from '../wire';

/*
 * From the text that Argo CD sends to our terms. Pure, and all that goes in and
 * out is data, so that it can happen in another thread.
 */

/** Of which Argo CD something is read, and what need not be read. */
export interface ReadingContext extends Omit<ModelContext, 'observedAt'> {
  /** Versions of Applications that are known, by {@link versionKey}. */
  known?: ReadonlySet<string>;
}

/** What elements of a list say. */
export interface ReadItems {
  told: Told[];
  /** The Applications in a version that is known, by their key. */
  unchanged: string[];
  /** For each Application that cannot be read: where it is not what it should be. */
  unreadable: string[];
}

/** What a whole list says. */
export interface ReadList extends ReadItems {
  /** The answer without its elements, which tells whether it is a list at all. */
  rest: unknown;
}

/** What a frame of a watch says. */
export type ReadFrame =
  | { type: 'changed'; told: Told }
  | { type: 'deleted'; namespace: string; name: string }
  /** Sent in the place of an event. */
  | { type: 'error'; error: WireWatchError }
  /** An Application that cannot be read: where it is not what it should be. */
  | { type: 'unreadable'; place: string };

const nothing = (): ReadItems => ({
  told: [],
  unchanged: [],
  unreadable: [],
});

/** A whole list, from what its parts say. */
export function joined(parts: readonly ReadItems[], rest: unknown): ReadList {
  return {
    told: parts.flatMap(({ told }) => told),
    unchanged: parts.flatMap(({ unchanged }) => unchanged),
    unreadable: parts.flatMap(({ unreadable }) => unreadable),
    rest,
  };
}

/** Names one version of one Application. */
export function versionKey(version: ApplicationVersion): string {
  return `${keyOf(version)} ${version.uid} ${version.resourceVersion}`;
}

function readApplication(
  value: unknown,
  context: ModelContext,
): { told: Told } | { place: string } {
  const { success, data, error } = wireApplicationSchema.safeParse(value);
  return success
    ? { told: toTold(data, context) }
    : { place: error.issues[0]?.path.join('.') ?? '' };
}

/** Reads a list from the pieces of its text; no more of it is held than one element. */
export class ListReader {
  readonly #splitter = new ItemSplitter('items', text => {
    const item = parseText(text.toString());
    if (item === undefined) throw new BrokenJson();
    this.#item(item);
  });
  #read = nothing();
  #observedAt = '';

  constructor(private readonly context: ReadingContext) {}

  /**
   * What the elements say that this piece completes.
   *
   * @throws BrokenJson
   */
  write(piece: Buffer, observedAt: string): ReadItems {
    this.#observedAt = observedAt;
    this.#splitter.write(piece);
    return this.#taken();
  }

  /**
   * The answer without its elements, and those that were not found before, as the
   * array's key was written in another way than anybody writes it.
   *
   * @throws BrokenJson
   */
  end(): { items: ReadItems; rest: unknown } {
    const rest = parseText(this.#splitter.rest());
    if (typeof rest === 'object' && rest !== null && 'items' in rest) {
      if (Array.isArray(rest.items)) rest.items.forEach(one => this.#item(one));
    }
    return { items: this.#taken(), rest };
  }

  #taken(): ReadItems {
    const read = this.#read;
    this.#read = nothing();
    return read;
  }

  #item(item: unknown): void {
    const version = wireVersionSchema.safeParse(item).data?.metadata;
    if (version && this.context.known?.has(versionKey(version))) {
      this.#read.unchanged.push(keyOf(version));
      return;
    }
    const one = readApplication(item, {
      ...this.context,
      observedAt: this.#observedAt,
    });
    if ('told' in one) this.#read.told.push(one.told);
    else this.#read.unreadable.push(one.place);
  }
}

/**
 * Undefined where it is no frame of a watch.
 *
 * @throws BrokenJson
 */
export function readFrame(
  text: string,
  context: ModelContext,
): ReadFrame | undefined {
  const frame = wireWatchFrameSchema.safeParse(parseText(text)).data;
  if (!frame) {
    return undefined;
  }
  if ('error' in frame) {
    return { type: 'error', error: frame.error };
  }
  const { type, application } = frame.result;
  const one = readApplication(application, context);
  if ('place' in one) {
    return { type: 'unreadable', place: one.place };
  }
  const { namespace, name } = one.told.application;
  return type === 'DELETED'
    ? { type: 'deleted', namespace, name }
    : { type: 'changed', told: one.told };
}
