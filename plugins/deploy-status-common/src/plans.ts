import { z } from 'zod';
import {
  hookResultSchema,
  imageSchema,
  operationSchema,
  revisionSchema,
} from './model';
import { obstacleSchema } from './obstacles';
import {
  operationActionSchema,
  operationTargetSchema,
  resourceNameSchema,
} from './operations';

/** The operation that a plan is about: what a retry repeats, or what is stopped. */
export const plannedOperationSchema = operationSchema
  .omit({ hooks: true, progress: true, requestId: true })
  .extend({
    /** Whether it is a dry run, which applies nothing. */
    dryRun: z.boolean(),
    /** Whether it removes what Git no longer has. */
    prune: z.boolean(),
    /** Only these; the whole Application where it is absent. */
    resources: z.array(resourceNameSchema).optional(),
    /** What it deploys. */
    revisions: z.array(revisionSchema),
    /**
     * How far it came with each resource and hook. After a dry run Argo CD no
     * longer knows, and it is the hooks at most.
     */
    results: z.array(
      z.object({
        ...resourceNameSchema.shape,
        /** Absent where it is not known. */
        group: resourceNameSchema.shape.group.optional(),
        /** When it runs, for a hook. */
        hook: hookResultSchema.shape.type.optional(),
        /** `pending`: it has not come to this one, or had not when it ended. */
        state: z.enum(['done', 'running', 'failed', 'pending']),
        /** In Argo CD's words. */
        message: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'PlannedOperation' });
/** {@inheritDoc plannedOperationSchema} */
export type PlannedOperation = z.output<typeof plannedOperationSchema>;

/** What a change would do, asked before it is made. Nothing is changed by asking. */
export const planSchema = z
  .object({
    action: operationActionSchema,
    target: operationTargetSchema,
    environment: z.string(),
    /** Empty if it can be made. */
    obstacles: z.array(obstacleSchema),
    /** What to know before it; does not stand in its way. */
    cautions: z.array(obstacleSchema),
    /** What the request must carry. */
    requires: z.object({ reason: z.boolean(), confirm: z.boolean() }),
    /** What is deployed, and what would be. */
    revisions: z.object({
      from: z.array(revisionSchema),
      to: z.array(revisionSchema),
    }),
    images: z.object({ from: z.array(imageSchema), to: z.array(imageSchema) }),
    /** Resources that would be touched: for a sync as Argo CD's dry run tells, for a retry by Argo CD's comparison with Git; empty for all else. */
    resources: z.array(
      z.object({
        ...resourceNameSchema.shape,
        change: z.enum(['create', 'update', 'delete', 'none', 'unknown']),
        /** What the dry run says of it, such as why it would be rejected. */
        message: z.string().optional(),
        /** True if the dry run failed for it. */
        failed: z.boolean(),
      }),
    ),
    /** For a retry and to terminate: what failed, or what runs. Absent where there is none, or it has not begun. */
    operation: plannedOperationSchema.optional(),
    /** Lines that a promotion would change. */
    files: z.array(
      z.object({
        path: z.string(),
        line: z.int().positive(),
        before: z.string(),
        after: z.string(),
      }),
    ),
    /** What to do instead, where there is an obstacle: `pull-request` puts the images back through Git, with `promote`. */
    alternatives: z.array(
      z.object({
        kind: z.literal('pull-request'),
        images: z.array(imageSchema),
      }),
    ),
  })
  .meta({ id: 'Plan' });
/** {@inheritDoc planSchema} */
export type Plan = z.output<typeof planSchema>;
