import { z } from 'zod';
import { attemptMessage, finalMessage } from './failing';
import { failureSchema, type Failure } from './record';
import { WEBHOOK_TIMEOUT, type Situation } from './scenario';

/** How often auto-sync tries again. */
export const RETRIES = 5;

/** A sync operation of the past. Times are in milliseconds since the epoch, in whole seconds. */
export const pastOperationSchema = z.object({
  revision: z.string(),
  phase: z.enum(['Succeeded', 'Failed']),
  startedAt: z.number(),
  finishedAt: z.number(),
  /** Absent where it failed, or something came before it was healthy. */
  healthyAt: z.number().optional(),
  initiatedBy: z.object({
    username: z.string().optional(),
    automated: z.boolean().optional(),
  }),
  retries: z.number().int(),
  /** Where it did not go well at once. */
  failure: failureSchema.optional(),
  message: z.string().optional(),
  rollback: z.boolean().optional(),
});
/** {@inheritDoc pastOperationSchema} */
export type PastOperation = z.infer<typeof pastOperationSchema>;

/** What makes an operation one that failed for good. */
export function failed(failure: Failure, retries: number) {
  return {
    phase: 'Failed' as const,
    failure,
    retries,
    message: finalMessage(attemptMessage(failure), retries),
  };
}

/** The past as a situation has it at its end. */
export function inSituation(
  operations: PastOperation[],
  situation: Situation | undefined,
): PastOperation[] {
  const last = operations.at(-1);
  if (!last) return operations;
  const others = operations.slice(0, -1);
  switch (situation) {
    case 'behind':
      return operations.filter(({ revision }) => revision !== last.revision);
    case 'degraded':
      return [...others, { ...last, healthyAt: undefined }];
    case 'failed':
      return [
        ...others,
        {
          ...last,
          ...failed(
            { reason: WEBHOOK_TIMEOUT, times: RETRIES + 1 },
            last.initiatedBy.automated ? RETRIES : 0,
          ),
          healthyAt: undefined,
        },
      ];
    default:
      return operations;
  }
}
