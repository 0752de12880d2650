import type { Request } from 'express';
import { z } from 'zod';
import { invalidArgument } from './errors';

const resourceSchema = z.object({
  group: z.string().optional(),
  kind: z.string().default(''),
  name: z.string().default(''),
  namespace: z.string().optional(),
});
const forceSchema = z.object({ force: z.boolean().optional() });

/** What a sync may ask for. */
export const syncBody = z.object({
  revision: z.string().optional(),
  dryRun: z.boolean().optional(),
  prune: z.boolean().optional(),
  strategy: z
    .object({ apply: forceSchema.optional(), hook: forceSchema.optional() })
    .nullish(),
  resources: z.array(resourceSchema).nullish(),
  infos: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
  appNamespace: z.string().optional(),
  project: z.string().optional(),
});

/** What a rollback may ask for. */
export const rollbackBody = z.object({
  id: z.coerce.number().int().default(0),
  dryRun: z.boolean().optional(),
  prune: z.boolean().optional(),
  appNamespace: z.string().optional(),
  project: z.string().optional(),
});

/**
 * The body of a request.
 *
 * @param type - Argo CD's own name of it
 * @throws ArgoCdError (code 3)
 */
export function parseBody<T>(
  schema: z.ZodType<T>,
  req: Request,
  type: string,
): T {
  const body: unknown = req.body ?? {};
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const found = Array.isArray(body) ? 'array' : typeof body;
  const where = issue?.path.length
    ? `Go struct field ${type}.${issue.path.join('.')}`
    : `Go value of type application.${type}`;
  throw invalidArgument(
    issue?.path.length
      ? `json: cannot unmarshal value into ${where}: ${issue.message}`
      : `json: cannot unmarshal ${found} into ${where}`,
    parsed.error,
  );
}
