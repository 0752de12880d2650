import { z } from 'zod';

/*
 * Our model of what runs where. It is never an upstream's shape: a value that
 * an upstream adds tomorrow arrives here as `Unknown`, not as a crash.
 */

/** ISO 8601 with an offset. */
export const timestamp = z.iso.datetime({ offset: true });

/** Argo CD's health of an Application. `Unknown` also stands for values we do not know yet. */
export const healthSchema = z.enum([
  'Healthy',
  'Progressing',
  'Suspended',
  'Degraded',
  'Missing',
  'Unknown',
]);
/** {@inheritDoc healthSchema} */
export type Health = z.output<typeof healthSchema>;

/** Whether what runs is what Git says. */
export const syncSchema = z.enum(['Synced', 'OutOfSync', 'Unknown']);
/** {@inheritDoc syncSchema} */
export type Sync = z.output<typeof syncSchema>;

/** How far a sync operation has come; the last three are its possible ends. */
export const phaseSchema = z.enum([
  'Running',
  'Terminating',
  'Succeeded',
  'Failed',
  'Error',
  'Unknown',
]);
/** {@inheritDoc phaseSchema} */
export type Phase = z.output<typeof phaseSchema>;

/** A container image as it is written in the manifest. */
export const imageSchema = z
  .object({
    /** Without tag and digest: `ghcr.io/hanabi/blog-api`. */
    name: z.string(),
    tag: z.string().optional(),
    digest: z.string().optional(),
  })
  .meta({ id: 'Image' });
/** {@inheritDoc imageSchema} */
export type Image = z.output<typeof imageSchema>;

/** A commit, or a version of a chart or an artefact, as far as Argo CD could read it. `author` and `message` arrive a moment after the id. */
export const revisionSchema = z
  .object({
    /** A commit SHA, a chart version or an OCI digest. */
    id: z.string(),
    /** Of the commit or the artefact; those who maintain the chart. */
    author: z.string().optional(),
    /** The first line of the commit message, or of how the chart or the artefact describes itself. */
    message: z.string().optional(),
    /** Of commits only. */
    committedAt: timestamp.optional(),
    /** The commit's page on the Git host, where that host is known. */
    url: z.string().optional(),
  })
  .meta({ id: 'Revision' });
/** {@inheritDoc revisionSchema} */
export type Revision = z.output<typeof revisionSchema>;

/** A hook of a sync operation, such as a migration before it or a test after it. */
export const hookResultSchema = z
  .object({
    kind: z.string(),
    namespace: z.string().optional(),
    name: z.string(),
    /** When it runs. `Unknown` for kinds of hooks that we do not know yet. */
    type: z.enum([
      'PreSync',
      'Sync',
      'PostSync',
      'SyncFail',
      'PreDelete',
      'PostDelete',
      'Skip',
      'Unknown',
    ]),
    phase: phaseSchema,
    message: z.string().optional(),
  })
  .meta({ id: 'HookResult' });
/** {@inheritDoc hookResultSchema} */
export type HookResult = z.output<typeof hookResultSchema>;

/** One sync operation: the running one, or the last one that ended. */
export const operationSchema = z
  .object({
    phase: phaseSchema,
    startedAt: timestamp,
    /** Absent while it runs, and during a retry's back-off. */
    finishedAt: timestamp.optional(),
    /** A user name, or `automated` for auto-sync. */
    startedBy: z.string().optional(),
    automated: z.boolean(),
    /** How often Argo CD tried again; 0 for the first attempt. */
    retries: z.int().nonnegative(),
    message: z.string().optional(),
    /** The entity of the person who asked for it through the portal, where the portal's own record says so: `user:default/yuki.sato`. */
    requestedBy: z.string().optional(),
    /** What that person gave as the reason. */
    reason: z.string().optional(),
    /** The idempotency key of that request. */
    requestId: z.string().optional(),
    /** Hooks that ran so far, in the order in which Argo CD tells them. */
    hooks: z.array(hookResultSchema),
    /** How many of the resources are applied; absent where Argo CD has not begun to. */
    progress: z
      .object({ done: z.int().nonnegative(), total: z.int().nonnegative() })
      .optional(),
  })
  .meta({ id: 'Operation' });
/** {@inheritDoc operationSchema} */
export type Operation = z.output<typeof operationSchema>;

/** A resource of an Application that is not as it should be. */
export const resourceTroubleSchema = z
  .object({
    /** Empty for Kubernetes' core group. */
    group: z.string(),
    kind: z.string(),
    namespace: z.string().optional(),
    name: z.string(),
    health: healthSchema.optional(),
    sync: syncSchema.optional(),
    message: z.string().optional(),
  })
  .meta({ id: 'ResourceTrouble' });
/** {@inheritDoc resourceTroubleSchema} */
export type ResourceTrouble = z.output<typeof resourceTroubleSchema>;

/**
 * How we stand with an Argo CD instance.
 *
 * - `connected`: its watch stream is open and listed; what we show is live.
 * - `connecting`: we have not heard from it since we started.
 * - `unreachable`: no answer; we try again with growing pauses.
 * - `unauthorized`: it refuses our credentials; a person must act.
 */
export const connectionSchema = z.enum([
  'connected',
  'connecting',
  'unreachable',
  'unauthorized',
]);
/** {@inheritDoc connectionSchema} */
export type Connection = z.output<typeof connectionSchema>;

/** Why there is no connection to an Argo CD instance, for an interface to translate. */
export const connectionProblemSchema = z.enum([
  'timeout',
  'network',
  'unauthorized',
  'forbidden',
  'not-found',
  'rejected',
  'rate-limited',
  'server',
  'malformed',
  'circuit-open',
  'unknown',
]);
/** {@inheritDoc connectionProblemSchema} */
export type ConnectionProblem = z.output<typeof connectionProblemSchema>;

/** A configured Argo CD instance and how we stand with it. */
export const instanceSchema = z
  .object({
    name: z.string(),
    /** From the instance's labels; the instance's name where it has none. */
    environment: z.string(),
    region: z.string().optional(),
    cluster: z.string().optional(),
    /** True where changes need more: a reason, the environment's name typed, and a permission of their own. */
    protected: z.boolean(),
    connection: connectionSchema,
    /** The last time that it told us anything; absent if it never did. */
    lastContactAt: timestamp.optional(),
    /** Why there is no connection, in words for a person, without secrets. */
    problem: z.string().optional(),
    /** The same as a word that an interface translates. */
    problemKind: connectionProblemSchema.optional(),
    /** When the next attempt starts, while there is no connection. */
    nextAttemptAt: timestamp.optional(),
  })
  .meta({ id: 'Instance' });
/** {@inheritDoc instanceSchema} */
export type Instance = z.output<typeof instanceSchema>;

/** One Argo CD Application: what runs in one environment. */
export const applicationSchema = z
  .object({
    instance: z.string(),
    environment: z.string(),
    /** Of the Application object, not of the workload. */
    namespace: z.string(),
    name: z.string(),
    uid: z.string(),
    project: z.string(),
    health: healthSchema,
    healthMessage: z.string().optional(),
    sync: syncSchema,
    /** True where it is out of sync although Git still has what was deployed: something was changed in the cluster, or left there, and nothing waits to be deployed. Absent also where Argo CD does not say what it compared. */
    drifted: z.boolean().optional(),
    /** Where Git is, where it is out of sync and that is not what is deployed. On a branch on which others commit too it may be a commit of theirs. */
    waiting: z.array(revisionSchema).optional(),
    /** True where Argo CD syncs by itself. */
    autoSync: z.boolean(),
    images: z.array(imageSchema),
    /** What is deployed; several for a multi-source Application, none before the first sync. */
    revisions: z.array(revisionSchema),
    /** When that was deployed: the start of the sync that brought it, which may have failed once everything was applied, as by a PostSync hook. */
    deployedAt: timestamp.optional(),
    /** True if some of it has been replaced since: a sync failed halfway, or was of chosen resources. What runs is then not all of `revisions`. */
    mixed: z.boolean().optional(),
    operation: operationSchema.optional(),
    /** Whether health and sync are those after the last operation: false where it has ended and Argo CD has not looked at everything again. Absent where no operation has ended, or Argo CD does not say when it looked. */
    settled: z.boolean().optional(),
    /** True where the last operation failed and is history: Argo CD has looked since and found that there runs what Git says at another revision, as after a revert. It started no other operation then, as there was nothing to do. */
    superseded: z.boolean().optional(),
    /** Out of sync or unhealthy resources, at most 20. */
    troubles: z.array(resourceTroubleSchema),
    /** Conditions that Argo CD reports on the Application, such as a broken path. */
    conditions: z.array(z.object({ type: z.string(), message: z.string() })),
    /** True if the Application consists of KubeVela Applications and Argo CD has no health check for them, so that `Healthy` does not cover them. */
    healthIgnoresKubeVela: z.boolean().optional(),
    /** Where it deploys to: the cluster's name, or its address where it has none. */
    destination: z.string().optional(),
    /** The Application's page in Argo CD. */
    url: z.string(),
    /** Where its logs are, where the instance's configuration says so. */
    logsUrl: z.string().optional(),
    /** When Argo CD last told us about it. */
    observedAt: timestamp,
    /** False once the instance is no longer connected: the values are the last known ones. */
    live: z.boolean(),
  })
  .meta({ id: 'Application' });
/** {@inheritDoc applicationSchema} */
export type Application = z.output<typeof applicationSchema>;

/**
 * What we can say about one entity.
 *
 * - `not-annotated`: the entity names no Application.
 * - `not-configured`: no Argo CD instance is configured.
 * - `missing`: annotated, every instance answered, and none has it.
 * - `waiting`: annotated, not found, and at least one instance has not answered yet.
 * - `found`: at least one Application.
 */
export const entityStatusSchema = z
  .object({
    entityRef: z.string(),
    state: z.enum([
      'not-annotated',
      'not-configured',
      'missing',
      'waiting',
      'found',
    ]),
    /** In the order of the configured instances, then by name. */
    applications: z.array(applicationSchema),
    /** The instances that this entity may run on, in configured order. */
    instances: z.array(instanceSchema),
  })
  .meta({ id: 'EntityStatus' });
/** {@inheritDoc entityStatusSchema} */
export type EntityStatus = z.output<typeof entityStatusSchema>;
