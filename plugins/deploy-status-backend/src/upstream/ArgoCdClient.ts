import type { LoggerService } from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import {
  createUpstream,
  isUpstreamError,
  type Upstream,
  type UpstreamRequest,
} from '@michi/upstream-node';
import { z } from 'zod';
import type { ArgoCdInstanceConfig } from '../config';
import {
  type ApplicationName,
  type Listing,
  type Observation,
  type RevisionMetadata,
  type SourceRevision,
  type WatchEvent,
} from '../domain/observed';
import { revisionKind } from '../domain/revisionKind';
import type { ArgoCd, WatchListener } from './ArgoCd';
import { REVISION_ANSWERS } from './revisionAnswers';
import { createSession, secretsOf, type ArgoCdSession } from './session';
import { versionKey, type ReadFrame } from './reading/read';
import type { Reader, Reading } from './reading/Reader';
import { readInPlace } from './reading/readInPlace';
import { toModel, toObservation } from './toModel';
import { unhurried } from './unhurried';
import { watchError } from './watchError';
import { wireApplicationSchema, wireListSchema } from './wire';

/** A frame that was read as one. */
const readFrameSchema = z.custom<ReadFrame>(frame => frame !== undefined);

const SYSTEM = 'argocd';
/** A list that stands still is given up long before. */
const LIST_DEADLINE_MS = 5 * 60_000;
/** 5,000 Applications are about 100 MB. */
const LIST_MAX_BYTES = 512 * 1024 * 1024;
/** Keep-alives come every 15 s, once the watch is open. */
const WATCH_IDLE_MS = 45_000;
const PROBE_DEADLINE_MS = 6_000;
/** It does not matter whether an Application has it. */
const PROBE_NAME = 'is-anybody-there';
/** Short, as an instance that is followed is tried again with growing pauses anyway. */
const CIRCUIT = { failures: 5, resetMs: 3_000 };
/**
 * Argo CD answers 500 for a revision that it cannot read, 501 for a kind of
 * revision that it does not know, and 503 while its repo-server is away: no
 * reason to leave it alone in other things.
 */
const UNREADABLE_REVISION = [500, 501, 503];

/**
 * {@link ArgoCd} over its REST API. In one file, as all its calls share the session
 * and how it is renewed.
 */
export class ArgoCdClient implements ArgoCd {
  static create(
    config: ArgoCdInstanceConfig,
    options: {
      logger: LoggerService;
      metrics?: MetricsService;
      now?: () => number;
      deadlineMs?: number;
      /** What makes our terms of lists and events. Default: this thread. */
      reader?: Reader;
    },
  ): ArgoCdClient {
    const now = options.now ?? Date.now;
    const shared = {
      name: config.name,
      system: SYSTEM,
      baseUrl: config.url,
      ca: config.ca,
      logger: options.logger,
      metrics: options.metrics,
      deadlineMs: options.deadlineMs,
      secrets: secretsOf(config.credentials),
      circuit: CIRCUIT,
      now,
    };
    const login = createUpstream(shared);
    const session = createSession(config.credentials, login, now);
    const api = createUpstream({ ...shared, headers: () => session.headers() });
    return new ArgoCdClient({
      config,
      api,
      login,
      session,
      reader: options.reader ?? readInPlace,
      logger: options.logger,
      now,
      probeMs: Math.min(PROBE_DEADLINE_MS, options.deadlineMs ?? Infinity),
    });
  }

  readonly #api: Upstream;

  private constructor(
    private readonly parts: {
      config: ArgoCdInstanceConfig;
      api: Upstream;
      /** Without the session, which it begins. */
      login: Upstream;
      session: ArgoCdSession;
      reader: Reader;
      logger: LoggerService;
      now: () => number;
      probeMs: number;
    },
  ) {
    this.#api = parts.api;
  }

  async list(
    signal: AbortSignal,
    { known, isAwaited, onRow }: Parameters<ArgoCd['list']>[1],
  ): Promise<Listing> {
    return this.#signedIn(async () => {
      const reading = await this.#open(new Set(Array.from(known, versionKey)));
      const listing: Listing = { rows: [], unchanged: new Set() };
      const read = async (body: AsyncIterable<Buffer>): Promise<unknown> => {
        const pieces = isAwaited ? body : unhurried(body, signal);
        const list = await reading.list(
          pieces,
          () => this.#at(),
          ({ told }) => told.forEach(one => onRow?.(one.application)),
        );
        list.unreadable.forEach(place => this.#leaveOut(place));
        listing.rows = list.told.map(toObservation);
        listing.unchanged = new Set(list.unchanged);
        return list.rest;
      };
      try {
        await this.#api.request({
          path: 'api/v1/applications',
          schema: wireListSchema,
          // A list may be larger than all that is kept of it by far.
          large: { read },
          deadlineMs: LIST_DEADLINE_MS,
          // Whoever follows the instance tries again, at a pace that it can bear.
          idempotent: false,
          maxBytes: LIST_MAX_BYTES,
          signal,
        });
        return listing;
      } finally {
        reading.close();
      }
    });
  }

  async *watch(
    signal: AbortSignal,
    listener: WatchListener,
  ): AsyncGenerator<WatchEvent, void, undefined> {
    const generation = this.parts.session.generation();
    const reading = await this.#open();
    // A frame that is being read must not hold up what has ended.
    signal.addEventListener('abort', () => reading.close(), { once: true });
    const frames = this.#api.stream({
      path: 'api/v1/stream/applications',
      // Without the initial rows, which the list brings.
      query: { resourceVersion: 0 },
      accept: 'text/event-stream',
      parse: text => reading.frame(text, this.#at()),
      schema: readFrameSchema,
      idleTimeoutMs: WATCH_IDLE_MS,
      // Argo CD sends the headers together with the first event, and keep-alives
      // only after that; a quiet instance may take minutes.
      openTimeoutMs: 0,
      signal,
      ...listener,
      onInvalidFrame: error =>
        this.parts.logger.warn(
          `A frame of the watch of Argo CD '${this.parts.config.name}' is left out`,
          error,
        ),
    });
    try {
      for await (const frame of frames) {
        switch (frame.type) {
          case 'changed':
            yield { type: 'changed', observation: toObservation(frame.told) };
            break;
          case 'deleted':
            yield frame;
            break;
          case 'unreadable':
            this.#leaveOut(frame.place);
            break;
          default:
            throw watchError(
              { system: SYSTEM, instance: this.parts.config.name },
              frame.error,
            );
        }
      }
    } catch (error) {
      if (isUpstreamError(error, 'unauthorized')) {
        this.parts.session.renew(generation);
      }
      throw error;
    } finally {
      reading.close();
    }
  }

  async get(
    of: ApplicationName & { project: string },
    signal: AbortSignal,
  ): Promise<Observation> {
    const application = await this.#signedIn(() =>
      this.#api.request({
        path: ['api', 'v1', 'applications', of.name],
        // Without the project, a missing Application is answered with 403.
        query: { appNamespace: of.namespace, project: of.project },
        schema: wireApplicationSchema,
        signal,
      }),
    );
    return toModel(application, {
      ...this.#context(),
      observedAt: this.#at(),
    });
  }

  async revisionMetadata(
    of: ApplicationName & { project: string },
    revision: SourceRevision,
    signal: AbortSignal,
  ): Promise<RevisionMetadata> {
    const { resource, schema } =
      REVISION_ANSWERS[revisionKind(revision) ?? 'commit'];
    return this.#signedIn(() =>
      this.#api.request({
        path: [
          'api',
          'v1',
          'applications',
          of.name,
          'revisions',
          revision.id,
          resource,
        ],
        query: {
          appNamespace: of.namespace,
          project: of.project,
          sourceIndex: revision.sourceIndex,
          versionId: revision.historyId,
        },
        schema,
        tolerates: UNREADABLE_REVISION,
        signal,
      }),
    );
  }

  async probe(signal: AbortSignal): Promise<void> {
    await this.#signedIn(() =>
      this.#api.request({
        path: 'api/v1/applications',
        // Argo CD looks at names before it asks for each Application whether we
        // may see it, so that this costs it next to nothing.
        query: { name: PROBE_NAME, fields: 'metadata.resourceVersion' },
        schema: z.unknown(),
        deadlineMs: this.parts.probeMs,
        signal,
      }),
    );
  }

  async close(): Promise<void> {
    await Promise.all([this.#api.close(), this.parts.login.close()]);
  }

  /** One call, signed in: for the operations, which have a file of their own. */
  request<T>(request: UpstreamRequest<T>): Promise<T> {
    return this.#signedIn(() => this.#api.request(request));
  }

  /**
   * Makes a call again with a new token, where one can be had. What was refused
   * with 401 was not done, so this holds for changes too.
   */
  async #signedIn<T>(call: () => Promise<T>): Promise<T> {
    const { session } = this.parts;
    const generation = session.generation();
    try {
      return await call();
    } catch (error) {
      if (isUpstreamError(error, 'unauthorized') && session.renew(generation)) {
        return call();
      }
      throw error;
    }
  }

  /** By the clock of whoever looks at a page, which may not be that of the thread that reads. */
  #at(): string {
    return new Date(this.parts.now()).toISOString();
  }

  #context() {
    const { name: instance, frontendUrl } = this.parts.config;
    return { instance, frontendUrl };
  }

  #open(known?: ReadonlySet<string>): Promise<Reading> {
    return this.parts.reader.open({
      ...this.#context(),
      ...(known && { known }),
    });
  }

  #leaveOut(place: string): void {
    this.parts.logger.warn(
      `Argo CD '${this.parts.config.name}' tells of an Application that cannot be read; it is left out`,
      { issue: place },
    );
  }
}
