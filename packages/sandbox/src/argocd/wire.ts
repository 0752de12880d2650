import { z } from 'zod';

/**
 * What this Argo CD keeps and emits, in Argo CD's own names and in the order
 * of its own output. Times are RFC 3339 in UTC without fractions, as
 * Kubernetes writes them.
 */
const time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

const sourceSchema = z.object({
  repoURL: z.string(),
  path: z.string().optional(),
  targetRevision: z.string().optional(),
});
export type Source = z.infer<typeof sourceSchema>;

const destinationSchema = z.object({
  server: z.string().optional(),
  name: z.string().optional(),
  namespace: z.string().optional(),
});

const retrySchema = z.object({
  limit: z.number().int().optional(),
  backoff: z
    .object({
      duration: z.string().optional(),
      factor: z.number().optional(),
      maxDuration: z.string().optional(),
    })
    .optional(),
});

const syncPolicySchema = z.object({
  automated: z
    .object({
      prune: z.boolean().optional(),
      selfHeal: z.boolean().optional(),
      allowEmpty: z.boolean().optional(),
    })
    .optional(),
  syncOptions: z.array(z.string()).optional(),
  retry: retrySchema.optional(),
});

export const specSchema = z.object({
  source: sourceSchema,
  destination: destinationSchema,
  project: z.string(),
  syncPolicy: syncPolicySchema.optional(),
  revisionHistoryLimit: z.number().int().optional(),
});

const initiatedBySchema = z.object({
  username: z.string().optional(),
  automated: z.boolean().optional(),
});
export type InitiatedBy = z.infer<typeof initiatedBySchema>;

const resourceRefSchema = z.object({
  group: z.string().optional(),
  kind: z.string(),
  name: z.string(),
  namespace: z.string().optional(),
});

const operationSchema = z.object({
  sync: z.object({
    revision: z.string(),
    prune: z.boolean().optional(),
    dryRun: z.boolean().optional(),
    syncStrategy: z
      .object({
        apply: z.object({ force: z.boolean().optional() }).optional(),
        hook: z.object({ force: z.boolean().optional() }).optional(),
      })
      .optional(),
    resources: z.array(resourceRefSchema).optional(),
    source: sourceSchema,
  }),
  initiatedBy: initiatedBySchema,
  info: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
  retry: retrySchema,
});
export type Operation = z.infer<typeof operationSchema>;

export const HEALTH = [
  'Healthy',
  'Suspended',
  'Progressing',
  'Missing',
  'Degraded',
  'Unknown',
] as const;
const healthCodeSchema = z.enum(HEALTH);
export type HealthCode = z.infer<typeof healthCodeSchema>;

const resourceHealthSchema = z.object({
  status: healthCodeSchema,
  message: z.string().optional(),
});
export type ResourceHealth = z.infer<typeof resourceHealthSchema>;

const resourceStatusSchema = z.object({
  group: z.string().optional(),
  version: z.string(),
  kind: z.string(),
  namespace: z.string(),
  name: z.string(),
  status: z.enum(['Synced', 'OutOfSync']).optional(),
  health: resourceHealthSchema.optional(),
  hook: z.boolean().optional(),
  requiresPruning: z.boolean().optional(),
});
export type ResourceStatus = z.infer<typeof resourceStatusSchema>;

const resourceResultSchema = z.object({
  group: z.string(),
  version: z.string(),
  kind: z.string(),
  namespace: z.string(),
  name: z.string(),
  status: z.enum(['Synced', 'SyncFailed', 'Pruned', 'PruneSkipped']).optional(),
  message: z.string(),
  hookType: z.enum(['PreSync', 'Sync', 'PostSync', 'SyncFail']).optional(),
  hookPhase: z.enum(['Running', 'Succeeded', 'Failed', 'Error', 'Terminating']),
  syncPhase: z.enum(['PreSync', 'Sync', 'PostSync', 'SyncFail']),
  images: z.array(z.string()).optional(),
});
export type ResourceResult = z.infer<typeof resourceResultSchema>;

export const PHASES = [
  'Running',
  'Terminating',
  'Succeeded',
  'Failed',
  'Error',
] as const;

const operationStateSchema = z.object({
  operation: operationSchema,
  phase: z.enum(PHASES),
  message: z.string().optional(),
  syncResult: z
    .object({
      resources: z.array(resourceResultSchema).optional(),
      revision: z.string(),
      source: sourceSchema,
    })
    .optional(),
  startedAt: time,
  finishedAt: time.optional(),
  retryCount: z.number().int().optional(),
});
export type OperationState = z.infer<typeof operationStateSchema>;

const historyEntrySchema = z.object({
  revision: z.string(),
  deployedAt: time,
  id: z.number().int().min(0),
  source: sourceSchema,
  deployStartedAt: time,
  initiatedBy: initiatedBySchema,
});

const conditionSchema = z.object({
  type: z.string(),
  message: z.string(),
  lastTransitionTime: time,
});
export type Condition = z.infer<typeof conditionSchema>;

const syncStatusSchema = z.object({
  status: z.enum(['', 'Synced', 'OutOfSync', 'Unknown']),
  comparedTo: z.object({
    source: sourceSchema,
    destination: destinationSchema,
  }),
  revision: z.string().optional(),
});

const statusSchema = z.object({
  resources: z.array(resourceStatusSchema).optional(),
  sync: syncStatusSchema,
  health: z.object({
    status: healthCodeSchema.optional(),
    lastTransitionTime: time.optional(),
  }),
  history: z.array(historyEntrySchema).optional(),
  conditions: z.array(conditionSchema).optional(),
  reconciledAt: time.optional(),
  operationState: operationStateSchema.optional(),
  sourceType: z.string().optional(),
  summary: z.object({ images: z.array(z.string()).optional() }),
  resourceHealthSource: z.string().optional(),
  controllerNamespace: z.string().optional(),
  sourceHydrator: z.object({}),
});

/** An `argoproj.io/v1alpha1` Application as GET and the watch show it. */
export const applicationSchema = z.object({
  metadata: z.object({
    name: z.string(),
    namespace: z.string(),
    uid: z.uuid(),
    resourceVersion: z.string(),
    generation: z.number().int(),
    creationTimestamp: time,
    labels: z.record(z.string(), z.string()).optional(),
    annotations: z.record(z.string(), z.string()).optional(),
    ownerReferences: z
      .array(
        z.object({
          apiVersion: z.string(),
          kind: z.string(),
          name: z.string(),
          uid: z.string(),
          controller: z.boolean(),
          blockOwnerDeletion: z.boolean(),
        }),
      )
      .optional(),
  }),
  spec: specSchema,
  status: statusSchema,
  operation: operationSchema.optional(),
});
export type Application = z.infer<typeof applicationSchema>;

/** What the watch says of an application. */
export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  application: Application;
}

/** A point in time as Kubernetes writes it. */
export function kubeTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** The application with its keys in Argo CD's order; fails where it is not one. */
export function present(application: Application): Application {
  return applicationSchema.parse(application);
}

/** As LIST shows it: since 3.0 without the health of each resource, but for what was never created. */
export function presentInList(application: Application): Application {
  const { resources, ...status } = application.status;
  const created = (application.status.history ?? []).length > 0;
  return present({
    ...application,
    status: {
      ...status,
      resources: resources?.map(({ health, ...resource }) =>
        !created && health?.status === 'Missing'
          ? { ...resource, health }
          : resource,
      ),
    },
  });
}
