import type {
  ApplicationName,
  ApplicationVersion,
  Listing,
  Observation,
  ObservedApplication,
  RevisionMetadata,
  SourceRevision,
  WatchEvent,
} from '../domain/observed';

/** Told while a watch lives. */
export interface WatchListener {
  /** The server has answered; from here on no event is missed. */
  onOpen(): void;
  /** Anything arrived, keep-alives included. */
  onActivity(): void;
}

/** The calls that deploy status makes to one Argo CD. */
export interface ArgoCd {
  /**
   * Every Application the account may see. Of those in a version that is known
   * nothing else is read, which is most of the work. A list that nobody waits for
   * takes its time, so that who asks for a page does not wait.
   *
   * @param options.onRow - told of Applications as they arrive; the list that they are of may still fail
   */
  list(
    signal: AbortSignal,
    options: {
      known: readonly ApplicationVersion[];
      isAwaited: boolean;
      onRow?: (application: ObservedApplication) => void;
    },
  ): Promise<Listing>;
  /** Changes from now on. Ends when the server ends it. */
  watch(
    signal: AbortSignal,
    listener: WatchListener,
  ): AsyncIterable<WatchEvent>;
  /** One Application with the health of its resources, which a list leaves out. */
  get(
    of: ApplicationName & { project: string },
    signal: AbortSignal,
  ): Promise<Observation>;
  revisionMetadata(
    of: ApplicationName & { project: string },
    revision: SourceRevision,
    signal: AbortSignal,
  ): Promise<RevisionMetadata>;
  /** Asks for as little as possible, to learn whether the API answers us. */
  probe(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}
