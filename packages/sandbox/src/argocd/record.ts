import { z } from 'zod';
import { manifestsSchema, type ManifestObject } from './manifests';
import { applicationSchema } from './wire';

const objectSchema = manifestsSchema.shape.objects.element;
const healthSchema = z.object({
  status: z.enum([
    'Healthy',
    'Suspended',
    'Progressing',
    'Missing',
    'Degraded',
    'Unknown',
  ]),
  message: z.string().optional(),
});

/** How the workloads of an application will fare after they changed. */
const outcomeSchema = z.enum(['healthy', 'stuck', 'degraded']);
export type Outcome = z.infer<typeof outcomeSchema>;

const rolloutSchema = z.object({
  stage: z.enum(['waiting', 'observed', 'updating', 'draining']),
  /** Milliseconds since the epoch. */
  due: z.number(),
  workloads: z.array(z.string()),
  outcome: outcomeSchema,
  durationMs: z.number(),
  observeMs: z.number(),
});

export const failureSchema = z.object({
  /** The hook that does not succeed; absent where objects cannot be applied. */
  hook: z.string().optional(),
  /** What the cluster says. */
  reason: z.string(),
  /** Only the objects in it fail. */
  namespace: z.string().optional(),
  /** How many attempts fail. */
  times: z.number().int(),
});
/** Why an operation will not succeed, or not at once. */
export type Failure = z.infer<typeof failureSchema>;

const runSchema = z.object({
  stage: z.enum([
    'requested',
    'running',
    'blocked',
    'hooks',
    // What was applied has to become healthy before the hooks after it.
    'settle',
    'post-hooks',
    'backoff',
    'finish',
    'terminating',
    'compare',
    'reconcile',
  ]),
  /** Milliseconds since the epoch. */
  due: z.number(),
  target: manifestsSchema,
  /** What the cluster held when it began. */
  before: z.array(objectSchema).optional(),
  /** Why there are no manifests to apply. */
  error: z.string().optional(),
  /** The end of a sync window that holds it up, in milliseconds since the epoch. */
  blockedUntil: z.number().optional(),
  failure: failureSchema.optional(),
  outcome: outcomeSchema,
  rolloutMs: z.number(),
  hookMs: z.number(),
  /** What the real durations are multiplied by. */
  pace: z.number(),
});
/** An operation on its way, with what is still to come decided beforehand. */
export type Run = z.infer<typeof runSchema>;

const liveSchema = z.object({
  objects: z.array(objectSchema),
  hooks: z.array(z.object({ object: objectSchema, health: healthSchema })),
  /** Health of each workload, by its kind and name. */
  health: z.record(z.string(), healthSchema),
  /** Images of the pods that a rollout has not replaced yet. */
  oldImages: z.array(z.string()),
});
export type Live = z.infer<typeof liveSchema>;

/** An application, the cluster it lives in, and what is about to happen to both. */
export const recordSchema = z.object({
  application: applicationSchema,
  repository: z.string(),
  /** The ApplicationSet that made it; absent for one made by hand. */
  applicationSet: z.string().optional(),
  nextHistoryId: z.number().int(),
  desired: manifestsSchema.optional(),
  comparisonError: z.string().optional(),
  live: liveSchema.optional(),
  /** Its Argo CD has a health check for KubeVela Applications; it has none of its own. */
  judgesVela: z.boolean().optional(),
  run: runSchema.optional(),
  rollout: rolloutSchema.optional(),
  /** The revision that auto-sync tried last; it does not try the same one again. */
  attempted: z.string().optional(),
  /** Of the newest operation: no two may start in the same second, for that is what tells them apart. */
  lastStartedAt: z.string().optional(),
  /** The simulated people leave it as it is. */
  left: z.boolean().optional(),
});
export type AppRecord = z.infer<typeof recordSchema>;

/** Something that runs pods. */
export interface Workload {
  key: string;
  kind: string;
  name: string;
  namespace: string;
  image: string;
  replicas: number;
  /** KubeVela made it, and a Service in front of it. */
  rendered: boolean;
  service: boolean;
}

const WORKLOADS = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'CronJob',
]);

export function workloadsOf(object: ManifestObject): Workload[] {
  const own = object.images[0];
  if (own !== undefined && WORKLOADS.has(object.kind)) {
    return [
      {
        key: `${object.kind}/${object.name}`,
        kind: object.kind,
        name: object.name,
        namespace: object.namespace,
        image: own,
        replicas: object.replicas,
        rendered: false,
        service: false,
      },
    ];
  }
  return object.components.map(component => ({
    key: `${component.workload}/${component.name}`,
    kind: component.workload,
    name: component.name,
    namespace: object.namespace,
    image: component.image,
    replicas: component.replicas,
    rendered: true,
    service: component.service,
  }));
}

/** Objects that are not hooks. */
export const ordinary = (objects: ManifestObject[]) =>
  objects.filter(object => !object.hook);

export const sameObject = (
  a: Pick<ManifestObject, 'group' | 'kind' | 'namespace' | 'name'>,
  b: Pick<ManifestObject, 'group' | 'kind' | 'namespace' | 'name'>,
) =>
  a.group === b.group &&
  a.kind === b.kind &&
  a.namespace === b.namespace &&
  a.name === b.name;
