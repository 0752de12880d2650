import { z } from 'zod';

/** One frame of a stream, or a sign of life. */
export interface Frame {
  /** Seconds since the stream was opened. */
  at: number;
  kind: 'event' | 'comment';
  /** What the line carried, parsed; absent for a comment. */
  value?: unknown;
}

/** A request and everything that came back: what both a recording and the sandbox can show. */
export interface Exchange {
  /** What was done, in the recordings' own words: both sides use the same. */
  name: string;
  request: {
    method: string;
    path: string;
    headers: Record<string, string>;
    body: unknown;
  };
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** Parsed where it is JSON, else text. */
  body: unknown;
  /** Only of a stream. */
  stream?: {
    raw: string;
    frames: Frame[];
    keepAliveSeconds: number;
  };
}

/** A truth about Argo CD that recordings and sandbox both have to show. */
export interface Assertion {
  title: string;
  /** Which exchanges it speaks of. */
  of(exchange: Exchange): boolean;
  /** Throws where it does not hold. */
  check(exchange: Exchange): void;
}

/** Frames as lines: `data: …` and `:` for an event stream, plain JSON otherwise. */
export function framesOf(raw: string, times: number[]): Frame[] {
  const lines = raw.split('\n').filter(line => line.trim() !== '');
  return lines.map((line, index) => {
    const at = times[index] ?? 0;
    if (line.startsWith(':')) return { at, kind: 'comment' };
    const text = line.replace(/^data: /, '').trim();
    const value: unknown = JSON.parse(text);
    return { at, kind: 'event', value };
  });
}

const phase = z.enum([
  'Running',
  'Terminating',
  'Succeeded',
  'Failed',
  'Error',
]);
const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
const code = z.enum([
  'Healthy',
  'Suspended',
  'Progressing',
  'Missing',
  'Degraded',
  'Unknown',
]);
const source = z.looseObject({
  repoURL: z.string(),
  path: z.string().optional(),
  targetRevision: z.string().optional(),
});
const operation = z.looseObject({
  sync: z
    .looseObject({
      revision: z.string().optional(),
      revisions: z.array(z.string()).optional(),
      prune: z.literal(true).optional(),
      dryRun: z.literal(true).optional(),
      source: source.optional(),
      resources: z.array(z.looseObject({ name: z.string() })).optional(),
      syncStrategy: z.looseObject({}).optional(),
    })
    .optional(),
  initiatedBy: z.looseObject({
    username: z.string().optional(),
    automated: z.boolean().optional(),
  }),
  retry: z.looseObject({}),
});
const result = z.looseObject({
  group: z.string(),
  version: z.string(),
  kind: z.string(),
  namespace: z.string(),
  name: z.string(),
  status: z.string().optional(),
  message: z.string(),
  hookType: z.string().optional(),
  hookPhase: z.string().optional(),
  syncPhase: z.string(),
  images: z.array(z.string()).optional(),
});

/** An Application, with what is always there required and the rest optional. */
export const wireApplication = z.looseObject({
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string(),
    uid: z.uuid(),
    resourceVersion: z.string().regex(/^\d+$/),
    generation: z.number(),
    creationTimestamp: instant,
    labels: z.record(z.string(), z.string()).optional(),
  }),
  spec: z.looseObject({
    source: source.optional(),
    sources: z.array(source).optional(),
    destination: z.looseObject({
      server: z.string().optional(),
      name: z.string().optional(),
      namespace: z.string().optional(),
    }),
    project: z.string(),
    syncPolicy: z.looseObject({}).optional(),
  }),
  status: z.looseObject({
    resources: z
      .array(
        z.looseObject({
          group: z.string().optional(),
          version: z.string(),
          kind: z.string(),
          namespace: z.string(),
          name: z.string(),
          status: z.enum(['Synced', 'OutOfSync']).optional(),
          health: z
            .looseObject({ status: code, message: z.string().optional() })
            .optional(),
          hook: z.literal(true).optional(),
          requiresPruning: z.literal(true).optional(),
        }),
      )
      .optional(),
    sync: z.looseObject({
      status: z.enum(['', 'Synced', 'OutOfSync', 'Unknown']),
      revision: z.string().optional(),
      comparedTo: z.looseObject({
        source,
        destination: z.looseObject({}),
      }),
    }),
    health: z.looseObject({
      status: code.optional(),
      lastTransitionTime: instant.optional(),
    }),
    history: z
      .array(
        z.looseObject({
          id: z.number().int().min(0),
          revision: z.string().optional(),
          revisions: z.array(z.string()).optional(),
          deployedAt: instant,
          deployStartedAt: instant,
          source,
          initiatedBy: z.looseObject({
            username: z.string().optional(),
            automated: z.boolean().optional(),
          }),
        }),
      )
      .min(1)
      .max(10)
      .optional(),
    conditions: z
      .array(
        z.looseObject({
          type: z.string(),
          message: z.string(),
          lastTransitionTime: instant,
        }),
      )
      .optional(),
    reconciledAt: instant.optional(),
    operationState: z
      .looseObject({
        operation,
        phase,
        message: z.string().optional(),
        startedAt: instant,
        finishedAt: instant.optional(),
        retryCount: z.number().optional(),
        syncResult: z
          .looseObject({
            revision: z.string(),
            source,
            resources: z.array(result).optional(),
          })
          .optional(),
      })
      .optional(),
    summary: z.looseObject({ images: z.array(z.string()).min(1).optional() }),
    sourceHydrator: z.looseObject({}),
  }),
  operation: operation.optional(),
});
export type WireApplication = z.infer<typeof wireApplication>;

const listBody = z.looseObject({
  metadata: z.looseObject({ resourceVersion: z.string().regex(/^\d+$/) }),
  items: z.array(z.unknown()).nullable(),
});
const frameBody = z.looseObject({
  result: z.looseObject({
    type: z.enum(['ADDED', 'MODIFIED', 'DELETED']),
    application: z.unknown(),
  }),
});

const pathOf = (exchange: Exchange) =>
  exchange.request.path.split('?')[0] ?? '';

/** Whether the query cuts the answer down to some fields. */
export const hasFields = (exchange: Exchange) =>
  exchange.request.path.includes('fields=');

export const isList = (exchange: Exchange) =>
  exchange.status === 200 &&
  pathOf(exchange) === '/api/v1/applications' &&
  exchange.request.method === 'GET';

export const isStream = (exchange: Exchange) =>
  pathOf(exchange) === '/api/v1/stream/applications' && exchange.status === 200;

const isOne = (exchange: Exchange) =>
  exchange.status === 200 &&
  exchange.request.method !== 'DELETE' &&
  /^\/api\/v1\/applications\/[^/]+(\/sync|\/rollback)?$/.test(pathOf(exchange));

export function listOf(exchange: Exchange): z.infer<typeof listBody> {
  return listBody.parse(exchange.body);
}

/** A frame of a watch with its application. */
export interface Seen {
  at: number;
  type: string;
  application: WireApplication;
}

/** The events of a stream, in order. */
export function seenIn(exchange: Exchange): Seen[] {
  return (exchange.stream?.frames ?? [])
    .filter(({ kind }) => kind === 'event')
    .map(({ at, value }) => {
      const { type, application } = frameBody.parse(value).result;
      return { at, type, application: wireApplication.parse(application) };
    });
}

/** Every whole Application that an exchange shows, wherever it stands. */
export function applicationsIn(exchange: Exchange): WireApplication[] {
  if (isStream(exchange)) {
    return hasFields(exchange)
      ? []
      : seenIn(exchange).map(seen => seen.application);
  }
  if (isList(exchange)) {
    if (hasFields(exchange)) return [];
    return (listOf(exchange).items ?? []).map(item =>
      wireApplication.parse(item),
    );
  }
  return isOne(exchange) ? [wireApplication.parse(exchange.body)] : [];
}

/** The one application of an answer. */
export const applicationOf = (exchange: Exchange) =>
  wireApplication.parse(exchange.body);

/** The exchanges of these names. */
export const named =
  (...names: string[]) =>
  (exchange: Exchange): boolean =>
    names.includes(exchange.name);
