import { z } from 'zod';
import {
  lenient,
  lenientArray,
  lenientFlag as flag,
  lenientNumber as number,
  lenientText as text,
  lenientTexts as texts,
  lenientTime as time,
} from './lenient';

/*
 * The parts of Argo CD's answers that matter before and after a person changes
 * something. The board's own reading of an Application is in wire.ts; it leaves
 * out most of this, as it is kept for every Application.
 */

const source = z.object({
  repoURL: text,
  path: text,
  targetRevision: text,
  chart: text,
  ref: text,
  helm: lenient(z.object({ valueFiles: texts })),
  directory: lenient(z.object({ recurse: flag })),
});

const resourceName = {
  group: text,
  kind: text,
  namespace: text,
  name: text,
};

const info = lenientArray(z.object({ name: text, value: text }));

const syncRequest = z.object({
  revision: text,
  revisions: texts,
  prune: flag,
  dryRun: flag,
  resources: lenientArray(z.object(resourceName)),
});

/** An Application, read before and after an operation on it. */
export const operableWireSchema = z.object({
  metadata: z.object({ name: z.string().min(1), uid: text }),
  spec: z.object({
    project: text,
    source: lenient(source),
    sources: lenientArray(source),
    syncPolicy: lenient(
      z.object({ automated: lenient(z.object({ enabled: flag })) }),
    ),
  }),
  /** Present from the request until the operation has ended. */
  operation: lenient(z.object({ sync: lenient(syncRequest) })),
  status: lenient(
    z.object({
      sync: lenient(
        z.object({ status: text, revision: text, revisions: texts }),
      ),
      history: lenientArray(
        z.object({
          id: number,
          deployStartedAt: time,
          deployedAt: time,
          revision: text,
          revisions: texts,
        }),
      ),
      operationState: lenient(
        z.object({
          phase: text,
          message: text,
          startedAt: time,
          finishedAt: time,
          retryCount: number,
          operation: lenient(
            z.object({
              sync: lenient(syncRequest),
              info,
              initiatedBy: lenient(
                z.object({ username: text, automated: flag }),
              ),
            }),
          ),
          syncResult: lenient(
            z.object({
              revision: text,
              revisions: texts,
              resources: lenientArray(
                z.object({
                  ...resourceName,
                  status: text,
                  message: text,
                  hookType: text,
                  hookPhase: text,
                }),
              ),
            }),
          ),
        }),
      ),
      resources: lenientArray(
        z.object({
          ...resourceName,
          status: text,
          health: lenient(z.object({ status: text })),
          requiresPruning: flag,
          hook: flag,
        }),
      ),
    }),
  ),
});
/** {@inheritDoc operableWireSchema} */
export type OperableWire = z.output<typeof operableWireSchema>;

const window = z.object({
  kind: z.enum(['allow', 'deny']),
  schedule: z.string(),
  duration: z.string(),
  manualSync: flag,
  timeZone: text,
});

/** The sync windows of an Application. Their time zones are in its project only. */
export const syncWindowsWireSchema = z.object({
  // Its absence means false, as everywhere in Argo CD's JSON.
  canSync: flag,
  activeWindows: lenientArray(window),
  assignedWindows: lenientArray(window),
});

/** The sync windows of a project. */
export const projectWireSchema = z.object({
  spec: lenient(z.object({ syncWindows: lenientArray(window) })),
});

/** What Git says, each resource as JSON in a text. */
export const manifestsWireSchema = z.object({ manifests: texts });
