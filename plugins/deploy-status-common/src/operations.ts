import { nameText, writtenText } from '@michi/contract-common';
import { z } from 'zod';
import { timestamp } from './model';
import { obstacleSchema } from './obstacles';

/** What a person can do to an Application. */
export const operationActionSchema = z.enum([
  'sync',
  'rollback',
  'terminate',
  'refresh',
  'retry',
  'promote',
]);
/** {@inheritDoc operationActionSchema} */
export type OperationAction = z.output<typeof operationActionSchema>;

/** The Application that is meant; it must be one of the entity's. */
export const operationTargetSchema = z
  .strictObject({
    instance: nameText(200),
    name: nameText(253),
    namespace: nameText(253),
  })
  .meta({ id: 'OperationTarget' });
/** {@inheritDoc operationTargetSchema} */
export type OperationTarget = z.output<typeof operationTargetSchema>;

/** One resource of an Application. */
export const resourceNameSchema = z
  .strictObject({
    /** Empty for Kubernetes' core group. */
    group: nameText(253).or(z.literal('')),
    kind: nameText(253),
    namespace: nameText(253).or(z.literal('')).optional(),
    name: nameText(253),
  })
  .meta({ id: 'ResourceName' });
/** {@inheritDoc resourceNameSchema} */
export type ResourceName = z.output<typeof resourceNameSchema>;

/** What a request for any change carries. */
const consent = {
  /** The same for each try of one request: a double click is one change. */
  idempotencyKey: z.uuid(),
  /** Required where the environment is protected. */
  reason: writtenText(500).trim().min(3).optional(),
  /** The environment's name as the person typed it; required where it is protected. */
  confirm: writtenText(200).optional(),
};

const syncOptions = {
  target: operationTargetSchema,
  /** Only these; the whole Application where it is absent. */
  resources: z.array(resourceNameSchema).min(1).max(200).optional(),
  /** Also removes what Git no longer has. */
  prune: z.boolean().default(false),
};

const rollbackOptions = {
  target: operationTargetSchema,
  /** The deployment to go back to, by its `id`. */
  deploymentId: nameText(1000),
};

const promoteOptions = {
  /** The Application that is to run them. */
  target: operationTargetSchema,
  /** What it is to run: images with a tag or a digest. */
  images: z
    .array(
      z.strictObject({
        name: nameText(500),
        tag: nameText(128).optional(),
        digest: nameText(200).optional(),
      }),
    )
    .min(1)
    .max(20),
};

/** Bodies of the requests that change something. */
export const syncRequestSchema = z.strictObject({
  ...syncOptions,
  /**
   * What the plan said would be deployed: that is deployed, also where Git has
   * moved on since. One that is neither what Git says now nor what a plan of the
   * last hour showed, with no operation since, is refused with
   * `another-revision`. Argo CD takes none but the newest where it syncs by
   * itself or there are several sources; it is not looked at then.
   */
  revision: nameText(300).optional(),
  ...consent,
});
/** {@inheritDoc syncRequestSchema} */
export const rollbackRequestSchema = z.strictObject({
  ...rollbackOptions,
  ...consent,
});
/** {@inheritDoc syncRequestSchema} */
export const promoteRequestSchema = z.strictObject({
  ...promoteOptions,
  ...consent,
});
/** For refresh, which needs nothing but its target. */
export const plainRequestSchema = z.strictObject({
  target: operationTargetSchema,
  ...consent,
});
/** For terminate and retry. */
export const ofOperationRequestSchema = plainRequestSchema.extend({
  /** When the operation started that the person saw: one that has taken its place meanwhile is left alone. */
  startedAt: timestamp.optional(),
});
/** Bodies of the questions what a request would change. */
export const syncPlanRequestSchema = z.strictObject(syncOptions);
/** {@inheritDoc syncPlanRequestSchema} */
export const rollbackPlanRequestSchema = z.strictObject(rollbackOptions);
/** {@inheritDoc syncPlanRequestSchema} */
export const promotePlanRequestSchema = z.strictObject(promoteOptions);
/** For terminate and retry. A refresh changes nothing that runs and has no plan. */
export const plainPlanRequestSchema = z.strictObject({
  target: operationTargetSchema,
});

/** {@inheritDoc syncRequestSchema} */
export type SyncRequest = z.output<typeof syncRequestSchema>;
/** {@inheritDoc syncRequestSchema} */
export type RollbackRequest = z.output<typeof rollbackRequestSchema>;
/** {@inheritDoc syncRequestSchema} */
export type PromoteRequest = z.output<typeof promoteRequestSchema>;
/** {@inheritDoc plainRequestSchema} */
export type PlainRequest = z.output<typeof plainRequestSchema>;
/** {@inheritDoc ofOperationRequestSchema} */
export type OfOperationRequest = z.output<typeof ofOperationRequestSchema>;
/** {@inheritDoc syncPlanRequestSchema} */
export type SyncPlanRequest = z.output<typeof syncPlanRequestSchema>;
/** {@inheritDoc syncPlanRequestSchema} */
export type RollbackPlanRequest = z.output<typeof rollbackPlanRequestSchema>;
/** {@inheritDoc syncPlanRequestSchema} */
export type PromotePlanRequest = z.output<typeof promotePlanRequestSchema>;
/** {@inheritDoc plainPlanRequestSchema} */
export type PlainPlanRequest = z.output<typeof plainPlanRequestSchema>;

/** What became of a request. Progress is seen in the Application's operation. */
export const operationReceiptSchema = z
  .object({
    idempotencyKey: z.string(),
    action: operationActionSchema,
    target: operationTargetSchema,
    /** `accepted`: Argo CD or the Git host took it. `refused`: it did not, and nothing changed. `unknown`: no answer came; look at the Application before trying again. */
    outcome: z.enum(['accepted', 'refused', 'unknown']),
    requestedAt: timestamp,
    requestedBy: z.string(),
    /** All of `problems` in words for a person, in English; for logs and for whoever has no words of their own. */
    message: z.string().optional(),
    /** Why it was refused, why its outcome is not known, or what to know of what was accepted; empty where there is nothing to say. */
    problems: z.array(obstacleSchema),
    /** The pull request, or the Application's page in Argo CD. */
    url: z.string(),
    /** True if this request had been made before and was not made again. */
    repeated: z.boolean(),
  })
  .meta({ id: 'OperationReceipt' });
/** {@inheritDoc operationReceiptSchema} */
export type OperationReceipt = z.output<typeof operationReceiptSchema>;
