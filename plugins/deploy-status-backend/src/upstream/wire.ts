import { z } from 'zod';
import { storable } from '../domain/storable';
import {
  anything,
  lenient,
  lenientArray,
  lenientFlag as flag,
  lenientNumber as number,
  lenientText as text,
  lenientTexts as texts,
  lenientTime as time,
} from './lenient';

/*
 * What Argo CD sends, as far as we read it. Everything but an Application's
 * name may be absent, null or of a kind we do not know: such a value counts as
 * absent, so that one odd field never hides the rest of an Application.
 */

// Whole, as the rest of it tells one source from another.
const source = z.looseObject({ repoURL: text, chart: text });
const health = z.object({ status: text, message: text });
const applicationHealth = health.extend({ lastTransitionTime: time });
const initiatedBy = z.object({ username: text, automated: flag });

/** An entry of an Application's history. */
export const wireHistoryEntrySchema = z.compile(
  z.object({
    id: number,
    revision: text,
    revisions: texts,
    deployStartedAt: time,
    deployedAt: time,
    source: lenient(source),
    sources: lenientArray(source),
    initiatedBy: lenient(initiatedBy),
  }),
);

const keptSource = z.object({ repoURL: anything, chart: anything });

/**
 * What is kept of a history until somebody asks for it, which is seldom, while each
 * event brings all of it. Not yet looked at closely, and without the whole of its
 * sources, which hold every value of a chart.
 */
export const wireKeptHistorySchema = z.compile(
  lenientArray(
    z.object({
      id: anything,
      revision: anything,
      revisions: anything,
      deployStartedAt: anything,
      deployedAt: anything,
      source: lenient(keptSource),
      sources: lenientArray(keptSource),
      initiatedBy: anything,
    }),
  ),
);

const syncResource = z.object({
  group: text,
  kind: text,
  namespace: text,
  name: text,
  status: text,
  message: text,
  hookType: text,
  hookPhase: text,
  images: texts,
});

const operationState = z.object({
  phase: text,
  message: text,
  startedAt: time,
  finishedAt: time,
  retryCount: number,
  operation: lenient(
    z.object({
      initiatedBy: lenient(initiatedBy),
      sync: lenient(
        z.object({
          revision: text,
          revisions: texts,
          dryRun: flag,
          prune: flag,
          syncOptions: texts,
          /** Where only some resources are synced. */
          resources: lenientArray(
            z.object({ group: text, kind: text, namespace: text, name: text }),
          ),
        }),
      ),
      info: lenientArray(z.object({ name: text, value: text })),
    }),
  ),
  syncResult: lenient(
    z.object({
      revision: text,
      revisions: texts,
      source: lenient(source),
      sources: lenientArray(source),
      resources: lenientArray(syncResource),
    }),
  ),
});

const resource = z.object({
  group: text,
  kind: text,
  namespace: text,
  name: text,
  status: text,
  health: lenient(health),
  hook: flag,
});

/** An Application object. */
export const wireApplicationSchema = z.compile(
  z.object({
    metadata: z.object({
      name: z.string().min(1),
      namespace: text,
      uid: text,
      resourceVersion: text,
      labels: lenient(z.record(z.string(), z.string().transform(storable))),
    }),
    spec: lenient(
      z.object({
        project: text,
        source: lenient(source),
        sources: lenientArray(source),
        destination: lenient(z.object({ name: text, server: text })),
        syncPolicy: lenient(
          z.object({ automated: lenient(z.object({ enabled: flag })) }),
        ),
      }),
    ),
    /** Asked for or under way. */
    operation: lenient(z.object({ sync: lenient(z.object({ dryRun: flag })) })),
    status: lenient(
      z.object({
        health: lenient(applicationHealth),
        sync: lenient(
          z.object({ status: text, revision: text, revisions: texts }),
        ),
        reconciledAt: time,
        history: lenientArray(z.looseObject({})),
        operationState: lenient(operationState),
        resources: lenientArray(resource),
        conditions: lenientArray(z.object({ type: text, message: text })),
        summary: lenient(z.object({ images: texts })),
        controllerNamespace: text,
      }),
    ),
  }),
);
/** {@inheritDoc wireApplicationSchema} */
export type WireApplication = z.output<typeof wireApplicationSchema>;
/** {@inheritDoc wireApplicationSchema} */
export type WireHistoryEntry = z.output<typeof wireHistoryEntrySchema>;
/** {@inheritDoc wireApplicationSchema} */
export type WireOperationState = z.output<typeof operationState>;
/** {@inheritDoc wireApplicationSchema} */
export type WireInitiatedBy = z.output<typeof initiatedBy>;
/** {@inheritDoc wireApplicationSchema} */
export type WireSource = z.output<typeof source>;

/** An Application object, as far as it says which state of it this is. */
export const wireVersionSchema = z.compile(
  z.object({
    metadata: z.object({
      name: z.string(),
      namespace: z.string(),
      uid: z.string(),
      resourceVersion: z.string(),
    }),
  }),
);

/**
 * An item is parsed by itself: one that cannot be used leaves the others alone.
 * `items` is null where there are none, but a page that is no list at all has
 * neither `items` nor `metadata`.
 */
export const wireListSchema = z
  .looseObject({
    items: z.array(z.unknown()).nullish(),
    metadata: z.unknown().optional(),
  })
  .refine(list => 'items' in list || 'metadata' in list, {
    error: 'neither items nor metadata',
  })
  .transform(list => list.items ?? []);

/** One frame of the watch: an event, or an error in its place. */
export const wireWatchFrameSchema = z.compile(
  z.union([
    z.object({
      result: z.object({ type: z.string(), application: z.unknown() }),
    }),
    z.object({
      error: z.looseObject({
        message: text,
        http_code: number,
        grpc_code: number,
      }),
    }),
  ]),
);

/** {@inheritDoc wireWatchFrameSchema} */
export type WireWatchError = Extract<
  z.output<typeof wireWatchFrameSchema>,
  { error: unknown }
>['error'];

/** The answer to a sign-in. */
export const wireSessionSchema = z.object({ token: z.string().min(1) });
